// Looking at results in the real window: every view, every plot with its three exports, comparison, propagation.
import type { ElectronApplication, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expectAccessible } from './accessibility';
import { expect, test } from './application';
import { SMALL_NERVE, THOROUGH, writeProject } from './projects';

const RUN_MS = 180_000;
test.setTimeout(2 * RUN_MS);

async function runAndShow(page: Page): Promise<void> {
  await page.keyboard.press('F5');
  const panel = page.getByRole('tabpanel', { name: 'Run' });
  await expect(panel.getByRole('status')).toContainText('Finished in', { timeout: RUN_MS });
  await page.getByRole('tab', { name: 'Results' }).click();
  await expect(page.getByRole('tablist', { name: 'Results' })).toBeVisible();
}

/** Every next "save" dialog returns its suggested name in this folder. */
const answerSaveDialogs = (app: ElectronApplication, folder: string): Promise<void> =>
  app.evaluate(({ dialog }, target) => {
    dialog.showSaveDialog = ((_window: unknown, options: { defaultPath: string }) => Promise.resolve({ canceled: false, filePath: `${target}/${options.defaultPath}` })) as typeof dialog.showSaveDialog;
  }, folder);

function expectFile(folder: string, name: string): void {
  const bytes = readFileSync(path.join(folder, name));
  const text = bytes.toString('utf8');
  if (name.endsWith('.png')) expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  else if (name.endsWith('.svg')) expect(text).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
  else expect(text.trim().split(/\r?\n/).length, name).toBeGreaterThan(1);
}

/** Saves every plot in sight as SVG, PNG and CSV and looks into the files. Returns their titles. */
async function exportAll(page: Page, folder: string): Promise<string[]> {
  const groups = page.getByRole('group', { name: /^Save / });
  await expect(groups.first()).toBeVisible();
  const titles: string[] = [];
  for (let k = 0; k < await groups.count(); k++) {
    const title = (await groups.nth(k).getAttribute('aria-label'))!.replace('Save ', '');
    titles.push(title);
    for (const kind of ['SVG', 'PNG', 'CSV']) {
      await groups.nth(k).getByRole('button', { name: kind }).click();
      const notice = page.getByRole('status').filter({ hasText: `${title.replaceAll('/', '-')}.${kind.toLowerCase()}` });
      await expect(notice).toBeVisible();
      const saved = /Saved as .*[\\/](.+\.(?:svg|png|csv))/.exec((await notice.textContent())!)![1];
      expectFile(folder, saved);
    }
  }
  return titles;
}

test('every view of the results, and every plot as SVG, PNG and CSV', async ({ start, folder }) => {
  const { app, page } = await start(writeProject(folder, 'thorough.ranvier', THOROUGH));
  await answerSaveDialogs(app, folder);
  await runAndShow(page);
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });

  await expect(page.getByRole('row', { name: /F1 myelinated/ })).toContainText('%');
  await expectAccessible(page, 'the overview of results');
  await page.getByRole('group', { name: 'Picture' }).getByRole('button', { name: '3-D' }).click();
  await page.getByRole('button', { name: 'Display', exact: true }).click();
  const colors = page.getByRole('combobox', { name: 'Fibres by' });
  for (const choice of await colors.locator('option').allTextContents()) {
    await colors.selectOption({ label: choice });
    await expect(page.getByRole('application').first()).toBeVisible();
  }
  expect(await colors.locator('option').allTextContents()).toEqual(expect.arrayContaining(['Recruited', 'Diameter', 'First spike, time']));

  await tab('Plots').click();
  const titles = await exportAll(page, folder);
  expect(titles).toEqual(expect.arrayContaining(['Spikes', 'Fibre diameters', 'Recruited by diameter, myelinated', 'Fibres by first spike, time', 'Recruitment curve']));
  expect(titles.some((title) => title.startsWith('Fibres by threshold'))).toBe(true);
  await expectAccessible(page, 'the plots');

  await tab('Propagation').click();
  await expect(page.getByRole('img', { name: /V of fibre .* over .* from/ })).toBeVisible();
  expect(await exportAll(page, folder)).toHaveLength(3);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => Number.parseFloat((await page.locator('output').textContent()) ?? '0')).toBeGreaterThan(0.01);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expectAccessible(page, 'the propagation');

  await tab('Studies').click();
  expect(await exportAll(page, folder)).toHaveLength(2);
  await expectAccessible(page, 'the studies');

  await tab('Fibres').click();
  await expectAccessible(page, 'the table of fibres');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Fibres.csv' })).toBeVisible();
  expectFile(folder, 'Thorough Fibres.csv');
});

test('two runs stand side by side, with the fibres that changed', async ({ start, folder }) => {
  const { app, page } = await start(writeProject(folder, 'small.ranvier', SMALL_NERVE));
  await answerSaveDialogs(app, folder);
  await runAndShow(page);
  await page.getByRole('tab', { name: 'Compare', exact: true }).click();
  await expect(page.getByText('Results of other runs appear here')).toBeVisible();
  await page.getByRole('treeitem', { name: 'Pulse' }).click();
  await page.getByRole('tab', { name: 'Model' }).click();
  const amplitude = page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Amplitude', exact: true });
  await amplitude.fill('-1');
  await amplitude.press('Enter');
  await runAndShow(page);
  await page.getByRole('tab', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('figure', { name: 'small 2', exact: true })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'small', exact: true })).toBeVisible();
  const earlier = page.getByRole('row', { name: /^small \d+ / }).last();
  const [simulated, recruited, , common, gained, lost] = (await earlier.getByRole('cell').allTextContents());
  expect(Number(recruited)).toBeGreaterThan(0);
  expect([common, gained, lost]).toEqual([simulated, recruited, '0']);
  await expectAccessible(page, 'the comparison');
  expect(await exportAll(page, folder)).toEqual(['Comparison of runs']);
});
