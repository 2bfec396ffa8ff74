// Editing: numbers with units, undo and redo, live validation, references, everything by keyboard.
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './application';
import { answerSaveDialog } from './dialogs';
import { SMALL_NERVE, writeProject } from './projects';
import { showAlone } from './views';

const outline = (page: Page, name: string) => page.getByRole('treeitem', { name, exact: false }).first();
const field = (page: Page, name: string) => page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name, exact: true });

test('a value with a unit is taken over, undone and redone', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'edit.ranvier', SMALL_NERVE));
  await outline(page, 'Nerve').click();
  const diameter = field(page, 'Diameter');
  await expect(diameter).toHaveValue('300');
  await diameter.fill('0.4 mm');
  await diameter.press('Enter');
  await expect(diameter).toHaveValue('400');
  await expect(page.getByRole('banner')).toContainText('edited');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(diameter).toHaveValue('300');
  await expect(page.getByRole('banner')).not.toContainText('edited');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(diameter).toHaveValue('400');
  // In the field itself: undo belongs to the project as soon as the text is taken over, and to the text before.
  await diameter.fill('450');
  await diameter.press('Control+z');
  await expect(page.getByRole('banner')).toContainText('edited');
  await diameter.press('Escape');
  await diameter.press('Control+z');
  await expect(diameter).toHaveValue('300');
});

test('arithmetic works, and text that is no number is refused with the reason', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'edit.ranvier', SMALL_NERVE));
  await outline(page, 'Nerve').click();
  const length = field(page, 'Length');
  await length.fill('2*2500+500');
  await length.press('Enter');
  await expect(length).toHaveValue('5500');
  await length.fill('ten');
  await length.press('Tab');
  await expect(page.getByRole('alert')).toBeVisible();
  await length.press('Escape');
  await expect(length).toHaveValue('5500');
  await length.press('ArrowUp');
  await expect(length).toHaveValue('5600');
});

test('what is wrong is shown at once, in the panel, the outline and the list of problems', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'edit.ranvier', SMALL_NERVE));
  await outline(page, 'Nerve').click();
  await field(page, 'Diameter').fill('100');
  await field(page, 'Diameter').press('Enter');
  await expect(page.getByRole('button', { name: /1 problem/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run', exact: true }).first()).toBeDisabled();
  // Who wants to run it is shown what prevents it.
  await page.keyboard.press('F5');
  await page.getByRole('button', { name: /fascicle "F1"/ }).click();
  await expect(outline(page, 'F1')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('nerve');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('No problems', { exact: true })).toBeVisible();
});

test('renaming an electrode keeps its stimulus; deleting and undoing restores both', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'edit.ranvier', SMALL_NERVE));
  await outline(page, 'LIFE 1').click();
  await field(page, 'Name').fill('Wire');
  await field(page, 'Name').press('Enter');
  await expect(outline(page, 'Wire')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('combobox', { name: 'Waveform of contact Wire' })).toHaveValue('Pulse');
  await page.getByRole('button', { name: 'Delete Wire' }).click();
  await expect(page.getByRole('treeitem', { name: 'Wire' })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await outline(page, 'Wire').click();
  await expect(page.getByRole('combobox', { name: 'Waveform of contact Wire' })).toHaveValue('Pulse');
  await page.keyboard.press('Control+z');
  await expect(outline(page, 'LIFE 1')).toBeVisible();
});

test('the focus goes from pane to pane, and is never lost with a menu', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'edit.ranvier', SMALL_NERVE));
  const focused = page.locator(':focus');
  await page.keyboard.press('Tab');
  await page.keyboard.press('F6');
  await expect(outline(page, 'Project')).toBeFocused();
  await page.keyboard.press('F6');
  await expect(focused).toHaveAttribute('aria-label', /^Nerve in 3-D/);
  await page.keyboard.press('F6');
  await expect(field(page, 'Name')).toBeFocused();
  await page.keyboard.press('Shift+F6');
  await page.keyboard.press('Shift+F6');
  await expect(outline(page, 'Project')).toBeFocused();
  for (const key of ['F10', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(page.getByRole('treeitem', { name: 'F2' })).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('treeitem', { name: 'F2' })).toHaveCount(0);
  await expect(focused).toHaveRole('treeitem');
});

test('a nerve is built from nothing by keyboard alone, and undone to nothing', async ({ start }) => {
  const { page } = await start();
  const command = async (title: string): Promise<void> => {
    await page.keyboard.press('Control+Shift+P');
    await page.getByRole('combobox', { name: 'Command' }).fill(title);
    await page.keyboard.press('Enter');
  };
  await page.getByRole('button', { name: 'an empty nerve' }).press('Enter');
  await expect(page.getByRole('button', { name: /problems/ })).toBeVisible();
  await command('Insert Fascicle');
  await expect(outline(page, 'F1')).toHaveAttribute('aria-selected', 'true');
  await command('LIFE');
  await expect(outline(page, 'LIFE 1')).toHaveAttribute('aria-selected', 'true');
  await command('Waveform: Biphasic');
  await expect(page.getByText(/Charge-balanced/)).toBeVisible();
  await expect(page.getByText('No problems', { exact: true })).toBeVisible();
  for (let steps = 0; steps < 3; steps++) await page.keyboard.press('Control+z');
  await expect(page.getByRole('treeitem', { name: 'LIFE 1' })).toHaveCount(0);
  await expect(page.getByRole('treeitem', { name: 'F1' })).toHaveCount(0);
  await expect(page.getByRole('banner')).not.toContainText('edited');
});

