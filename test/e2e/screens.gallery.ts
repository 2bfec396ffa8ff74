// Screenshots of every panel in both themes and two sizes, to be looked at: `npm run gallery`.
import type { ElectronApplication, Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test, type RunningApplication } from './application';
import { THOROUGH, writeProject } from './projects';

const FOLDER = process.env.RANVIER_GALLERY ?? 'gallery';
const SIZES = [{ width: 1280, height: 800 }, { width: 2560, height: 1440 }] as const;
const THEMES = ['light', 'dark'] as const;

/** Outline items whose panels are shown, of the template with the most kinds of things. */
const PANELS = ['Project', 'Nerve', 'Materials', 'Fascicles', 'F1', 'F5', 'Electrodes', 'Cuff 1', 'Stimulus', 'Biphasic', 'Simulation', 'Studies', 'Recruitment curve'];

async function resize(app: ElectronApplication, size: { width: number; height: number }): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0].setContentSize(width, height), size);
}

/** Every tab of the results of a project that records and studies; two runs, to be compared. The theme is remembered. */
async function shootResults({ app, page }: RunningApplication, size: { width: number; height: number }, shoot: (target: Page, name: string) => Promise<void>): Promise<void> {
  await resize(app, size);
  const run = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Run', exact: true }).first().click();
    await page.getByText(/^(Finished in|Failed)/).waitFor({ timeout: 300_000 });
  };
  await run();
  await page.getByRole('treeitem', { name: 'Pulse' }).click();
  await page.getByRole('textbox', { name: 'Amplitude', exact: true }).fill('-12');
  await page.keyboard.press('Enter');
  await run();
  await page.getByRole('tab', { name: 'Results' }).click();
  await shoot(page, 'results');
  await page.getByRole('group', { name: 'Picture' }).getByRole('button', { name: '3-D' }).click();
  await shoot(page, 'results 3d');
  for (const tab of ['Plots', 'Propagation', 'Studies', 'Fibres', 'Compare']) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await shoot(page, `results ${tab}`);
  }
}

for (const size of SIZES) {
  for (const theme of THEMES) {
    test(`gallery ${size.width} x ${size.height}, ${theme}`, async ({ start, folder: workFolder }) => {
      const { app, page } = await start();
      const folder = path.join(FOLDER, `${size.width}x${size.height}-${theme}`);
      mkdirSync(folder, { recursive: true });
      let number = 0;
      const shoot = async (target: Page, name: string): Promise<void> => {
        number += 1;
        await target.waitForTimeout(350);
        await target.screenshot({ path: path.join(folder, `${String(number).padStart(2, '0')}-${name.toLowerCase().replaceAll(' ', '-')}.png`) });
      };
      const command = async (title: string): Promise<void> => {
        await page.locator('dialog').waitFor({ state: 'detached' });
        await page.keyboard.press('Control+Shift+P');
        await page.getByRole('combobox', { name: 'Command' }).fill(title);
        await page.keyboard.press('Enter');
      };
      await resize(app, size);
      await command(theme === 'dark' ? 'Dark theme' : 'Light theme');
      await shoot(page, 'start');
      await page.getByRole('button', { name: /Five fascicles/ }).click();
      await command('Study: Recruitment curve');
      for (const panel of PANELS) {
        await page.getByRole('treeitem', { name: panel, exact: false }).first().click();
        await shoot(page, panel);
      }
      await page.getByRole('treeitem', { name: 'Nerve' }).click();
      await page.getByRole('textbox', { name: 'Diameter', exact: true }).fill('600');
      await page.keyboard.press('Enter');
      await command('Problems');
      await shoot(page, 'problems');
      await page.keyboard.press('Control+z');
      await page.getByRole('menubar').getByRole('menuitem', { name: 'Edit' }).click();
      await shoot(page, 'menu');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+Shift+P');
      await shoot(page, 'palette');
      await page.keyboard.press('Escape');
      await command('Keyboard shortcuts');
      await shoot(page, 'shortcuts');
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Settings' }).click();
      await page.getByRole('row', { name: /Gmsh/ }).waitFor();
      await shoot(page, 'settings');
      await page.keyboard.press('F1');
      await page.getByRole('article').getByRole('heading').first().waitFor();
      await shoot(page, 'help');
      await page.getByRole('tab', { name: 'Results' }).click();
      await shoot(page, 'no results');
      await page.getByRole('tab', { name: 'Model' }).click();
      await page.getByRole('treeitem', { name: 'F1' }).click();
      for (let step = 0; step < 5; step++) await page.keyboard.press('Control+=');
      await shoot(page, 'text at 200 percent');
      await page.keyboard.press('Control+0');
      await command('Close project');
      await page.getByRole('button', { name: "Don't save" }).click();
      await page.getByRole('button', { name: /Two fascicles, LIFE/ }).click();
      await page.getByRole('button', { name: 'Run', exact: true }).first().click();
      await shoot(page, 'running');
      await page.getByText(/^(Finished in|Failed)/).waitFor({ timeout: 300_000 });
      await shoot(page, 'finished');
      await page.getByRole('button', { name: 'Field', exact: true }).click();
      await page.getByRole('status').filter({ hasText: 't = ' }).waitFor({ timeout: 120_000 });
      await shoot(page, 'field');
      await app.close();
      await shootResults(await start(writeProject(workFolder, 'thorough.ranvier', THOROUGH)), size, shoot);
    });
  }
}
