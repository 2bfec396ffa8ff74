// Running: progress, recruited counts, cancel, queue, notification, crashes of the window, old results, and editing meanwhile.
import type { ElectronApplication } from '@playwright/test';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expectAccessible } from './accessibility';
import { expect, test } from './application';
import { answerOpenDialog } from './dialogs';
import { LONG_RUN, RESUMED_RUN, SMALL_NERVE, TWO_FIBERS, writeProject } from './projects';

const RUN_MS = 120_000;
test.setTimeout(2 * RUN_MS);

test('a run of a nerve shows its phases and the recruited fibres', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'nerve.ranvier', SMALL_NERVE));
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  const panel = page.getByRole('tabpanel', { name: 'Run' });
  for (const phase of ['Population', 'Mesh', 'Field', 'Footprints', 'Fibres', 'Analysis', 'Results']) {
    await expect(panel.getByRole('rowheader', { name: phase })).toBeVisible();
  }
  await expect(panel.getByRole('status')).toContainText('Finished in', { timeout: RUN_MS });
  expect(existsSync(path.join(folder, 'nerve.results', 'fibers.csv'))).toBe(true);
  await expectAccessible(page, 'a finished run');
  await panel.getByRole('button', { name: 'Show results' }).click();
  const counts = page.getByRole('tabpanel', { name: 'Overview' });
  await expect(counts.getByRole('row', { name: /All/ })).toContainText(/\d/);
});

test('a near fibre fires and a far one does not', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'fibers.ranvier', TWO_FIBERS));
  await page.keyboard.press('F5');
  await expect(page.getByRole('tabpanel', { name: 'Run' }).getByRole('status')).toContainText('Finished in', { timeout: RUN_MS });
  await page.getByRole('tab', { name: 'Results' }).click();
  await page.getByRole('tab', { name: 'Fibres' }).click();
  await expect(page.getByRole('row', { name: /Near/ })).toContainText('yes');
  await expect(page.getByRole('row', { name: /Far/ })).toContainText('no');
});

test('a run is cancelled within moments and keeps what is finished; editing stays possible meanwhile, and the queued run follows', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'long.ranvier', LONG_RUN));
  await page.keyboard.press('F5');
  const panel = page.getByRole('tabpanel', { name: 'Run' });
  const fibers = panel.getByRole('row', { name: /Fibres.*running/ });
  await expect(fibers).toBeVisible({ timeout: RUN_MS });
  // Counts and the remaining time, while it lasts. Two batches of at most 16 fibres are under way: with this many, some are finished.
  await expect(fibers).toContainText(/([4-9]\d|\d{3}) \/ \d+ fibres.*about .* left/, { timeout: RUN_MS });
  await page.getByRole('treeitem', { name: 'Simulation' }).click();
  const duration = page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Duration', exact: true });
  await duration.fill('1');
  await duration.press('Enter');
  await page.keyboard.press('F5');
  await page.keyboard.press('F5');
  await expect(panel.getByRole('heading', { name: 'Waiting' })).toBeVisible();
  await panel.getByRole('button', { name: 'Remove from the queue' }).first().click();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  const first = path.join(folder, 'long.results');
  await expect.poll(() => existsSync(path.join(first, 'fibers.csv')), { timeout: 60_000 }).toBe(true);
  const table = readFileSync(path.join(first, 'fibers.csv'), 'utf8');
  expect(table).toContain(',simulated,');
  expect(table).toContain(',not-run,');
  expect((JSON.parse(readFileSync(path.join(first, 'run.json'), 'utf8')) as { status: string }).status).toBe('cancelled');
  await expect(panel.getByRole('status')).toContainText('Finished in', { timeout: RUN_MS });
  expect(readFileSync(path.join(folder, 'long 2.results', 'fibers.csv'), 'utf8')).not.toContain(',not-run,');
  await expect(panel.getByRole('heading', { name: 'Waiting' })).toBeHidden();
});

test('the end of a run is told by the system when the window is not looked at', async ({ start, folder }) => {
  const { app, page } = await start(writeProject(folder, 'fibers.ranvier', TWO_FIBERS));
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const shown: string[] = [];
    Object.assign(globalThis, { shown });
    Notification.prototype.show = function show(this: Electron.Notification) { shown.push(`${this.title}: ${this.body}`); };
    BrowserWindow.getAllWindows()[0].isFocused = () => false;
  });
  await page.keyboard.press('F5');
  await expect.poll(() => app.evaluate(() => (globalThis as unknown as { shown: string[] }).shown), { timeout: RUN_MS }).toEqual(['Ranvier: The run is finished.']);
});

