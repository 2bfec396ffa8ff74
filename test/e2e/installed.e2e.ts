// What `npm run make` made: the Debian package installed and driven, and the archive unpacked by a user without rights.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, environmentOf, expect, test } from './application';
import { withWindow } from './packaged-application';
import { SMALL_NERVE, writeProject } from './projects';

const root = process.getuid?.() === 0;
test.skip(process.platform !== 'linux', 'Looks at the packages of Linux.');
test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

const inFolder = (folder: string, ending: string): string => {
  const name = existsSync(folder) ? readdirSync(folder).find((each) => each.endsWith(ending)) : undefined;
  if (name === undefined) throw new Error(`There is no *${ending} in ${folder}: run "npm run make" first.`);
  return path.join(folder, name);
};
const deb = (): string => inFolder(path.join(ROOT, 'out', 'make', 'deb', 'x64'), '.deb');
const zip = (): string => inFolder(path.join(ROOT, 'out', 'make', 'zip', 'linux', 'x64'), '.zip');

/** Where the package lies: the system itself for root, who installs it; a folder for everyone else, who only unpacks it. */
const system = root ? '/' : path.join(ROOT, 'test-results', 'unpacked');
const place = (file: string): string => path.join(system, file);
const RANVIER = place('usr/lib/ranvier/ranvier');

/** dpkg wants its tools on the path, which a plain PATH of programs lacks. */
function dpkg(...args: string[]): void {
  execFileSync('dpkg', args, { stdio: 'pipe', env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` } });
}

test.beforeAll(() => {
  if (root) dpkg('-i', deb());
  else execFileSync('dpkg-deb', ['-x', deb(), system]);
});
test.afterAll(() => {
  if (root) dpkg('-P', 'ranvier');
  else rmSync(system, { recursive: true, force: true });
});

test('the package brings its menu entry, icons, file type, examples and licence', () => {
  const entry = readFileSync(place('usr/share/applications/ranvier.desktop'), 'utf8');
  for (const line of ['Name=Ranvier', 'Exec=ranvier %U', 'Icon=ranvier', 'Categories=Science;', 'MimeType=application/x-ranvier-project;']) expect(entry).toContain(`${line}\n`);
  for (const size of [16, 32, 48, 64, 128, 256, 512]) expect(existsSync(place(`usr/share/icons/hicolor/${size}x${size}/apps/ranvier.png`)), String(size)).toBe(true);
  expect(existsSync(place('usr/share/icons/hicolor/scalable/apps/ranvier.svg'))).toBe(true);
  expect(readdirSync(place('usr/lib/ranvier/resources/examples'))).toContain('two-fascicles-life.ranvier');
  expect(existsSync(place('usr/share/doc/ranvier/copyright'))).toBe(true);
  if (root) {
    expect(readFileSync('/usr/share/mime/globs2', 'utf8')).toContain('application/x-ranvier-project:*.ranvier');
    expect(statSync('/usr/lib/ranvier/chrome-sandbox').mode & 0o4777).toBe(0o4755);
    expect(execFileSync('ranvier', ['--no-sandbox', '--batch', '--help'], { encoding: 'utf8' })).toContain('--out');
  }
});

test('a nerve is made, run and looked at by clicks', async ({ folder }) => {
  await withWindow(RANVIER, folder, {}, async ({ page }) => {
    await page.getByRole('button', { name: /Two fascicles, LIFE/ }).click();
    await expect(page.getByText('No problems')).toBeVisible();
    await page.getByRole('button', { name: 'Run', exact: true }).first().click();
    const panel = page.getByRole('tabpanel', { name: 'Run' });
    await expect(panel.getByRole('status')).toContainText('Finished in', { timeout: 200_000 });
    await panel.getByRole('button', { name: 'Show results' }).click();
    await expect(page.getByRole('row', { name: /F1 myelinated/ })).toContainText('%');
    await page.getByRole('tab', { name: 'Plots' }).click();
    await expect(page.getByRole('img', { name: /spikes of/ })).toBeVisible();
  });
});

test('a double click in a file manager opens the project', async ({ folder }) => {
  const file = writeProject(folder, 'my nerve.ranvier', SMALL_NERVE);
  await withWindow(RANVIER, folder, { args: [pathToFileURL(file).href] }, async ({ page }) => {
    await expect(page.getByRole('banner')).toContainText('my nerve.ranvier');
    await expect(page.getByRole('treeitem', { name: 'LIFE 1' })).toBeVisible();
  });
});

test('an ordinary user runs it inside of the sandbox', async ({ folder }) => {
  test.skip(!root || !existsSync('/usr/sbin/runuser'), 'Only root can become another user; without root, the other tests run so.');
  const home = path.join(folder, 'home');
  mkdirSync(home);
  const env: Record<string, string> = { ...environmentOf(folder), HOME: home, RANVIER_HOME: home };
  if (env.XAUTHORITY) {
    copyFileSync(env.XAUTHORITY, path.join(folder, 'xauthority'));
    env.XAUTHORITY = path.join(folder, 'xauthority');
  }
  execFileSync('chown', ['-R', 'nobody', path.dirname(folder)]);
  chmodSync(path.dirname(folder), 0o755);
  await withWindow(RANVIER, folder, { env, prefix: ['/usr/sbin/runuser', '-u', 'nobody', '--'], sandbox: [] }, async ({ page }) => {
    await expect(page.getByRole('heading', { name: 'New project' })).toBeVisible();
  });
});

test('size and start are measured', async ({ folder }, testInfo) => {
  const startsMs: number[] = [];
  for (let k = 0; k < 4; k++) {
    await withWindow(RANVIER, folder, {}, async ({ page, startedAt }) => {
      const usableAt = await page.evaluate(() => performance.timeOrigin + performance.getEntriesByName('ranvier-usable')[0].startTime);
      startsMs.push(Math.round(usableAt - startedAt));
    });
  }
  const [, ...warm] = startsMs;
  const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
  const installedKb = Number(execFileSync('du', ['-sk', place('usr/lib/ranvier')], { encoding: 'utf8' }).split('\t')[0]);
  const report = { firstStartMs: startsMs[0], startMs: warm.sort((a, b) => a - b)[1], debMb: megabytes(statSync(deb()).size), zipMb: megabytes(statSync(zip()).size), installedMb: megabytes(1024 * installedKb) };
  testInfo.annotations.push({ type: 'measured', description: JSON.stringify(report) });
  mkdirSync(path.join(ROOT, 'test-results'), { recursive: true });
  writeFileSync(path.join(ROOT, 'test-results', 'installed.json'), `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`installed application: ${JSON.stringify(report)}\n`);
  // The figure is reported, not judged: machines differ. A start that takes this long is broken.
  expect(report.startMs).toBeLessThan(20_000);
});

