// Screenshots of small windows, large text and of what goes wrong, to be looked at: `npm run gallery`.
import type { ElectronApplication, Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endApplication, test } from './application';
import { SMALL_NERVE, THOROUGH, TWO_FIBERS, WRONG_SIZE, writeProject } from './projects';

const FOLDER = process.env.RANVIER_GALLERY ?? 'gallery';
const SIZES = [{ width: 1024, height: 640 }, { width: 720, height: 480 }] as const;
const PANELS = ['F1', 'LIFE 1', 'Stimulus', 'Simulation', 'Thresholds'];
const RESULT_TABS = ['Overview', 'Plots', 'Propagation', 'Studies', 'Fibres', 'Compare'];

async function resize(app: ElectronApplication, size: { width: number; height: number }): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0].setContentSize(width, height), size);
}

async function command(page: Page, title: string): Promise<void> {
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Shift+P');
  await page.getByRole('combobox', { name: 'Command' }).fill(title);
  await page.keyboard.press('Enter');
}

/** Numbers the pictures of a folder in the order in which they are taken. */
function camera(name: string): (page: Page, title: string) => Promise<void> {
  const folder = path.join(FOLDER, name);
  mkdirSync(folder, { recursive: true });
  let number = 0;
  return async (page, title) => {
    number += 1;
    await page.waitForTimeout(350);
    await page.screenshot({ path: path.join(folder, `${String(number).padStart(2, '0')}-${title.toLowerCase().replaceAll(' ', '-')}.png`) });
  };
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  await page.getByText(/^(Finished in|Failed)/).waitFor({ timeout: 300_000 });
}

type Shoot = ReturnType<typeof camera>;

async function shootPanels(page: Page, shoot: Shoot): Promise<void> {
  for (const panel of PANELS) {
    await page.getByRole('treeitem', { name: panel }).first().click();
    await shoot(page, panel);
  }
}

async function shootResults(page: Page, shoot: Shoot): Promise<void> {
  await page.getByRole('tab', { name: 'Results' }).click();
  for (const tab of RESULT_TABS) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await shoot(page, `results ${tab}`);
  }
}

for (const size of SIZES) {
  test(`gallery of a small window, ${size.width} x ${size.height}`, async ({ start, folder }) => {
    const { app, page } = await start(writeProject(folder, 'thorough.ranvier', THOROUGH));
    const shoot = camera(`${size.width}x${size.height}`);
    await resize(app, size);
    await command(page, 'Light theme');
    await shootPanels(page, shoot);
    await command(page, 'Keyboard shortcuts');
    await shoot(page, 'shortcuts');
    await page.keyboard.press('Escape');
    await run(page);
    await shoot(page, 'finished');
    await shootResults(page, shoot);
    await page.getByRole('tab', { name: 'Settings' }).click();
    await shoot(page, 'settings');
    await command(page, 'Close project');
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await shoot(page, 'start');
  });
}

test('gallery of large text', async ({ start, folder }) => {
  const { app, page } = await start(writeProject(folder, 'thorough.ranvier', THOROUGH));
  const shoot = camera('text-200');
  await resize(app, { width: 1280, height: 800 });
  for (let step = 0; step < 5; step++) await page.keyboard.press('Control+=');
  await shootPanels(page, shoot);
  await run(page);
  await shoot(page, 'finished');
  await shootResults(page, shoot);
});

test('gallery of what goes wrong', async ({ start, folder }) => {
  const shoot = camera('errors');
  const broken = path.join(folder, 'broken.ranvier');
  writeFileSync(broken, '{ "format": "ranvier-project", "version": 1, "name": }');
  let running: ElectronApplication | null = null;
  const opened = async (file: string, name: string): Promise<Page> => {
    // A second instance would hand its file to the first.
    if (running) await endApplication(running);
    const { app, page } = await start(file);
    running = app;
    await resize(app, { width: 1280, height: 800 });
    await page.waitForTimeout(500);
    await shoot(page, name);
    return page;
  };
  await opened(broken, 'not json');
  await opened(writeProject(folder, 'wrong.ranvier', WRONG_SIZE), 'wrong values');

  const outside = { ...SMALL_NERVE, fascicles: [...SMALL_NERVE.fascicles, { ...SMALL_NERVE.fascicles[0], id: 'F2', shape: { kind: 'circle', centerYUm: 60, centerZUm: 20, diameterUm: 150 } }] };
  const overlap = await opened(writeProject(folder, 'overlap.ranvier', outside), 'overlapping fascicles');
  await overlap.getByRole('treeitem', { name: 'F2' }).click();
  await command(overlap, 'Problems');
  await shoot(overlap, 'problems of overlapping fascicles');

  // A Gmsh that was chosen once and has gone since.
  mkdirSync(path.join(folder, '..', 'home'), { recursive: true });
  writeFileSync(path.join(folder, '..', 'home', 'settings.json'), JSON.stringify({ engines: { gmsh: path.join(folder, 'gmsh'), python: null } }));
  const gmsh = { ...SMALL_NERVE, simulation: { ...SMALL_NERVE.simulation, field: { mesh: 'coarse', mesher: 'gmsh' } } };
  const missing = await opened(writeProject(folder, 'gmsh.ranvier', gmsh), 'gmsh chosen');
  await run(missing);
  await shoot(missing, 'run without gmsh');
  await missing.getByRole('tab', { name: 'Results' }).click();
  await shoot(missing, 'results of a failed run');
  await missing.getByRole('tab', { name: 'Settings' }).click();
  await missing.getByRole('row', { name: /Gmsh/ }).waitFor();
  await shoot(missing, 'settings without gmsh');

  const fibers = await opened(writeProject(folder, 'two.ranvier', TWO_FIBERS), 'fibres in a medium');
  await run(fibers);
  await shootResults(fibers, shoot);
});