/** Crashes the renderer and waits for the new one, which Playwright's page does not follow: it is asked through the main process. */
async function crash(app: ElectronApplication): Promise<(script: string) => Promise<string>> {
  await app.evaluate(({ BrowserWindow }) => new Promise<void>((resolve) => {
    const { webContents } = BrowserWindow.getAllWindows()[0];
    webContents.once('did-finish-load', () => resolve());
    webContents.forcefullyCrashRenderer();
  }));
  return (script) => app.evaluate(({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(code) as Promise<string>, script);
}
const clickTab = (name: string): string => `[...document.querySelectorAll('[role=tab]')].find((tab) => tab.textContent.trim() === '${name}').click()`;

test('a crash of the window during a run loses neither the run nor its results', async ({ start, folder }) => {
  const { app, page } = await start(writeProject(folder, 'crash.ranvier', { ...LONG_RUN, simulation: { ...LONG_RUN.simulation, durationMs: 4 } }));
  await page.keyboard.press('F5');
  await expect(page.getByRole('tabpanel', { name: 'Run' }).getByRole('row', { name: /Fibres.*running/ })).toBeVisible({ timeout: RUN_MS });
  const inPage = await crash(app);
  await expect.poll(() => inPage('document.body.innerText'), { timeout: RUN_MS }).toContain('The window crashed and was restarted');
  await expect.poll(() => inPage('document.body.innerText'), { timeout: RUN_MS }).toContain('Finished in');
  expect(existsSync(path.join(folder, 'crash.results', 'results.h5'))).toBe(true);
  await inPage(clickTab('Results'));
  await expect.poll(() => inPage('document.body.innerText')).toContain('F1');
  await expect.poll(() => inPage("String(document.querySelectorAll('[role=tabpanel] tbody tr').length)")).not.toBe('0');
  // Finished results come back after a further crash, too.
  const again = await crash(app);
  await expect.poll(() => again('document.body.innerText')).toContain('crash.ranvier');
  await again(clickTab('Results'));
  await expect.poll(() => again("String(document.querySelectorAll('[role=tabpanel] tbody tr').length)")).not.toBe('0');
});

test('a window that keeps crashing says so, and where the project is', async ({ start, folder }) => {
  const { app, page } = await start(writeProject(folder, 'again.ranvier', SMALL_NERVE));
  await page.getByRole('treeitem', { name: 'Nerve' }).click();
  const diameter = page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Diameter', exact: true });
  await diameter.fill('333');
  await diameter.press('Enter');
  await expect(page.getByRole('banner')).toContainText('edited');
  let inPage = await crash(app);
  for (let crashes = 1; crashes < 4; crashes++) inPage = await crash(app);
  const text = await inPage('document.body.innerText');
  expect(text).toContain('The window crashed several times in a row');
  const draft = /\n(.*drafts.*\.json)\n/.exec(text)![1];
  expect(readFileSync(draft, 'utf8')).toContain('333');
});

test('closing the window during a run asks, and keeps what is finished', async ({ start, folder }) => {
  const { app, page } = await start(writeProject(folder, 'closing.ranvier', LONG_RUN));
  await page.keyboard.press('F5');
  await expect(page.getByRole('tabpanel', { name: 'Run' }).getByRole('row', { name: /Fibres.*running/ })).toBeVisible({ timeout: RUN_MS });
  const close = (): Promise<void> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close());
  await close();
  await page.getByRole('dialog', { name: 'A run goes on' }).getByRole('button', { name: 'Keep running' }).click();
  await close();
  const gone = app.waitForEvent('close', { timeout: 60_000 });
  await Promise.all([gone, page.getByRole('button', { name: 'Cancel the run and close' }).click().catch(() => undefined)]);
  expect(existsSync(path.join(folder, 'closing.results', 'run.json'))).toBe(true);
});

test('results open again without their project', async ({ start, folder }) => {
  const first = await start(writeProject(folder, 'fibers.ranvier', TWO_FIBERS));
  await first.page.keyboard.press('F5');
  await expect(first.page.getByRole('tabpanel', { name: 'Run' }).getByRole('status')).toContainText('Finished in', { timeout: RUN_MS });
  await first.app.close();
  const { app, page } = await start();
  await answerOpenDialog(app, path.join(folder, 'fibers.results'));
  await page.getByRole('menuitem', { name: 'Run' }).click();
  await page.getByRole('menuitem', { name: 'Open results…' }).click();
  await page.getByRole('tab', { name: 'Fibres' }).click();
  await expect(page.getByRole('row', { name: /Near/ })).toContainText('yes');
});

test('a run that fails says why; the project stays, can be mended, and runs', async ({ start, folder }) => {
  const broken = path.join(folder, 'gmsh');
  writeFileSync(broken, '#!/bin/sh\necho "Error: no licence to mesh today" >&2\nexit 3\n', { mode: 0o755 });
  const home = path.join(folder, '..', 'home');
  mkdirSync(home);
  writeFileSync(path.join(home, 'settings.json'), JSON.stringify({ version: 1, engines: { gmsh: broken, python: null } }));
  const { page } = await start(writeProject(folder, 'fails.ranvier', { ...SMALL_NERVE, simulation: { ...SMALL_NERVE.simulation, field: { mesh: 'coarse', mesher: 'gmsh' } } }));
  await page.keyboard.press('F5');
  const panel = page.getByRole('tabpanel', { name: 'Run' });
  await expect(panel.getByRole('status')).toContainText('Failed', { timeout: RUN_MS });
  await expect(panel.getByRole('alert')).toContainText(/gmsh/i);
  await expectAccessible(page, 'a failed run');
  await expect(page.getByRole('banner')).toContainText('fails.ranvier');
  await page.getByRole('treeitem', { name: 'Simulation' }).click();
  await page.getByRole('combobox', { name: 'Mesher' }).selectOption('extrusion');
  await expect(page.getByRole('banner')).toContainText('edited');
  await page.keyboard.press('F5');
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await expect(panel.getByRole('status')).toContainText('Finished in', { timeout: RUN_MS });
});

test('a folder without results is refused with a reason', async ({ start, folder }) => {
  const { app, page } = await start();
  await answerOpenDialog(app, folder);
  await page.getByRole('menuitem', { name: 'Run' }).click();
  await page.getByRole('menuitem', { name: 'Open results…' }).click();
  await expect(page.getByRole('alert')).toContainText('results.h5');
});

test('the potential is shown in the views and follows the plane', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'field.ranvier', TWO_FIBERS));
  await page.getByRole('button', { name: 'Field', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 't = 0.1 ms' })).toBeVisible({ timeout: RUN_MS });
  await expect(page.getByText('Potential').first()).toBeVisible();
  const position = page.getByRole('textbox', { name: /Position of the field/ });
  await expect(position).toHaveValue('10000');
  await position.fill('12 mm');
  await position.press('Enter');
  await expect(position).toHaveValue('12000');
  await expect(page.getByRole('status').filter({ hasText: 't = 0.1 ms' })).toBeVisible({ timeout: RUN_MS });
});

