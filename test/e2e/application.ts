// Starts the built application for a test, in user folders of its own, and ends it.
import { test as base, _electron, expect, type BrowserContext, type ElectronApplication, type Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface RunningApplication {
  app: ElectronApplication;
  page: Page;
}

export interface Fixtures {
  /** A folder of this test only, with a space in its name as on many lab PCs: settings, caches, drafts, and room for projects. */
  folder: string;
  /** Starts the application; several starts in one test share the folder. */
  start: (...args: string[]) => Promise<RunningApplication>;
  /** Errors and warnings that a page may write to its console; all others fail the test. */
  expectedComplaints: RegExp | null;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright wants the destructured argument
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ranvier e2e '));
    mkdirSync(path.join(folder, 'work'));
    await use(path.join(folder, 'work'));
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  },
  expectedComplaints: [null, { option: true }],
  start: async ({ folder, expectedComplaints }, use) => {
    const running = new Set<ElectronApplication>();
    const complaints: string[] = [];
    const complain = (text: string): void => {
      if (!expectedComplaints?.test(text)) complaints.push(text);
    };
    await use(async (...args) => {
      const app = await _electron.launch({ args: launchArguments(folder, args), cwd: ROOT, env: environmentOf(folder) });
      listenForComplaints(app.context(), complain);
      running.add(app);
      app.on('close', () => running.delete(app));
      const page = await app.firstWindow();
      // The display's own pointer stands in its middle. A window of another test that appears under it would send a real movement into ours.
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setPosition(0, 0));
      await page.waitForSelector('[data-ready]');
      return { app, page };
    });
    for (const app of running) await endApplication(app);
    expect(complaints, 'errors and warnings on the console of the window').toEqual([]);
  },
});
export { expect };

/** Notes of the software renderer that stands in for a graphics card about its own speed. */
const DRIVER_NOTE = /GL Driver Message \(OpenGL, Performance/;

/** Tells about every error and warning on the consoles of all pages, and about every error that nobody caught. */
export function listenForComplaints(context: BrowserContext, complain: (text: string) => void): void {
  context.on('console', (message) => {
    if ((message.type() === 'error' || message.type() === 'warning') && !DRIVER_NOTE.test(message.text())) complain(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => complain(`uncaught: ${error.error().message}`));
}

export const launchArguments = (folder: string, args: readonly string[]): string[] =>
  [ROOT, `--user-data-dir=${path.join(folder, '..', 'electron')}`, ...args];

export const environmentOf = (folder: string): Record<string, string> =>
  ({ ...(process.env as Record<string, string>), RANVIER_HOME: path.join(folder, '..', 'home') });

const LAST_RESORT_MS = 20_000;

/** Ends the application without its questions about unsaved changes, and waits until it is gone. */
export async function endApplication(app: ElectronApplication): Promise<void> {
  const child = app.process();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  // A test that failed may leave it in any state.
  const lastResort = setTimeout(() => child.kill('SIGKILL'), LAST_RESORT_MS);
  await app.evaluate(({ app: electronApp }) => electronApp.exit(0)).catch(() => undefined);
  await gone;
  clearTimeout(lastResort);
}
