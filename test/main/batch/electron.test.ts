// Headless runs inside Electron, without a display: the main thread blocks, a worker thread does the work, Ctrl-C still works.
import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEntry } from '../../../scripts/build-headless.mjs';
import { EXIT } from '../../../src-main/batch/exit-codes';
import { headlessBundles } from '../headless-bundles';
import { smallNerve } from '../small-project';
import { isolated, watch, type RunningBatch } from './headless-process';

const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH;
const executable = runtime === undefined ? null : path.join(runtime, process.platform === 'win32' ? 'electron.exe' : 'electron');

describe.skipIf(executable === null)('--batch inside Electron without a display', () => {
  let home: string;
  let app: string;
  const start = (args: string[]): RunningBatch =>
    watch(spawn(executable!, ['--no-sandbox', app, '--batch', ...args], { env: isolated(home), stdio: ['ignore', 'pipe', 'pipe'] }));

  const startSwitch = (args: string[]): RunningBatch => watch(spawn(executable!, ['--no-sandbox', app, ...args], { env: isolated(home), stdio: ['ignore', 'pipe', 'pipe'] }));

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'ranvier-electron-'));
    app = path.join(home, 'app');
    await buildEntry(path.join(__dirname, 'batch-only-main.ts'), app);
    const bundles = await headlessBundles();
    for (const name of await readdir(bundles)) await copyFile(path.join(bundles, name), path.join(app, name));
    await writeFile(path.join(app, 'package.json'), '{ "name": "batch-only", "version": "1.0.0", "main": "batch-only-main.cjs" }');
    await writeFile(path.join(home, 'small.ranvier'), JSON.stringify(smallNerve()));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('runs a project to its results', async () => {
    const { code, out, err } = await start([path.join(home, 'small.ranvier'), '--no-figures']).ended;
    expect(err).toMatch(/^Fibres .*100 %/m);
    expect(out).toContain('Recruited');
    expect(code).toBe(EXIT.ok);
    expect(JSON.parse(await readFile(path.join(home, 'small.results', 'run.json'), 'utf8'))).toMatchObject({ status: 'finished', versions: { v8: expect.stringContaining('electron') as string } });
  });

  it('passes the exit code on', async () => {
    expect((await start([path.join(home, 'missing.ranvier')]).ended).code).toBe(EXIT.invalidProject);
    expect((await start(['--help']).ended)).toMatchObject({ code: EXIT.ok, out: expect.stringContaining('Exit codes') as string });
  });

  it('stops on Ctrl-C and keeps what is finished', async () => {
    const long = path.join(home, 'long.ranvier');
    await writeFile(long, JSON.stringify(smallNerve({ axonCount: 150, durationMs: 60 })));
    const running = start([long, '--no-figures', '--json-progress']);
    await new Promise<void>((resolve) => {
      running.child.stdout?.on('data', (chunk: Buffer) => { if (chunk.toString().includes('"kind":"phase-started","phase":"fibers"')) resolve(); });
    });
    running.child.kill('SIGINT');
    const { code } = await running.ended;
    expect(code).toBe(EXIT.cancelled);
    expect(JSON.parse(await readFile(path.join(home, 'long.results', 'run.json'), 'utf8'))).toMatchObject({ status: 'cancelled' });
  });

  it('names the runtime in run.json and in the report of the self-test, which passes there, too', async () => {
    const electron = (await startSwitch(['--doctor', '--json']).ended).out;
    const { versions } = JSON.parse(electron) as { versions: { electron: string; chrome: string } };
    expect(versions.electron).toMatch(/^\d+\./);
    expect(versions.chrome).toMatch(/^\d+\./);
    expect(JSON.parse(await readFile(path.join(home, 'small.results', 'run.json'), 'utf8'))).toMatchObject({ versions: { electron: versions.electron } });
    const report = path.join(home, 'report.json');
    const { code, out } = await startSwitch(['--self-test', '--out', report]).ended;
    expect(out).toContain(`Electron ${versions.electron}`);
    expect(code).toBe(EXIT.ok);
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ passed: true, versions: { electron: versions.electron } });
  });

  it('replays a run with exactly the studies that its results hold', async () => {
    const project = path.join(home, 'studies.ranvier');
    const curve = (id: string): object => ({ kind: 'recruitment-curve', id, amplitudesUa: { from: 5, to: 20, count: 2 } });
    await writeFile(project, JSON.stringify({ ...smallNerve({ axonCount: 12, durationMs: 1 }), studies: [curve('one'), curve('two'), curve('three')] }));
    expect((await start([project, '--no-figures', '--study', 'one', '--study', 'three']).ended).code).toBe(EXIT.ok);
    const { code, out } = await startSwitch(['--replay', path.join(home, 'studies.results')]).ended;
    expect(out).toMatch(/^Same bytes: fibers\.csv, results\.h5, study-one\.csv, study-three\.csv$/m);
    expect(code).toBe(EXIT.ok);
  });
});
