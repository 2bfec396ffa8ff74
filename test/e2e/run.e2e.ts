// Running: progress, recruited counts, cancel, queue, old results, and editing meanwhile.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './application';
import { answerOpenDialog } from './dialogs';
import { LONG_RUN, SMALL_NERVE, TWO_FIBERS, writeProject } from './projects';

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

test('a run is cancelled within moments, editing stays possible meanwhile, and a queued run follows', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'long.ranvier', LONG_RUN));
  await page.keyboard.press('F5');
  const panel = page.getByRole('tabpanel', { name: 'Run' });
  await expect(panel.getByRole('progressbar', { name: 'Fibres' })).toHaveAttribute('aria-valuenow', /[0-9]+/, { timeout: RUN_MS });
  await expect(panel.getByRole('row', { name: /Fibres.*running/ })).toBeVisible({ timeout: RUN_MS });
  await page.getByRole('treeitem', { name: 'Simulation' }).click();
  const duration = page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Duration', exact: true });
  await duration.fill('1');
  await duration.press('Enter');
  await page.keyboard.press('F5');
  await expect(panel.getByRole('heading', { name: 'Waiting' })).toBeVisible();
  await panel.getByRole('button', { name: 'Remove from the queue' }).click();
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(panel.getByRole('status')).toContainText('Cancelled after', { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Run', exact: true }).first()).toBeEnabled();
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
