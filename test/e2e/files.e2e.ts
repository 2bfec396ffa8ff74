// Saving, closing with unsaved changes, and recovery after crashes of the renderer and of the whole application.
import type { Page } from '@playwright/test';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expectAccessible } from './accessibility';
import { expect, test } from './application';
import { answerSaveDialog } from './dialogs';
import { SMALL_NERVE, writeProject } from './projects';

const diameter = (page: Page) => page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Diameter', exact: true });

async function changeDiameter(page: Page, value: string): Promise<void> {
  await page.getByRole('treeitem', { name: 'Nerve' }).click();
  await diameter(page).fill(value);
  await diameter(page).press('Enter');
}

test('a new project is saved under a name, and changes into the same file', async ({ start, folder }) => {
  const { app, page } = await start();
  const file = path.join(folder, 'saved.ranvier');
  await page.getByRole('button', { name: /One fascicle/ }).click();
  await answerSaveDialog(app, file);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('banner')).toContainText('saved.ranvier');
  await changeDiameter(page, '420');
  await expect(page.getByRole('banner')).toContainText('edited');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('banner')).not.toContainText('edited');
  expect((JSON.parse(readFileSync(file, 'utf8')) as { nerve: { diameterUm: number } }).nerve.diameterUm).toBe(420);
});

test('save as writes another file and goes on with it; the first one stays as it was, and both are among the recent files', async ({ start, folder }) => {
  const first = writeProject(folder, 'first.ranvier', SMALL_NERVE);
  const { app, page } = await start(first);
  await changeDiameter(page, '350');
  await answerSaveDialog(app, path.join(folder, 'second.ranvier'));
  await page.keyboard.press('Control+Shift+s');
  await expect(page.getByRole('banner')).toContainText('second.ranvier');
  await expect(page.getByRole('banner')).not.toContainText('edited');
  const diameterIn = (file: string): number => (JSON.parse(readFileSync(file, 'utf8')) as { nerve: { diameterUm: number } }).nerve.diameterUm;
  expect([diameterIn(first), diameterIn(path.join(folder, 'second.ranvier'))]).toEqual([300, 350]);
  await changeDiameter(page, '360');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('banner')).not.toContainText('edited');
  expect([diameterIn(first), diameterIn(path.join(folder, 'second.ranvier'))]).toEqual([300, 360]);
  await page.keyboard.press('Control+w');
  for (const name of ['first.ranvier', 'second.ranvier']) await expect(page.getByRole('button', { name: new RegExp(name) })).toBeVisible();
});

test('closing with unsaved changes asks; cancel keeps the window, discarding closes it', async ({ start, folder }) => {
  const file = writeProject(folder, 'guarded.ranvier', SMALL_NERVE);
  const { app, page } = await start(file);
  await changeDiameter(page, '310');
  const close = (): Promise<void> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close());
  await close();
  await expect(page.getByRole('dialog', { name: 'Save changes?' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog', { name: 'Save changes?' })).toBeHidden();
  await close();
  const gone = app.waitForEvent('close');
  // The window is gone before the click is confirmed.
  await Promise.all([gone, page.getByRole('button', { name: "Don't save" }).click().catch(() => undefined)]);
  expect((JSON.parse(readFileSync(file, 'utf8')) as { nerve: { diameterUm: number } }).nerve.diameterUm).toBe(300);
  const again = await start();
  await expect(again.page.getByText('Unsaved work of an earlier session')).toHaveCount(0);
});

test('opening another project with unsaved changes asks, and saving then goes on', async ({ start, folder }) => {
  const file = writeProject(folder, 'first.ranvier', SMALL_NERVE);
  const { page } = await start(file);
  await changeDiameter(page, '320');
  await page.keyboard.press('Control+n');
  await page.getByRole('dialog', { name: 'Save changes?' }).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'New project' })).toBeVisible();
  expect((JSON.parse(readFileSync(file, 'utf8')) as { nerve: { diameterUm: number } }).nerve.diameterUm).toBe(320);
});

test('a crash of the renderer loses nothing', async ({ start, folder }) => {
  const { app, page } = await start(writeProject(folder, 'crash.ranvier', SMALL_NERVE));
  await changeDiameter(page, '330');
  await page.waitForTimeout(500);
  const reloaded = app.evaluate(({ BrowserWindow }) => new Promise<void>((resolve) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    webContents.once('did-finish-load', () => resolve());
    webContents.forcefullyCrashRenderer();
  }));
  await reloaded;
  // The page object of the crashed renderer is dead: ask the new one through the main process.
  const inPage = <T>(script: string): Promise<T> => app.evaluate(({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(code) as Promise<T>, script);
  await expect.poll(() => inPage<string>('document.body.innerText')).toContain('restarted');
  expect(await inPage<string>('document.title')).toContain('crash.ranvier');
  await inPage('[...document.querySelectorAll("[role=treeitem]")].find((item) => item.innerText.includes("Nerve")).click()');
  await expect.poll(() => inPage<string[]>('[...document.querySelectorAll("aside input")].map((input) => input.value)')).toContain('330');
});

test('a killed application offers its unsaved work at the next start', async ({ start, folder }) => {
  const { app, page } = await start(writeProject(folder, 'killed.ranvier', SMALL_NERVE));
  // The autosave waits for the user's delay: the shortest one keeps the test short.
  await page.evaluate(() => window.ranvier.settings.change({ autosaveSeconds: 0.2 }));
  await changeDiameter(page, '340');
  const drafts = path.join(folder, '..', 'electron', 'drafts');
  await expect.poll(() => existsSync(drafts) && readDrafts(drafts)).toContain('340');
  const gone = app.waitForEvent('close');
  app.process().kill('SIGKILL');
  await gone;
  const again = await start();
  await expect(again.page.getByText('Unsaved work of an earlier session')).toBeVisible();
  await expectAccessible(again.page, 'the start page with unsaved work');
  await again.page.getByRole('button', { name: 'Recover' }).click();
  await expect(again.page.getByRole('banner')).toContainText('killed.ranvier');
  await expect(again.page.getByRole('banner')).toContainText('edited');
  await again.page.getByRole('treeitem', { name: 'Nerve' }).click();
  await expect(diameter(again.page)).toHaveValue('340');
});

/** The whole ones: what is still being written has another ending. */
function readDrafts(folder: string): string {
  return readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
}
