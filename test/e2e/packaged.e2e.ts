// The packaged application, with its fuses flipped: it opens a project in a window, and runs one without a display.
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT, environmentOf, expect, test } from './application';
import { SANDBOX, withWindow } from './packaged-application';
import { SMALL_NERVE, TWO_FIBERS, writeProject } from './projects';

const PACKAGE = path.join(ROOT, 'out', 'Ranvier-linux-x64');
const EXECUTABLE = path.join(PACKAGE, 'ranvier');
test.skip(process.platform !== 'linux', 'Looks at the package of Linux.');
test.setTimeout(240_000);

test('opens a project in its window', async ({ folder }) => {
  const file = writeProject(folder, 'packaged.ranvier', SMALL_NERVE);
  await withWindow(EXECUTABLE, folder, { args: [file] }, async ({ page }) => {
    await expect(page.getByRole('banner')).toContainText('packaged.ranvier');
    await expect(page.getByRole('treeitem', { name: 'LIFE 1' })).toBeVisible();
  });
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

test('its fuses are flipped, in the binary itself', async () => {
  const wire = await getCurrentFuseWire(EXECUTABLE);
  const stateOf = (fuse: FuseV1Options): FuseState | undefined => wire[fuse];
  const off = [FuseV1Options.RunAsNode, FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseV1Options.EnableNodeCliInspectArguments];
  const on = [FuseV1Options.EnableCookieEncryption, FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseV1Options.OnlyLoadAppFromAsar];
  expect(off.map((fuse) => [FuseV1Options[fuse], stateOf(fuse)])).toEqual(off.map((fuse) => [FuseV1Options[fuse], FuseState.DISABLE]));
  expect(on.map((fuse) => [FuseV1Options[fuse], stateOf(fuse)])).toEqual(on.map((fuse) => [FuseV1Options[fuse], FuseState.ENABLE]));
  // Runtimes before Electron 29 do not have this one.
  expect([undefined, FuseState.DISABLE]).toContain(stateOf(FuseV1Options.GrantFileProtocolExtraPrivileges));
});

test('cannot be turned into a plain Node, by no switch and no variable', ({ folder }) => {
  const script = path.join(folder, 'intruder.cjs');
  const answer = (env: Record<string, string>, args: string[]): string => {
    const { stdout, stderr } = spawnSync(EXECUTABLE, [...SANDBOX, ...args, '--batch', '--help'], { env: { ...environmentOf(folder), ...env }, encoding: 'utf8' });
    return stdout + stderr;
  };
  expect(answer({ ELECTRON_RUN_AS_NODE: '1' }, ['-p', '6*7'])).toContain('--batch');
  expect(answer({ NODE_OPTIONS: `--require ${script}` }, [])).not.toContain('intruder');
  expect(answer({}, ['--inspect=0'])).not.toContain('Debugger listening');
});

test('holds the program in one archive, and what belongs to it', () => {
  const resources = path.join(PACKAGE, 'resources');
  expect(existsSync(path.join(resources, 'app.asar'))).toBe(true);
  expect(existsSync(path.join(resources, 'app'))).toBe(false);
  expect(readdirSync(path.join(resources, 'examples'))).toContain('two-fascicles-life.ranvier');
  expect(existsSync(path.join(resources, 'icons', 'ranvier-256.png'))).toBe(true);
});
