// CSV files dropped onto the place where they belong, and the same files elsewhere.
import type { Locator, Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './application';
import { dropFiles } from './drop';
import { SMALL_NERVE, writeProject } from './projects';

async function dropOnto(page: Page, target: Locator, file: string): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = (await target.boundingBox())!;
  await dropFiles(page, [file], { x: box.x + box.width / 2, y: box.y + box.height / 2 });
}

const csv = (folder: string, name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

test('a histogram becomes the diameters of a fascicle', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'csv.ranvier', SMALL_NERVE));
  await page.getByRole('treeitem', { name: 'F1' }).click();
  const field = page.getByRole('combobox', { name: 'Myelinated diameters', exact: true });
  await dropOnto(page, field, csv(folder, 'sural.csv', 'start,frequency\n2,10\n4,30\n6,20\n8,5\n'));
  await expect(field).toHaveValue('(histogram)');
  await expect(page.getByRole('img', { name: /Myelinated diameters, own table: 4 bins from 2 to 10/ })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(field).not.toHaveValue('(histogram)');
});

test('a faulty histogram is refused with its line', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'csv.ranvier', SMALL_NERVE));
  await page.getByRole('treeitem', { name: 'F1' }).click();
  await dropOnto(page, page.getByRole('combobox', { name: 'Myelinated diameters', exact: true }), csv(folder, 'bad.csv', '2,10\n4,many\n6,20\n'));
  await expect(page.getByRole('alert')).toContainText('bad.csv, line 2');
});

test('a list of axons fills a fascicle, and goes out again as it came', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'csv.ranvier', SMALL_NERVE));
  await page.getByRole('treeitem', { name: 'F1' }).click();
  await page.getByRole('combobox', { name: 'Axons are' }).selectOption('explicit');
  await dropOnto(page, page.getByText('No axons yet.'), csv(folder, 'axons.csv', 'myelinated,diameter_um,y_um,z_um,node_shift\n1,8,-30,-30,0\n0,1,30,30,\n'));
  await expect(page.getByText('2 axons, 1 of them myelinated.')).toBeVisible();
});

test('a list of axons dropped on a population by statistics takes its place', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'csv.ranvier', SMALL_NERVE));
  await page.getByRole('treeitem', { name: 'F1' }).click();
  const kind = page.getByRole('combobox', { name: 'Axons are' });
  await dropOnto(page, kind, csv(folder, 'axons.csv', 'myelinated,diameter_um,y_um,z_um,node_shift\n1,8,-30,-30,0\n0,1,30,30,\n'));
  await expect(kind).toHaveValue('explicit');
  await expect(page.getByText('2 axons, 1 of them myelinated.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(kind).toHaveValue('generated');
});

const AXONS = 'myelinated,diameter_um,y_um,z_um,node_shift\n1,8,-30,-30,0\n0,1,30,30,\n';

test('a list of axons dropped on a fascicle in the outline fills it', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'csv.ranvier', SMALL_NERVE));
  await dropOnto(page, page.getByRole('treeitem', { name: 'F1' }), csv(folder, 'axons.csv', AXONS));
  await expect(page.getByText('2 axons, 1 of them myelinated.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('combobox', { name: 'Axons are' })).toHaveValue('generated');
});

for (const view of ['Cross-section', '3-D view'] as const) {
  test(`a list of axons dropped on a fascicle in the view "${view}" fills it; beside it, it does not`, async ({ start, folder }) => {
    const { page } = await start(writeProject(folder, 'csv.ranvier', SMALL_NERVE));
    const file = csv(folder, 'axons.csv', AXONS);
    const picture = page.getByRole('region', { name: view }).getByRole('application');
    if (view === '3-D view') {
      // Along the nerve the fascicle is in the middle of the picture.
      await picture.press('2');
      await page.waitForTimeout(500);
    }
    const box = (await picture.boundingBox())!;
    await dropFiles(page, [file], { x: box.x + 75, y: box.y + box.height - 110 });
    await expect(page.getByRole('status').filter({ hasText: 'axons.csv' })).toContainText('a list of axons on its fascicle');
    await dropFiles(page, [file], { x: box.x + box.width / 2 + (view === '3-D view' ? 0 : 20), y: box.y + box.height / 2 - 13 });
    await expect(page.getByText('2 axons, 1 of them myelinated.')).toBeVisible();
  });
}

test('while a file is dragged its places are marked', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'csv.ranvier', SMALL_NERVE));
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [csv(folder, 'axons.csv', AXONS)], dragOperationsMask: 1 };
  const places = page.getByRole('region', { name: 'Cross-section' }).locator('path.places');
  await expect(places).toBeHidden();
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 400, y: 400, data });
  await expect(places).toBeVisible();
  await expect(page.getByRole('treeitem', { name: 'F1' })).toHaveCSS('outline-style', 'dashed');
  await session.send('Input.dispatchDragEvent', { type: 'dragCancel', x: 400, y: 400, data });
});

test('samples become a waveform', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'csv.ranvier', SMALL_NERVE));
  await page.getByRole('treeitem', { name: 'Pulse' }).click();
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('samples');
  await dropOnto(page, page.getByRole('textbox', { name: 'Time, ms, row 1' }), csv(folder, 'samples.csv', '0.1,-20\n0.2,20\n0.3,0\n'));
  await expect(page.getByText('Charge-balanced: 2 nC each way.')).toBeVisible();
});

test('a table dropped beside every place tells where it belongs', async ({ start, folder }) => {
  const { page } = await start(writeProject(folder, 'csv.ranvier', SMALL_NERVE));
  await dropFiles(page, [csv(folder, 'stray.csv', '1,2\n')], { x: 100, y: 400 });
  await expect(page.getByRole('status').filter({ hasText: 'stray.csv' })).toContainText('drop it on the place it belongs to');
});
