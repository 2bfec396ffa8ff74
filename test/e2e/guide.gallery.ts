// Pictures of the user guide, from the built application: `npm run gallery` writes them to <folder>/guide; copied to docs/guide/images by hand
// when the window has changed.
import type { Locator, Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT, test } from './application';

const FOLDER = path.join(process.env.RANVIER_GALLERY ?? 'gallery', 'guide');
const SIZE = { width: 1180, height: 740 };

async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(600);
}

test('pictures of the guide', async ({ start }) => {
  mkdirSync(FOLDER, { recursive: true });
  const { app, page } = await start(path.join(ROOT, 'assets', 'examples', 'tutorial-4-a-nerve.ranvier'));
  await app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0].setContentSize(width, height), SIZE);
  const command = async (title: string): Promise<void> => {
    await page.keyboard.press('Control+Shift+P');
    await page.getByRole('combobox', { name: 'Command' }).fill(title);
    await page.keyboard.press('Enter');
  };
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const shoot = async (name: string, target: Page | Locator = page): Promise<void> => {
    await settled(page);
    await target.screenshot({ path: path.join(FOLDER, `${name}.png`) });
  };
  const panel = async (item: string, name: string): Promise<void> => {
    await page.getByRole('treeitem', { name: item, exact: false }).first().click();
    await shoot(name, inspector);
  };
  await command('Light theme');
  // No ring around what has the focus.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await shoot('window');
  await panel('Nerve', 'nerve');
  await panel('right', 'fascicle');
  await panel('LIFE 1', 'electrode');
  await panel('Stimulus', 'stimulus');
  await panel('pulse', 'waveform');
  await panel('Simulation', 'simulation');
  await panel('Recruitment', 'study');
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  await page.getByText(/^(Finished in|Failed)/).waitFor({ timeout: 300_000 });
  await shoot('run');
  await page.getByRole('button', { name: 'Field', exact: true }).click();
  await page.getByRole('status').filter({ hasText: 't = ' }).waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Close the lower panel' }).click();
  await shoot('field');
  await page.getByRole('tab', { name: 'Results' }).click();
  await shoot('results');
  await page.getByRole('tab', { name: 'Studies', exact: true }).click();
  await shoot('results-studies');
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('row', { name: /Gmsh/ }).waitFor();
  await shoot('settings');
});
