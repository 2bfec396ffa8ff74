// Builds what a headless run needs (batch.cjs and the workers) with vite alone, as Electron Forge's plugin does for the whole
// application: each entry one self-contained CommonJS file. Needs no Electron.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const buildFolder = path.join(root, '.vite', 'build');

const WORKERS = ['population', 'field', 'fiber', 'report'];
const ENTRIES = ['src-main/batch/batch.ts', 'src-main/results/results.worker.ts', ...WORKERS.map((name) => `src-workers/${name}.worker.ts`)];
const SOURCES = ['src-main', 'src-workers', 'src-model', 'package.json', 'vite.main.config.ts'];
const external = ['electron', ...builtinModules.flatMap((name) => [name, `node:${name}`])];

/** One self-contained CommonJS file, <name>.cjs, in `outDir`. */
export async function buildEntry(entry, outDir) {
  await build({
    root,
    configFile: path.join(root, 'vite.main.config.ts'),
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: true,
      lib: { entry, fileName: () => '[name].cjs', formats: ['cjs'] },
      rollupOptions: { external },
    },
    resolve: { conditions: ['node'], mainFields: ['module', 'jsnext:main', 'jsnext'] },
  });
}

export async function buildHeadless(outDir = buildFolder) {
  for (const entry of ENTRIES) await buildEntry(entry, outDir);
}

function newest(item) {
  const info = statSync(item);
  if (!info.isDirectory()) return info.mtimeMs;
  return readdirSync(item).reduce((latest, name) => Math.max(latest, newest(path.join(item, name))), info.mtimeMs);
}

/** When a source of the bundles was last changed, ms since 1970. */
export function sourcesChangedMs() {
  return Math.max(...SOURCES.map((source) => newest(path.join(root, source))));
}

/** Whether a bundle is missing or older than any source. */
export function isStale(outDir = buildFolder) {
  const bundles = ENTRIES.map((entry) => path.join(outDir, `${path.basename(entry, '.ts')}.cjs`));
  if (!bundles.every((bundle) => existsSync(bundle))) return true;
  return sourcesChangedMs() > Math.min(...bundles.map((bundle) => statSync(bundle).mtimeMs));
}