test('the archive runs where it is unpacked, and registers for its user alone', async ({ folder }) => {
  execFileSync('unzip', ['-q', zip(), '-d', folder]);
  const program = path.join(folder, 'Ranvier-linux-x64');
  const data = path.join(folder, 'data');
  const env = { ...environmentOf(folder), XDG_DATA_HOME: data };
  const register = (...args: string[]): void => {
    const { status, stderr } = spawnSync(path.join(program, 'resources', 'linux', 'register-for-me'), args, { env, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  };
  register();
  const entry = readFileSync(path.join(data, 'applications', 'ranvier.desktop'), 'utf8');
  expect(entry).toContain(`Exec="${path.join(program, 'ranvier')}" %U`);
  expect(readFileSync(path.join(data, 'mime', 'globs2'), 'utf8')).toContain('application/x-ranvier-project:*.ranvier');
  const file = writeProject(folder, 'unpacked.ranvier', SMALL_NERVE);
  await withWindow(path.join(program, 'ranvier'), folder, { args: [file], env }, async ({ page }) => {
    await expect(page.getByRole('treeitem', { name: 'LIFE 1' })).toBeVisible();
    await page.getByRole('button', { name: 'Settings' }).click();
    await expect(page.getByText('This system updates Ranvier as it was installed')).toBeVisible();
  });
  register('--remove');
  expect(existsSync(path.join(data, 'applications', 'ranvier.desktop'))).toBe(false);
});

test('the package leaves nothing behind', () => {
  test.skip(!root, 'Only root installs.');
  dpkg('-r', 'ranvier');
  for (const file of ['/usr/lib/ranvier', '/usr/bin/ranvier', '/usr/share/applications/ranvier.desktop', '/usr/share/mime/packages/ranvier.xml']) expect(existsSync(file), file).toBe(false);
  expect(readFileSync('/usr/share/mime/globs2', 'utf8')).not.toContain('ranvier');
});