test('a run of a killed application is offered at the next start and goes on', async ({ start, folder }) => {
  const file = writeProject(folder, 'killed.ranvier', RESUMED_RUN);
  const first = await start(file);
  await first.page.keyboard.press('F5');
  const progress = first.page.getByRole('tabpanel', { name: 'Run' }).getByRole('progressbar', { name: 'Fibres' });
  await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow').catch(() => 0)), { timeout: RUN_MS }).toBeGreaterThan(10);
  const gone = first.app.waitForEvent('close');
  first.app.process().kill('SIGKILL');
  await gone;
  expect(existsSync(path.join(folder, 'killed.results.unfinished'))).toBe(true);

  const { page } = await start();
  const question = page.getByRole('dialog', { name: 'A run was interrupted' });
  await expect(question).toContainText(/The run of "Resumed run" \(killed\.ranvier\), started .*, was interrupted in the phase "Fibres" at \d+ %/);
  await expectAccessible(page, 'the question about an interrupted run');
  await question.getByRole('button', { name: 'Resume' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Run' });
  await expect(panel.getByRole('status')).toContainText('Finished in', { timeout: RUN_MS });
  await expect(panel).toContainText('taken from an earlier run');
  expect(existsSync(path.join(folder, 'killed.results', 'results.h5'))).toBe(true);
  expect(existsSync(path.join(folder, 'killed.results.unfinished'))).toBe(false);
  expect(existsSync(path.join(folder, '..', 'electron', 'interrupted-run.json'))).toBe(false);
});
