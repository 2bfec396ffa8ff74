// Every way to open a project, and what is said when it cannot be opened.
import { _electron } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, environmentOf, expect, launchArguments, test } from './application';
import { answerOpenDialog } from './dialogs';
import { dropFiles } from './drop';
import { SMALL_NERVE, TWO_FIBERS, WRONG_SIZE, writeProject } from './projects';

test('a project named on the command line opens, and is remembered', async ({ start, folder }) => {
  const file = writeProject(folder, 'my nerve.ranvier', SMALL_NERVE);
  const { app, page } = await start(file);
  await expect(page.getByRole('banner')).toContainText('my nerve.ranvier');
  await expect(page.getByRole('treeitem', { name: 'F1' })).toBeVisible();
  await expect(page).toHaveTitle('my nerve.ranvier – Ranvier');
  await app.close();
  const second = await start();
  await second.page.getByRole('button', { name: /my nerve.ranvier/ }).click();
  await expect(second.page.getByRole('treeitem', { name: 'F1' })).toBeVisible();
});

test('the window offers nothing until the project named on the command line is read: the first key already acts on it', async ({ start, folder }) => {
  // White space takes a while to read.
  const { page } = await start(writeProject(folder, 'large.ranvier', TWO_FIBERS, ' '.repeat(200e6)));
  // Deliberately without waiting.
  expect(await page.getByRole('banner').textContent()).toContain('large.ranvier');
  await page.keyboard.press('F5');
  await expect(page.getByRole('tabpanel', { name: 'Run' })).toBeVisible();
});

test('a project opens through the menu', async ({ start, folder }) => {
  const file = writeProject(folder, 'fibers.ranvier', TWO_FIBERS);
  const { app, page } = await start();
  await answerOpenDialog(app, file);
  await page.getByRole('menuitem', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'Open…' }).click();
  await expect(page.getByRole('treeitem', { name: 'Near' })).toBeVisible();
});

test('a dropped project opens', async ({ start, folder }) => {
  const file = writeProject(folder, 'dropped.ranvier', SMALL_NERVE);
  const { page } = await start();
  await dropFiles(page, [file], { x: 640, y: 400 });
  await expect(page.getByRole('banner')).toContainText('dropped.ranvier');
  await expect(page.getByRole('treeitem', { name: 'LIFE 1' })).toBeVisible();
});

test('the shipped example opens and is valid', async ({ start }) => {
  const { page } = await start(path.join(ROOT, 'assets/examples/two-fascicles-life.ranvier'));
  await expect(page.getByRole('treeitem', { name: /Fascicles/ })).toContainText('2');
  await expect(page.getByText('No problems')).toBeVisible();
});

test('a file with wrong values shows where each of them is', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'wrong.ranvier', WRONG_SIZE));
  await expect(page.getByRole('heading', { name: 'This project cannot be opened' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('nerve');
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('-5');
});

test('a file that is not JSON shows the line of the fault', async ({ start, folder }) => {
  const file = path.join(folder, 'broken.ranvier');
  writeFileSync(file, '{\n  "format": "ranvier-project",\n  "version": 1,\n  "name": oops\n}\n');
  const { page } = await start(file);
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('line 4');
  await page.getByRole('button', { name: 'Back to the start page' }).click();
  await expect(page.getByRole('heading', { name: 'New project' })).toBeVisible();
});

test('a missing file is named, and the window stays usable', async ({ start, folder }) => {
  const { page } = await start(path.join(folder, 'gone.ranvier'));
  await expect(page.getByRole('alert')).toContainText('gone.ranvier');
  await expect(page.getByRole('alert')).toContainText('There is no such file');
  await expect(page.getByRole('heading', { name: 'New project' })).toBeVisible();
});

test('a second instance hands its file to the first and ends', async ({ start, folder }) => {
  const file = writeProject(folder, 'second.ranvier', TWO_FIBERS);
  const { app, page } = await start();
  const second = await _electron.launch({ args: launchArguments(folder, [file]), cwd: ROOT, env: environmentOf(folder) }).catch(() => null);
  await expect(page.getByRole('banner')).toContainText('second.ranvier');
  await expect.poll(() => second === null || second.process().exitCode !== null).toBe(true);
  expect(app.process().exitCode).toBeNull();
});