test('a nerve is built from nothing by mouse, moved in place, and undone to nothing', async ({ start }) => {
  const { page } = await start();
  const insert = async (name: RegExp): Promise<void> => {
    await page.getByRole('menubar').getByRole('menuitem', { name: 'Insert' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await page.getByRole('button', { name: 'an empty nerve' }).click();
  await insert(/^Fascicle/);
  await insert(/^Fascicle/);
  await expect(outline(page, 'F2')).toHaveAttribute('aria-selected', 'true');
  // Away from the first one: by hand, in the cross-section.
  await showAlone(page, 'Cross-section');
  const view = page.getByRole('region', { name: 'Cross-section' });
  const placed = Number(await field(page, 'Centre y').inputValue());
  const handle = (await view.locator('[data-handle=size0]').boundingBox())!;
  const opposite = (await view.locator('[data-handle=size2]').boundingBox())!;
  const center = { x: (handle.x + opposite.x + handle.width) / 2, y: handle.y + handle.height / 2 };
  await page.mouse.move(center.x, center.y);
  await page.mouse.down();
  await page.mouse.move(center.x + 5, center.y, { steps: 3 });
  await page.mouse.move(center.x + 8, center.y, { steps: 3 });
  await page.mouse.up();
  expect(Number(await field(page, 'Centre y').inputValue())).toBeGreaterThan(placed);
  await insert(/^LIFE/);
  await outline(page, 'LIFE 1').click();
  await page.getByRole('combobox', { name: 'Add waveform' }).selectOption({ label: 'Pulse' });
  await expect(page.getByText('No problems', { exact: true })).toBeVisible();
  const undo = page.getByRole('button', { name: 'Undo' });
  for (let steps = 0; steps < 5; steps++) await undo.click();
  await expect(undo).toBeDisabled();
  for (const name of ['F1', 'F2', 'LIFE 1']) await expect(page.getByRole('treeitem', { name })).toHaveCount(0);
  await expect(page.getByRole('banner')).not.toContainText('edited');
});

test('everything is undone to the empty project and redone to the same, whatever was edited', async ({ start, folder }) => {
  const { app, page } = await start();
  const command = async (title: string): Promise<void> => {
    await page.keyboard.press('Control+Shift+P');
    await page.getByRole('combobox', { name: 'Command' }).fill(title);
    await page.keyboard.press('Enter');
  };
  const type = async (name: string, value: string): Promise<void> => {
    await field(page, name).fill(value);
    await field(page, name).press('Enter');
  };
  /** The project as it is written into a file. */
  const saved = async (name: string): Promise<string> => {
    const file = path.join(folder, name);
    await answerSaveDialog(app, file);
    await command('Save As');
    await expect(page.getByRole('banner')).toContainText(name);
    return readFileSync(file, 'utf8');
  };
  await page.getByRole('button', { name: 'an empty nerve' }).click();
  await expect(outline(page, 'Nerve')).toBeVisible();
  const empty = await saved('empty.ranvier');
  await command('Insert Fascicle');
  await type('Diameter', '0.2 mm');
  await type('Centre y', '20');
  await page.getByRole('combobox', { name: 'Shape' }).selectOption('ellipse');
  await type('Rotation', '30');
  await type('Name', 'Tibial');
  await command('Duplicate');
  await command('Delete');
  await command('LIFE');
  await command('Waveform: Pulse');
  await type('Amplitude', '-0.1 mA');
  await outline(page, 'Simulation').click();
  await type('Duration', '5 ms');
  await page.getByRole('combobox', { name: 'Time scheme' }).selectOption('backward-euler');
  await page.getByRole('complementary', { name: 'Inspector' }).getByRole('checkbox', { name: 'Gates' }).check();
  await command('Study: Thresholds');
  await outline(page, 'Materials').click();
  await page.getByRole('combobox', { name: 'Epineurium' }).selectOption('(own)');
  const full = await saved('full.ranvier');
  expect(full).not.toBe(empty);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  let steps = 0;
  for (; await button('Undo').isEnabled(); steps++) await button('Undo').click();
  expect(steps).toBeGreaterThanOrEqual(14);
  expect(await saved('undone.ranvier')).toBe(empty);
  for (; await button('Redo').isEnabled(); steps--) await button('Redo').click();
  expect(steps).toBe(0);
  expect(await saved('redone.ranvier')).toBe(full);
});

test('a fascicle moves with the mouse in the cross-section, in one undo step', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'edit.ranvier', SMALL_NERVE));
  await showAlone(page, 'Cross-section');
  await outline(page, 'F1').click();
  const view = page.getByRole('region', { name: 'Cross-section' });
  const box = (await view.boundingBox())!;
  const center = { x: box.x + box.width / 2 + 70, y: box.y + box.height / 2 };
  await page.mouse.move(center.x, center.y);
  await page.mouse.down();
  await page.mouse.move(center.x + 20, center.y - 10, { steps: 4 });
  await page.mouse.move(center.x + 40, center.y - 30, { steps: 4 });
  await page.mouse.up();
  await expect(field(page, 'Centre y')).not.toHaveValue('0');
  const movedTo = Number(await field(page, 'Centre y').inputValue());
  expect(movedTo).toBeGreaterThan(0);
  await page.keyboard.press('Control+z');
  await expect(field(page, 'Centre y')).toHaveValue('0');
  await expect(page.getByRole('banner')).not.toContainText('edited');
});

test('context menus offer what fits', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'edit.ranvier', SMALL_NERVE));
  await outline(page, 'F1').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(outline(page, 'F2')).toHaveAttribute('aria-selected', 'true');
  await outline(page, 'Nerve').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /Multi-contact cuff/ }).click();
  await expect(outline(page, 'Cuff 1')).toBeVisible();
});
