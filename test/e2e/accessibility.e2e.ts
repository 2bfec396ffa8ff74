// axe in both themes: every panel, every menu, page and dialog that needs no run (results, help and studies: where they are tested).
import type { Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expectAccessible } from './accessibility';
import { expect, test } from './application';
import { ALL_KINDS, TWO_FIBERS, WRONG_SIZE, writeProject } from './projects';

test.setTimeout(240_000);

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+Shift+P');
  await page.getByRole('combobox', { name: 'Command' }).fill(title);
  await page.keyboard.press('Enter');
}

/** The panels of the outline's items, with all of their sections open. */
async function expectPanelsAccessible(page: Page, names = /./): Promise<void> {
  const items = page.getByRole('treeitem').filter({ hasText: names });
  expect(await items.count()).toBeGreaterThan(2);
  for (let k = 0; k < await items.count(); k++) {
    const name = (await items.nth(k).textContent())!;
    await items.nth(k).click();
    await expect(items.nth(k)).toHaveAttribute('aria-selected', 'true');
    await page.getByRole('complementary', { name: 'Inspector' }).locator('details:not([open]) > summary')
      .evaluateAll((summaries) => summaries.forEach((summary) => (summary as HTMLElement).click()));
    await expectAccessible(page, `the panel of "${name}"`, 'aside[aria-label="Inspector"]');
  }
}

test('every panel of a nerve with all kinds of things is accessible in both themes', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'kinds.ranvier', ALL_KINDS));
  await expect(page.getByRole('treeitem', { name: 'S recording' })).toBeVisible();
  await expectPanelsAccessible(page);
});

test('the panels that only single fibres have are accessible in both themes', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'fibers.ranvier', TWO_FIBERS));
  await expect(page.getByRole('treeitem', { name: 'Near' })).toBeVisible();
  await expectPanelsAccessible(page, /Medium|Fibres|Near|Point 1/);
});

test('the window, its menus, pages and dialogs are accessible in both themes', async ({ start }) => {
  const { page } = await start();
  await page.getByRole('button', { name: /Five fascicles/ }).click();
  await page.getByRole('treeitem', { name: 'Cuff 1' }).click();
  await expectAccessible(page, 'the window with a project');
  for (const name of ['File', 'Edit', 'View', 'Insert', 'Run', 'Help']) {
    await page.getByRole('menubar').getByRole('menuitem', { name, exact: true }).click();
    await expectAccessible(page, `the menu ${name}`, '[role=menu]');
    await page.keyboard.press('Escape');
  }
  await page.getByRole('treeitem', { name: 'F1' }).click({ button: 'right' });
  await expectAccessible(page, 'a context menu', '[role=menu]');
  await page.keyboard.press('Escape');
  await page.getByRole('treeitem', { name: 'Simulation' }).click();
  await page.getByRole('button', { name: 'Help: Time step' }).click();
  await expectAccessible(page, 'the help of a field', 'aside[aria-label="Inspector"]');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('combobox', { name: 'Command' })).toBeVisible();
  await expectAccessible(page, 'the command palette');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Command' })).toHaveCount(0);
  for (const title of ['Keyboard shortcuts', 'About Ranvier']) {
    await command(page, title);
    await expect(page.getByRole('dialog').last()).toBeVisible();
    await expectAccessible(page, title);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await command(page, 'Run progress');
  await expectAccessible(page, 'the run panel before a run', '[role=tabpanel]');
  await page.getByRole('tab', { name: 'Results' }).click();
  await expectAccessible(page, 'the results before a run');
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('row', { name: /Gmsh/ }).waitFor();
  await expectAccessible(page, 'the settings');
  await page.getByRole('button', { name: 'Reset all settings…' }).click();
  await expectAccessible(page, 'the question before a reset');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
});

test('what is wrong is accessible in both themes: problems, the question about changes, notices, broken files', async ({ start, folder }) => {
  const { app, page } = await start();
  await page.getByRole('button', { name: /One fascicle/ }).click();
  await page.getByRole('treeitem', { name: 'Nerve' }).click();
  const diameter = page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Diameter', exact: true });
  await diameter.fill('50');
  await diameter.press('Enter');
  await page.getByRole('button', { name: /\d+ problems?/ }).click();
  await page.getByRole('textbox', { name: 'Length', exact: true }).fill('ten');
  await page.getByRole('textbox', { name: 'Length', exact: true }).press('Tab');
  await expectAccessible(page, 'a project with problems');
  await page.keyboard.press('Control+w');
  await expect(page.getByRole('dialog', { name: 'Save changes?' })).toBeVisible();
  await expectAccessible(page, 'the question about changes');
  await page.getByRole('button', { name: "Don't save" }).click();
  await expect(page.getByRole('heading', { name: 'New project' })).toBeVisible();
  await app.close();

  const broken = path.join(folder, 'broken.ranvier');
  writeFileSync(broken, '{ oops');
  for (const [file, what] of [[broken, 'a file that is no project'], [writeProject(folder, 'wrong.ranvier', WRONG_SIZE), 'a file with wrong values']] as const) {
    const opened = await start(file);
    await expect(opened.page.getByRole('heading', { name: 'This project cannot be opened' })).toBeVisible();
    await expectAccessible(opened.page, what);
    await opened.app.close();
  }
  const missing = await start(path.join(folder, 'gone.ranvier'));
  await expect(missing.page.getByRole('alert')).toContainText('gone.ranvier');
  await expectAccessible(missing.page, 'a notice');
});
