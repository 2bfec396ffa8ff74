// The 3-D view of the real window: selection linked with cross-section and outline, handles that move, turn and resize, views, opacity, clipping.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './application';
import { SMALL_NERVE, writeProject } from './projects';
import { showAlone } from './views';

const population = { kind: 'generated', axonCount: 5, placement: { spacingUm: 0.5 } };
const PAIR = {
  ...SMALL_NERVE,
  nerve: { lengthUm: 5000, diameterUm: 600 },
  fascicles: [
    { id: 'F1', shape: { kind: 'circle', centerYUm: -150, centerZUm: 0, diameterUm: 150 }, population },
    { id: 'F2', shape: { kind: 'ellipse', centerYUm: 100, centerZUm: 50, diameterYUm: 160, diameterZUm: 90 }, population },
  ],
  electrodes: [{ kind: 'life', id: 'LIFE 1', xUm: 2000, yUm: -150, zUm: 0 }],
};

const outline = (page: Page, name: string): Locator => page.getByRole('treeitem', { name, exact: true });
const field = (page: Page, name: string): Locator => page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name, exact: true });
const scene = (page: Page): Locator => page.getByRole('region', { name: '3-D view' });

/** The camera rests: the names in the picture, which follow it, have kept their places. */
async function settled(page: Page): Promise<void> {
  const places = (): Promise<string> => scene(page).locator('.labels').evaluate((labels) => labels.innerHTML);
  let before = '';
  await expect.poll(async () => {
    const now = await places();
    const rests = now === before;
    before = now;
    return rests;
  }, { intervals: [600] }).toBe(true);
}

/** The 3-D view from the front, along the fibres: the name of a fascicle then stands at its centre. */
async function fromTheFront(page: Page): Promise<{ centerOf: (fascicle: string) => Promise<{ x: number; y: number }>; height: number }> {
  await scene(page).getByRole('button', { name: 'Front' }).click();
  await settled(page);
  const { height } = (await scene(page).getByRole('application').boundingBox())!;
  return {
    height,
    centerOf: async (fascicle) => {
      const name = (await scene(page).locator('.labels').getByText(fascicle, { exact: true }).boundingBox())!;
      return { x: name.x + name.width / 2, y: name.y + name.height / 2 };
    },
  };
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.waitForTimeout(100);
  await page.mouse.down();
  for (let k = 1; k <= 6; k++) await page.mouse.move(from.x + ((to.x - from.x) * k) / 6, from.y + ((to.y - from.y) * k) / 6);
  await page.mouse.up();
}

test('what is selected in one view is highlighted in all', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'pair.ranvier', PAIR));
  const { centerOf } = await fromTheFront(page);
  const section = page.getByRole('region', { name: 'Cross-section' });
  const center = await centerOf('F2');
  await page.mouse.click(center.x, center.y);
  await expect(outline(page, 'F2')).toHaveAttribute('aria-selected', 'true');
  await expect(section.locator('[data-handle]')).not.toHaveCount(0);
  await expect(scene(page).getByRole('toolbar', { name: 'Handles' }).getByRole('button', { name: 'Turn' })).toBeVisible();
  await expect(field(page, 'Diameter along y')).toHaveValue('160');
  // From the outline: a circle cannot be turned, and the cross-section shows its four handles.
  await outline(page, 'F1').click();
  await expect(scene(page).getByRole('button', { name: 'Turn' })).toHaveCount(0);
  await expect(scene(page).getByRole('button', { name: 'Resize' })).toBeVisible();
  await expect(section.locator('[data-handle^=size]')).toHaveCount(4);
  // From the cross-section: pixels of the 3-D view change with the highlight.
  const before = await scene(page).screenshot();
  const box = (await section.boundingBox())!;
  const pixelsPerUm = Math.min(box.width - 64, box.height - 50) / (1.06 * 600);
  await page.mouse.click(box.x + 52 + (box.width - 64) / 2 + 100 * pixelsPerUm, box.y + 12 + (box.height - 50) / 2 - 70 * pixelsPerUm);
  await expect(outline(page, 'F2')).toHaveAttribute('aria-selected', 'true');
  await expect.poll(async () => (await scene(page).screenshot()).equals(before)).toBe(false);
});

