// The same renderer in a second browser engine: a nerve is made, changed, run and looked at in Debian's Chromium.
import { existsSync } from 'node:fs';
import { expectAccessible } from './accessibility';
import { expect } from './application';
import { CHROMIUM, test } from './second-engine';

test.skip(!existsSync(CHROMIUM), `Needs ${CHROMIUM}: apt-get install chromium.`);
test.setTimeout(300_000);

test('from a template to results', async ({ secondEngine: { page, exported } }) => {
  await page.getByRole('button', { name: /Two fascicles, LIFE/ }).click();
  await expect(page.getByText('No problems')).toBeVisible();
  await page.getByRole('treeitem', { name: 'Nerve' }).click();
  const diameter = page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Diameter', exact: true });
  await diameter.fill('0.6 mm');
  await diameter.press('Enter');
  await expect(diameter).toHaveValue('600');
  await page.keyboard.press('Control+z');
  await expect(diameter).toHaveValue('500');
  await expectAccessible(page, 'the model, second engine');

  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  await expect(page.getByRole('tabpanel', { name: 'Run' }).getByRole('status')).toContainText('Finished in', { timeout: 200_000 });
  await page.getByRole('tab', { name: 'Results' }).click();
  await expect(page.getByRole('row', { name: /F1 myelinated/ })).toContainText('%');
  await page.getByRole('tab', { name: 'Plots', exact: true }).click();
  for (const kind of ['SVG', 'PNG', 'CSV']) await page.getByRole('group', { name: 'Save Spikes', exact: true }).getByRole('button', { name: kind }).click();
  expect(exported.map((name) => name.slice(-3))).toEqual(['svg', 'png', 'csv']);
  await expectAccessible(page, 'the plots, second engine');
});

test('help, settings, themes and text size', async ({ secondEngine: { page } }) => {
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expectAccessible(page, 'the settings, second engine');
  await page.keyboard.press('F1');
  const article = page.getByRole('region', { name: 'Help' }).getByRole('article');
  await expect(article.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expectAccessible(page, 'the help, second engine');
});
