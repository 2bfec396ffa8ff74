// The packaged application, with its fuses flipped: it opens a project in a window, and runs one without a display.
import { chromium } from '@playwright/test';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, environmentOf, expect, test } from './application';
import { SMALL_NERVE, TWO_FIBERS, writeProject } from './projects';

const EXECUTABLE = path.join(ROOT, 'out', 'Ranvier-linux-x64', 'ranvier');
// Root may not use Chromium's sandbox; everyone else runs with it.
const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
test.skip(process.platform !== 'linux', 'Looks at the package of Linux.');
test.setTimeout(240_000);

const debuggerAddress = (child: ChildProcess): Promise<string> => new Promise((resolve, reject) => {
  let text = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    const found = /DevTools listening on (ws:\S+)/.exec(text);
    if (found) resolve(found[1]);
  });
  child.once('exit', (code) => reject(new Error(`The application ended with code ${code}: ${text}`)));
});

test('opens a project in its window', async ({ folder }) => {
  const file = writeProject(folder, 'packaged.ranvier', SMALL_NERVE);
  const child = spawn(EXECUTABLE, [...SANDBOX, '--remote-debugging-port=0', `--user-data-dir=${path.join(folder, 'user')}`, file], { env: environmentOf(folder) });
  try {
    const browser = await chromium.connectOverCDP(await debuggerAddress(child), { noDefaults: true });
    await expect.poll(() => browser.contexts()[0]?.pages().length ?? 0).toBeGreaterThan(0);
    const [page] = browser.contexts()[0].pages();
    await expect(page.getByRole('banner')).toContainText('packaged.ranvier');
    await expect(page.getByRole('treeitem', { name: 'LIFE 1' })).toBeVisible();
    await browser.close();
  } finally {
    child.kill();
  }
});

test('runs a project headless, with no display', ({ folder }) => {
  const file = writeProject(folder, 'headless.ranvier', TWO_FIBERS);
  const env = environmentOf(folder);
  delete env.DISPLAY;
  const { status, stdout, stderr } = spawnSync(EXECUTABLE, [...SANDBOX, '--batch', file], { env, encoding: 'utf8' });
  expect(stderr + stdout).toContain('Fibres');
  expect(status).toBe(0);
  expect(readFileSync(path.join(folder, 'headless.results', 'fibers.csv'), 'utf8')).toContain('Near');
  expect(existsSync(path.join(folder, 'headless.results', 'results.h5'))).toBe(true);
});
