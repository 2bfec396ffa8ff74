// `npm run batch -- <project> [options]`: a headless run from a checkout; builds first when sources have changed.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildFolder, buildHeadless, isStale } from './build-headless.mjs';

if (isStale()) {
  process.stderr.write('Building...\n');
  await buildHeadless();
}
const child = spawn(process.execPath, [path.join(buildFolder, 'batch.cjs'), ...process.argv.slice(2)], { stdio: 'inherit' });
// A terminal sends Ctrl-C to both; a signal sent to this process alone is passed on. Either way the run decides how it ends.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
