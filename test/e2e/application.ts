// Starts the built application for a test, in a user folder of its own, and closes it.
import { test as base, _electron, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface RunningApplication {
  app: ElectronApplication;
  page: Page;
}

export interface Fixtures {
  /** Settings, drafts and window state of this test only; survives restarts within the test. */
  userFolder: string;
  /** Starts the application; several starts in one test share the user folder. */
  start(...args: string[]): Promise<RunningApplication>;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright wants the destructured argument
  userFolder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'ranvier e2e '));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  start: async ({ userFolder }, use) => {
    const running: ElectronApplication[] = [];
    await use(async (...args) => {
      const app = await _electron.launch({ args: [ROOT, `--user-data-dir=${userFolder}`, ...args], cwd: ROOT });
      running.push(app);
      const page = await app.firstWindow();
      await page.waitForSelector('[data-ready]');
      return { app, page };
    });
    for (const app of running) await endApplication(app);
  },
});
export { expect } from '@playwright/test';

/** Ends the application without asking about unsaved changes. */
export async function endApplication(app: ElectronApplication): Promise<void> {
  const child = app.process();
  if (child.exitCode !== null) return;
  await app.evaluate(({ app: electronApp }) => electronApp.exit(0)).catch(() => undefined);
}