test('handles in 3-D move, turn and resize a fascicle, each in one undo step', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'pair.ranvier', PAIR));
  await showAlone(page, '3-D');
  const { centerOf, height } = await fromTheFront(page);
  await outline(page, 'F2').click();
  const middle = await centerOf('F2');
  // The handles reach a tenth of the view's height.
  const tip = 0.1 * height;

  await drag(page, { x: middle.x + 0.8 * tip, y: middle.y }, { x: middle.x + 1.4 * tip, y: middle.y });
  const moved = Number(await field(page, 'Centre y').inputValue());
  expect(moved).toBeGreaterThan(110);
  expect(moved % 5, 'snapped').toBe(0);
  await expect(field(page, 'Centre z')).toHaveValue('50');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(field(page, 'Centre y')).toHaveValue('100');

  await scene(page).getByRole('button', { name: 'Turn' }).click();
  await settled(page);
  const angle = Math.PI / 5;
  await drag(page, { x: middle.x + tip, y: middle.y }, { x: middle.x + tip * Math.cos(angle), y: middle.y - tip * Math.sin(angle) });
  const turned = Number(await field(page, 'Rotation').inputValue());
  expect(turned).toBeGreaterThan(10);
  expect(turned % 5, 'snapped').toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(field(page, 'Rotation')).toHaveValue('0');

  await scene(page).getByRole('button', { name: 'Resize' }).click();
  await settled(page);
  await drag(page, { x: middle.x + tip, y: middle.y }, { x: middle.x + 1.5 * tip, y: middle.y });
  expect(Number(await field(page, 'Diameter along y').inputValue())).toBeGreaterThan(180);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(field(page, 'Diameter along y')).toHaveValue('160');
  await expect(page.getByRole('banner')).not.toContainText('edited');
});

test('an ellipse is turned by its knob in the cross-section', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'pair.ranvier', PAIR));
  await showAlone(page, 'Cross-section');
  await outline(page, 'F2').click();
  const view = page.getByRole('region', { name: 'Cross-section' });
  const knob = (await view.locator('[data-handle=turn]').boundingBox())!;
  const from = { x: knob.x + knob.width / 2, y: knob.y + knob.height / 2 };
  await drag(page, from, { x: from.x - 40, y: from.y - 30 });
  await expect(field(page, 'Rotation')).not.toHaveValue('0');
  await page.keyboard.press('Control+z');
  await expect(field(page, 'Rotation')).toHaveValue('0');
});

/** The picture in coarse: grey values of 24 x 16 fields, on which neither smoothing nor the resolution shows. */
async function thumbnail(page: Page): Promise<number[]> {
  const png = (await scene(page).getByRole('application').screenshot()).toString('base64');
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const [width, height] = [24, 16];
    const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, width, height);
    const { data: pixels } = context.getImageData(0, 0, width, height);
    return Array.from({ length: width * height }, (_, k) => (pixels[4 * k] + pixels[4 * k + 1] + pixels[4 * k + 2]) / 3);
  }, png);
}

/** Largest difference of two thumbnails, 0 to 255. */
const difference = (a: readonly number[], b: readonly number[]): number => Math.max(...a.map((value, k) => Math.abs(value - b[k])));
const SEEN = 6;
const SAME = 5;

test('views, opacity of each domain and the clipping plane change the picture, and come back', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'pair.ranvier', PAIR));
  await showAlone(page, '3-D');
  const canvas = scene(page).getByRole('application');
  const pictures = new Map<string, number[]>();
  for (const [key, name] of [['2', 'front'], ['3', 'side'], ['4', 'top'], ['1', 'iso']] as const) {
    await canvas.focus();
    await page.keyboard.press(key);
    await settled(page);
    const picture = await thumbnail(page);
    for (const [other, earlier] of pictures) expect(difference(picture, earlier), `${name} and ${other}`).toBeGreaterThan(SEEN);
    pictures.set(name, picture);
  }
  await scene(page).getByRole('button', { name: 'Display' }).click();
  const whole = await thumbnail(page);
  const change = async (): Promise<number> => difference(await thumbnail(page), whole);
  for (const domain of ['Nerve', 'Fascicles', 'Perineurium', 'Electrodes']) {
    const slider = scene(page).getByRole('slider', { name: domain });
    const usual = await slider.inputValue();
    await slider.fill(Number(usual) > 0.5 ? '0' : '1');
    await expect.poll(change, { message: `opacity of ${domain}` }).toBeGreaterThan(SEEN);
    await slider.fill(usual);
    await expect.poll(change, { message: `usual opacity of ${domain}` }).toBeLessThan(SAME);
  }
  const across = scene(page).getByRole('combobox', { name: 'Across' });
  for (const axis of ['x', 'y', 'z']) {
    await across.selectOption(axis);
    await expect.poll(change, { message: `clipped across ${axis}` }).toBeGreaterThan(SEEN);
  }
  await across.selectOption('none');
  await expect.poll(change).toBeLessThan(SAME);
});
