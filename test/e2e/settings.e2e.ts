// Settings: CPU counts with advice, persistence, NRV.ini, theme, text size, reset.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './application';
import { answerOpenDialog } from './dialogs';

test('CPU counts per phase persist over a restart, with advice where they are unusual', async ({ start }) => {
  const { app, page } = await start();
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('checkbox', { name: 'FASCICLE: automatic' }).uncheck();
  await page.getByRole('spinbutton', { name: 'FASCICLE: workers' }).fill('3');
  await page.getByRole('spinbutton', { name: 'FASCICLE: workers' }).press('Tab');
  await page.getByRole('checkbox', { name: 'GMSH: automatic' }).uncheck();
  await page.getByRole('spinbutton', { name: 'GMSH: workers' }).fill('6');
  await page.getByRole('spinbutton', { name: 'GMSH: workers' }).press('Tab');
  await expect(page.getByText(/GMSH: 6 threads are more than recommended/)).toBeVisible();
  await page.getByRole('spinbutton', { name: 'FASCICLE: workers' }).fill('500');
  await page.getByRole('spinbutton', { name: 'FASCICLE: workers' }).press('Tab');
  await expect(page.getByText(/FASCICLE: 500 workers share the/)).toBeVisible();
  await page.getByRole('spinbutton', { name: 'FASCICLE: workers' }).fill('0');
  await page.getByRole('spinbutton', { name: 'FASCICLE: workers' }).press('Tab');
  await expect(page.getByRole('alert')).toContainText('whole number from 1 to 512');
  await expect(page.getByRole('spinbutton', { name: 'FASCICLE: workers' })).toHaveValue('500');
  await app.close();
  const again = await start();
  await again.page.getByRole('button', { name: 'Settings' }).click();
  await expect(again.page.getByRole('spinbutton', { name: 'FASCICLE: workers' })).toHaveValue('500');
  await expect(again.page.getByRole('spinbutton', { name: 'GMSH: workers' })).toHaveValue('6');
  await expect(again.page.getByRole('checkbox', { name: 'FEM: automatic' })).toBeChecked();
});

test('NRV.ini is imported, and all is reset', async ({ start, folder }) => {
  const ini = path.join(folder, 'NRV.ini');
  writeFileSync(ini, '[GMSH]\nGMSH_CPU = 4\n[FENICS]\nFENICS_CPU = 2\n');
  const { app, page } = await start();
  await answerOpenDialog(app, ini);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Import NRV.ini…' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'NRV.ini' })).toContainText('GMSH = 4, FEM = 2');
  await expect(page.getByRole('spinbutton', { name: 'GMSH: workers' })).toHaveValue('4');
  await page.getByRole('button', { name: 'Reset all settings…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByRole('checkbox', { name: 'GMSH: automatic' })).toBeChecked();
});

test('theme and text size are kept', async ({ start }) => {
  const { app, page } = await start();
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('Control+=');
  await expect(page.locator('html')).toHaveCSS('font-size', '15.525px');
  await app.close();
  const again = await start();
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(again.page.locator('html')).toHaveCSS('font-size', '15.525px');
});

test('autosave and the size of the cache are kept; a time that is no time is refused', async ({ start }) => {
  const { app, page } = await start();
  await page.getByRole('button', { name: 'Settings' }).click();
  const autosave = page.getByRole('textbox', { name: 'Autosave after' });
  await expect(autosave).toHaveValue('5');
  await autosave.fill('1/2 s');
  await autosave.press('Enter');
  await page.getByRole('textbox', { name: 'Cache of fields' }).fill('500');
  await page.getByRole('textbox', { name: 'Cache of fields' }).press('Enter');
  await autosave.fill('-3');
  await autosave.press('Enter');
  await expect(page.getByRole('alert')).toContainText(/refused|autosave/i);
  await app.close();
  const again = await start();
  await again.page.getByRole('button', { name: 'Settings' }).click();
  await expect(again.page.getByRole('textbox', { name: 'Autosave after' })).toHaveValue('0.5');
  await expect(again.page.getByRole('textbox', { name: 'Cache of fields' })).toHaveValue('500');
});

test('Gmsh, NEURON and FEniCSx are looked for: version and place of what is here, and that the others are not', async ({ start }) => {
  const { page } = await start();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('row', { name: /^Gmsh/ })).toContainText(/\d+\.\d+.*\/gmsh/);
  for (const name of ['NEURON', 'FEniCSx']) {
    await expect(page.getByRole('row', { name: new RegExp(`^${name}`) })).toContainText(/not found|\d+\.\d+.*\/python/);
  }
});
