// The scene, the cross-section and the results view driven on their own in Debian's Chromium: a second engine beside Electron.
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium, expect, test as base, type Browser, type Page } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';

const CHROMIUM = '/usr/bin/chromium';

interface HarnessState {
  project: { fascicles: { id: string; shape: { centerYUm: number; centerZUm: number; diameterUm: number } }[] };
  selection: { kind: string; id: string } | null;
}
declare global {
  interface Window { harness: { log: { phase: string; label: string }[]; exports: string[]; state: () => HarnessState } }
}

const test = base.extend<{ open: (query: string) => Promise<Page> }, { server: ViteDevServer; chrome: Browser }>({
  server: [async ({}, use) => { // eslint-disable-line no-empty-pattern -- the form that Playwright asks for
    const server = await createServer({ configFile: fileURLToPath(new URL('../renderer/harness/vite.config.ts', import.meta.url)), server: { port: 0 }, logLevel: 'error' });
    await server.listen();
    await use(server);
    await server.close();
  }, { scope: 'worker' }],
  chrome: [async ({}, use) => { // eslint-disable-line no-empty-pattern -- the form that Playwright asks for
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] });
    await use(browser);
    await browser.close();
  }, { scope: 'worker' }],
  open: async ({ server, chrome }, use) => {
    const page = await chrome.newPage({ viewport: { width: 1000, height: 700 } });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await use(async (query) => {
      await page.goto(`http://localhost:${(server.httpServer!.address() as AddressInfo).port}/${query}`);
      await page.waitForFunction(() => document.querySelector('canvas') !== null && 'harness' in window);
      return page;
    });
    await page.close();
    expect(faults).toEqual([]);
  },
});

test.skip(!existsSync(CHROMIUM), `Needs ${CHROMIUM}: apt-get install chromium.`);
test.describe.configure({ timeout: 120_000 });

const state = (page: Page): Promise<HarnessState> => page.evaluate(() => window.harness.state());
const fascicle = async (page: Page, id: string): Promise<HarnessState['project']['fascicles'][number]['shape']> =>
  (await state(page)).project.fascicles.find((each) => each.id === id)!.shape;

test('a fascicle is selected, moved, resized and moved back by keys in the cross-section', async ({ open }) => {
  const page = await open('?page=section&count=0');
  const canvas = page.getByRole('application');
  // F1 has its centre at y = -100: left of the middle of the plot area.
  const box = (await canvas.boundingBox())!;
  const middle = { x: box.x + 52 + (box.width - 64) / 2, y: box.y + 12 + (box.height - 50) / 2 };
  const pixelsPerUm = (box.height - 50) / (1.06 * 500);
  const center = { x: middle.x - 100 * pixelsPerUm, y: middle.y };
  await page.mouse.click(center.x, center.y);
  expect((await state(page)).selection).toEqual({ kind: 'fascicle', id: 'F1' });

  await page.mouse.move(center.x, center.y);
  await page.mouse.down();
  await page.mouse.move(center.x, center.y - 20 * pixelsPerUm, { steps: 4 });
  await page.mouse.up();
  expect(await fascicle(page, 'F1')).toMatchObject({ centerYUm: -100, centerZUm: 20 });
  const phases = await page.evaluate(() => window.harness.log.map(({ phase }) => phase));
  expect([phases[0], phases.at(-1)]).toEqual(['begin', 'end']);

  const handle = (await page.locator('[data-handle=size0]').boundingBox())!;
  const grip = { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 };
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(grip.x - 25 * pixelsPerUm, grip.y, { steps: 4 });
  await page.mouse.up();
  expect((await fascicle(page, 'F1')).diameterUm).toBe(150);

  await canvas.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Alt+ArrowRight');
  expect(await fascicle(page, 'F1')).toMatchObject({ centerYUm: -95, centerZUm: 15 });
});

test('Escape takes a drag back', async ({ open }) => {
  const page = await open('?page=section&count=0');
  const box = (await page.getByRole('application').boundingBox())!;
  const at = { x: box.x + 52 + (box.width - 64) / 2 - 100 * ((box.height - 50) / 530), y: box.y + 12 + (box.height - 50) / 2 };
  await page.mouse.click(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 60, at.y + 60, { steps: 3 });
  expect((await fascicle(page, 'F1')).centerYUm).not.toBe(-100);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await fascicle(page, 'F1')).toMatchObject({ centerYUm: -100, centerZUm: 0 });
});

test('the 3-D scene selects by click and tells about fibres under the pointer', async ({ open }) => {
  const page = await open('?page=scene&count=60');
  await page.getByRole('button', { name: 'Front' }).click();
  await page.waitForTimeout(1000);
  const box = (await page.getByRole('application').boundingBox())!;
  const pixelsPerUm = box.height / (1.12 * 500);
  await page.mouse.click(box.x + box.width / 2 + 70 * pixelsPerUm, box.y + box.height / 2 - 130 * pixelsPerUm);
  expect((await state(page)).selection).toEqual({ kind: 'fascicle', id: 'F3' });
  await expect(page.getByRole('button', { name: 'Turn' })).toBeVisible();
  await page.getByRole('application').focus();
  await page.keyboard.press('Alt+ArrowUp');
  expect((await fascicle(page, 'F3')).centerZUm).toBe(135);
  await page.getByRole('button', { name: 'Display' }).click();
  await page.getByRole('button', { name: 'Save as PNG' }).click();
  await expect.poll(() => page.evaluate(() => window.harness.exports)).toEqual(['Two fascicles 3D.png']);
});

test('results: tabs by keyboard, sorting and filtering the fibres, exports', async ({ open }) => {
  const page = await open('?page=results&count=400');
  await page.getByRole('tab', { name: 'Overview' }).focus();
  for (let k = 0; k < 4; k++) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Fibres' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('400 of 400')).toBeVisible();
  await page.getByRole('button', { name: /^Diameter/ }).click();
  const first = page.getByRole('row').nth(1).getByRole('gridcell');
  expect(Number(await first.nth(3).textContent())).toBeLessThan(0.5);
  await page.getByLabel('Recruited', { exact: true }).selectOption('recruited');
  await expect(page.getByText('125 of 400')).toBeVisible();
  await page.getByRole('row').nth(2).click();
  expect((await state(page)).selection?.kind).toBe('fiber');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await page.getByRole('tab', { name: 'Plots' }).click();
  const save = page.getByRole('group', { name: 'Save Spikes' });
  for (const name of ['SVG', 'PNG', 'CSV']) await save.getByRole('button', { name }).click();
  expect(await page.evaluate(() => window.harness.exports)).toEqual(['Run 1 Fibres.csv', 'Run 1 Spikes.svg', 'Run 1 Spikes.png', 'Run 1 Spikes.csv']);
});

test('propagation plays and stops', async ({ open }) => {
  const page = await open('?page=results&count=40');
  await page.getByRole('tab', { name: 'Propagation' }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => Number.parseFloat((await page.locator('output').textContent()) ?? '0')).toBeGreaterThan(0.05);
  await page.getByRole('button', { name: 'Pause' }).click();
});
