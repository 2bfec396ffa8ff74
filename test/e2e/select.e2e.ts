// Several things at once: shift-click, a rectangle, select all, the outline by keyboard; moved, aligned, copied and deleted in one step.
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { expect, test } from './application';
import { SMALL_NERVE, writeProject } from './projects';
import { showAlone } from './views';

const circle = (id: string, centerYUm: number, centerZUm: number): object =>
  ({ id, shape: { kind: 'circle', centerYUm, centerZUm, diameterUm: 100 }, population: { kind: 'generated', axonCount: 5, placement: { spacingUm: 0.5 } } });
const THREE = { ...SMALL_NERVE, nerve: { lengthUm: 5000, diameterUm: 600 }, fascicles: [circle('F1', -150, 0), circle('F2', 0, 100), circle('F3', 150, 0)] };

const outline = (page: Page, name: string) => page.getByRole('treeitem', { name, exact: true });
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });

/** The cross-section alone, and where a point of it (um) is on the screen. */
async function crossSection(page: Page): Promise<(yUm: number, zUm: number) => { x: number; y: number }> {
  await showAlone(page, 'Cross-section');
  const view = page.getByRole('region', { name: 'Cross-section' });
  const box = (await view.boundingBox())!;
  // The picture fits 1.06 times the nerve into the plot area: 52 and 12 pixels at the sides, 12 above and 38 below.
  const [width, height] = [box.width - 64, box.height - 50];
  const pixelsPerUm = Math.min(width, height) / (1.06 * 600);
  return (yUm, zUm) => ({ x: box.x + 52 + width / 2 + yUm * pixelsPerUm, y: box.y + 12 + height / 2 - zUm * pixelsPerUm });
}

test('shift-clicks collect fascicles; a drag moves them together in one undo step', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'many.ranvier', THREE));
  const at = await crossSection(page);
  const click = async (y: number, z: number): Promise<void> => page.mouse.click(at(y, z).x, at(y, z).y);
  await click(-150, 30);
  await expect(outline(page, 'F1')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.down('Shift');
  await click(0, 130);
  await page.keyboard.up('Shift');
  await expect(inspector(page)).toContainText('2 things selected');
  await expectAccessible(page, 'two things selected');
  await page.mouse.move(at(0, 100).x, at(0, 100).y);
  await page.mouse.down();
  await page.mouse.move(at(20, 120).x, at(20, 120).y, { steps: 4 });
  await page.mouse.move(at(30, 140).x, at(30, 140).y, { steps: 4 });
  await page.mouse.up();
  await outline(page, 'F1').click();
  await expect(inspector(page).getByRole('textbox', { name: 'Centre y' })).toHaveValue('-120');
  await expect(inspector(page).getByRole('textbox', { name: 'Centre z' })).toHaveValue('40');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(inspector(page).getByRole('textbox', { name: 'Centre y' })).toHaveValue('-150');
  await expect(page.getByRole('banner')).not.toContainText('edited');
});

test('a rectangle selects; align, copy, delete and undo act on all', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'many.ranvier', THREE));
  const at = await crossSection(page);
  await page.keyboard.down('Shift');
  await page.mouse.move(at(-60, 180).x, at(-60, 180).y);
  await page.mouse.down();
  await page.mouse.move(at(230, -60).x, at(230, -60).y, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  // Two fascicles, and the wire in the middle.
  await expect(inspector(page)).toContainText('3 things selected');
  await page.getByRole('button', { name: 'Align to the same z' }).click();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+a');
  await expect(inspector(page)).toContainText('4 things selected');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('treeitem', { name: /^(F|LIFE )\d/ })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(outline(page, 'F3')).toBeVisible();
  await expect(page.getByRole('banner')).not.toContainText('edited');
});

test('the outline selects several by keyboard; their copies lie freely', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'many.ranvier', THREE));
  await outline(page, 'F1').click();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(outline(page, 'F1')).toHaveAttribute('aria-selected', 'true');
  await expect(outline(page, 'F2')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+d');
  await expect(outline(page, 'F5')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('No problems', { exact: true })).toBeVisible();
});

test('the right button opens the actions of what is under it in the cross-section', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'many.ranvier', THREE));
  const at = await crossSection(page);
  await page.mouse.click(at(150, 30).x, at(150, 30).y, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(outline(page, 'F3')).toHaveCount(0);
  await expect(outline(page, 'F2')).toBeVisible();
});

test('a fascicle snaps to the centre of another', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'many.ranvier', THREE));
  const at = await crossSection(page);
  await page.mouse.click(at(0, 130).x, at(0, 130).y);
  await page.mouse.move(at(0, 100).x, at(0, 100).y);
  await page.mouse.down();
  await page.mouse.move(at(-60, 100).x, at(-60, 100).y, { steps: 4 });
  await page.mouse.move(at(-149, 161).x, at(-149, 161).y, { steps: 4 });
  await expect(page.locator('line.guide')).toHaveCount(1);
  await page.mouse.up();
  await expect(inspector(page).getByRole('textbox', { name: 'Centre y' })).toHaveValue('-150');
  await expect(inspector(page).getByRole('textbox', { name: 'Centre z' })).toHaveValue('160');
});
