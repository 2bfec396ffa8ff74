// What a frame of the 3-D view costs this program's own code, the graphics card left out: draw calls, and the time of the frame's
// callbacks on the main thread, while the view turns. node test/bench/scene-frame.mjs [fibres]
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';

const FRAMES = 90;
const count = Number(process.argv[2] ?? 5000);

const server = await createServer({ configFile: fileURLToPath(new URL('../renderer/harness/vite.config.ts', import.meta.url)), server: { port: 0 }, logLevel: 'error' });
await server.listen();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });

await page.addInitScript(() => {
  const seen = { draws: 0, triangles: 0, callbackMs: 0 };
  const frames = [];
  for (const [name, countAt, instancesAt] of [['drawArrays', 2, null], ['drawElements', 1, null], ['drawElementsInstanced', 1, 4], ['drawArraysInstanced', 2, 3]]) {
    // Counted, and not drawn: software rendering would be all that is measured.
    WebGL2RenderingContext.prototype[name] = function counted(...args) {
      seen.draws += 1;
      if (args[0] === WebGL2RenderingContext.TRIANGLES) seen.triangles += (args[countAt] / 3) * (instancesAt === null ? 1 : args[instancesAt]);
    };
  }
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => request((now) => {
    const before = { ...seen };
    const start = performance.now();
    callback(now);
    const ms = performance.now() - start;
    if (seen.draws > before.draws) frames.push({ ms, draws: seen.draws - before.draws, triangles: seen.triangles - before.triangles });
  });
  window.framesOfScene = frames;
});

await page.goto(`http://localhost:${server.httpServer.address().port}/?page=scene&count=${count}&electrode=multi`);
await page.waitForFunction(() => document.querySelector('canvas') !== null && window.framesOfScene.length > 0);
await page.getByRole('application').focus();
for (let k = 0; k < FRAMES; k++) {
  await page.keyboard.press('ArrowRight');
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => resolve(undefined)); }));
}
const frames = (await page.evaluate(() => window.framesOfScene)).slice(5);
const sorted = frames.map(({ ms }) => ms).sort((a, b) => a - b);
const quantile = (part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))].toFixed(2);
const last = frames.at(-1);
process.stdout.write(`${count} fibres: ${last.draws} draw calls, ${Math.round(last.triangles)} triangles per frame; callbacks of a frame: median ${quantile(0.5)} ms, 95 % ${quantile(0.95)} ms, slowest ${quantile(1)} ms (${frames.length} frames; 60 per second leave 16.7 ms)\n`);
await browser.close();
await server.close();
