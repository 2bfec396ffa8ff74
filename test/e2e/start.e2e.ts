// The first minutes: start page, templates, what a new user finds.
import { expectAccessible } from './accessibility';
import { expect, test } from './application';

test('the start page offers templates, and each of them opens without problems', async ({ start }) => {
  const { page } = await start();
  await expect(page.getByRole('heading', { name: 'Ranvier' })).toBeVisible();
  await expectAccessible(page, 'the start page');
  for (const template of ['One fascicle', 'Two fascicles, LIFE', 'Five fascicles', 'Single fibre']) {
    await page.getByRole('button', { name: new RegExp(template) }).click();
    await expect(page.getByText('No problems')).toBeVisible();
    await expect(page.getByRole('treeitem', { name: 'Project' })).toHaveAttribute('aria-selected', 'true');
    await page.getByRole('menuitem', { name: 'File' }).click();
    await page.getByRole('menuitem', { name: 'Close project' }).click();
    await expect(page.getByRole('heading', { name: 'New project' })).toBeVisible();
  }
});

/** Panels, then pages and overlays, in both themes. */
for (const [theme, items] of [
  ['Dark theme', ['Project', 'Nerve', 'Materials', 'F1', 'Cuff 1']],
  ['Light theme', ['Stimulus', 'Biphasic', 'Simulation', 'Studies', 'F1']],
] as const) {
  test(`panels, menus and pages are accessible: ${theme}`, async ({ start }) => {
    const { page } = await start();
    await page.getByRole('button', { name: /Five fascicles/ }).click();
    await page.keyboard.press('Control+Shift+P');
    await page.getByRole('combobox', { name: 'Command' }).fill(theme);
    await expectAccessible(page, `the command palette, ${theme}`);
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme === 'Dark theme' ? 'dark' : 'light');
    for (const item of items) {
      await page.getByRole('treeitem', { name: item }).first().click();
      await expectAccessible(page, `${item}, ${theme}`);
    }
    await page.getByRole('menuitem', { name: 'View' }).click();
    await expectAccessible(page, `a menu, ${theme}`);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('row', { name: /Gmsh/ }).waitFor();
    await expectAccessible(page, `the settings, ${theme}`);
    await page.getByRole('tab', { name: 'Results' }).click();
    await expectAccessible(page, `the results, ${theme}`);
    for (const [command, what] of [['Keyboard shortcuts', 'dialog'], ['About Ranvier', 'dialog'], ['Problems', 'tabpanel']] as const) {
      await page.keyboard.press('Control+Shift+P');
      await page.getByRole('combobox', { name: 'Command' }).fill(command);
      await page.keyboard.press('Enter');
      await expect(page.getByRole(what).last()).toBeVisible();
      await expectAccessible(page, `${command}, ${theme}`);
      await page.keyboard.press('Escape');
    }
  });
}
