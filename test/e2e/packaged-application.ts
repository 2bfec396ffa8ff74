// Starts a packaged or installed Ranvier as a user would and connects to its window. Playwright's own way to start Electron needs a
// debugger that the flipped fuses refuse.
import { chromium, type Page } from '@playwright/test';
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { environmentOf, expect, listenForComplaints } from './application';

// Root may not use Chromium's sandbox; everyone else runs with it.
export const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export interface PackagedWindow {
  page: Page;
  child: ChildProcess;
  /** Milliseconds since the epoch, just before the process was started. */
  startedAt: number;
}

export interface StartOptions {
  args?: readonly string[];
  env?: Record<string, string>;
  /** Another user's command line in front of the program, for example runuser. */
  prefix?: readonly string[];
  sandbox?: readonly string[];
}

/** Runs `use` on the window, then ends the application; console errors fail the test. */
export async function withWindow(executable: string, folder: string, { args = [], env = environmentOf(folder), prefix = [], sandbox = SANDBOX }: StartOptions, use: (window: PackagedWindow) => Promise<void>): Promise<void> {
  const command = [...prefix, executable, ...sandbox, '--remote-debugging-port=0', `--user-data-dir=${path.join(folder, 'user')}`, ...args];
  const startedAt = Date.now();
  const child = spawn(command[0], command.slice(1), { env, cwd: folder });
  const complaints: string[] = [];
  try {
    const browser = await chromium.connectOverCDP(await debuggerAddress(child), { noDefaults: true });
    const [context] = browser.contexts();
    listenForComplaints(context, (text) => complaints.push(text));
    await expect.poll(() => context.pages().length).toBeGreaterThan(0);
    const [page] = context.pages();
    await page.waitForSelector('[data-ready]');
    await use({ page, child, startedAt });
    await browser.close();
  } finally {
    const gone = child.exitCode === null && child.signalCode === null ? new Promise((resolve) => child.once('exit', resolve)) : null;
    child.kill();
    await gone;
  }
  expect(complaints, 'errors and warnings on the console of the window').toEqual([]);
}

const debuggerAddress = (child: ChildProcess): Promise<string> => new Promise((resolve, reject) => {
  let text = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    const found = /DevTools listening on (ws:\S+)/.exec(text);
    if (found) resolve(found[1]);
  });
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`The application ended with code ${code}: ${text}`)));
});
