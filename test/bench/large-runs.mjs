// Memory and time of runs of the size that is left alone over night: node test/bench/large-runs.mjs fibers | traces | sweep | moving-sweep [count]
//   fibers: a nerve of 100 000 fibres from project to results.   traces: 1000 fibres, every compartment and every time step recorded.
//   sweep: 1000 points of a pulse width, a nerve of 60 fibres.
//   moving-sweep: the electrode moves, each point has a mesh and a field of its own.
// Sweeps are run undisturbed, then once more, killed half way and started again; both must end with the same bytes.
// Needs the headless bundles: npm run batch -- --version builds them. Linux (reads /proc).
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const bundles = process.env.RANVIER_BUNDLES ?? path.join(root, '.vite', 'build');
const [kind = 'fibers', given] = process.argv.slice(2);
const home = mkdtempSync(path.join(tmpdir(), 'ranvier-large-'));

const pulse = { waveforms: [{ id: 'pulse', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -20 } }], drives: [{ contact: 'LIFE 1', waveform: 'pulse' }] };
const life = { kind: 'life', id: 'LIFE 1', xUm: 4500, lengthUm: 1000, yUm: 0, zUm: 0, diameterUm: 25 };

function manyFibers(count) {
  const at = (f, part) => 1035 * part((2 * Math.PI * f) / 10);
  return {
    format: 'ranvier-project', version: 1, name: `${count} fibres`, seed: 5, nerve: { lengthUm: 10_000, diameterUm: 3000 },
    fascicles: Array.from({ length: 10 }, (_, f) => ({
      id: `F${f + 1}`, shape: { kind: 'circle', centerYUm: at(f, Math.cos), centerZUm: at(f, Math.sin), diameterUm: 600 },
      population: { kind: 'generated', axonCount: count / 10, unmyelinatedFraction: 0.7, placement: { spacingUm: 0.1 } },
    })),
    electrodes: [life], stimulation: pulse, simulation: { durationMs: 2, field: { mesh: 'coarse' } },
  };
}

function sweep(parameter) {
  return {
    format: 'ranvier-project', version: 1, name: 'Sweep', seed: 5, nerve: { lengthUm: 10_000, diameterUm: 500 },
    fascicles: [{ id: 'F1', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 300 }, population: { kind: 'generated', axonCount: 60, unmyelinatedFraction: 0.5 } }],
    electrodes: [life], stimulation: pulse, simulation: { durationMs: 2, field: { mesh: 'coarse' } },
    studies: [{ kind: 'sweep', id: 'sweep', measure: 'recruitment', parameters: [parameter] }],
  };
}

/** Runs to the end, or kills it once so many points of the study are done. */
function run(project, out, cache, killAfterPoints = Infinity) {
  const file = path.join(home, 'project.ranvier');
  writeFileSync(file, JSON.stringify(project));
  const startedAt = Date.now();
  const child = spawn(process.execPath, [path.join(bundles, 'batch.cjs'), file, '--no-figures', '--json-progress', '--out', path.join(home, out)], { env: { ...process.env, RANVIER_HOME: path.join(home, cache) }, stdio: ['ignore', 'pipe', 'inherit'] });
  let line = '';
  child.stdout.on('data', (chunk) => {
    const lines = (line + chunk).split('\n');
    line = lines.pop();
    const events = lines.filter((text) => text.startsWith('{"kind":"phase-progress","phase":"studies"')).map((text) => JSON.parse(text));
    if (events.some(({ done }) => done >= killAfterPoints)) child.kill('SIGKILL');
  });
  let peakMb = 0;
  const timer = setInterval(() => {
    try {
      peakMb = Math.max(peakMb, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024);
    } catch {
      // It has just ended.
    }
  }, 500);
  return new Promise((resolve) => child.on('close', (code) => {
    clearInterval(timer);
    resolve({ code, seconds: (Date.now() - startedAt) / 1000, peakMb });
  }));
}

const shown = ({ code, seconds, peakMb }) => `${code === 0 ? 'finished' : code === null ? 'killed' : `ended with ${code}`} after ${seconds.toFixed(0)} s, at most ${peakMb.toFixed(0)} MB`;
try {
  if (kind === 'fibers') {
    const count = Number(given ?? 100_000);
    process.stdout.write(`${count} fibres: ${shown(await run(manyFibers(count), 'results', 'cache'))}\n`);
  } else if (kind === 'traces') {
    const count = Number(given ?? 1000);
    const project = manyFibers(count);
    const ended = await run({ ...project, simulation: { ...project.simulation, record: { membranePotential: 'all' } } }, 'results', 'cache');
    const fileGb = statSync(path.join(home, 'results', 'results.h5')).size / 1e9;
    process.stdout.write(`traces of ${count} fibres: ${shown(ended)}; results.h5 has ${fileGb.toFixed(2)} GB\n`);
  } else {
    const moving = kind === 'moving-sweep';
    const count = Number(given ?? 1000);
    const project = sweep(moving ? { path: 'electrodes.0.yUm', values: { from: -100, to: 100, count } } : { path: 'stimulation.waveforms.0.waveform.durationMs', values: { from: 0.05, to: 0.5, count } });
    process.stdout.write(`${count} points, undisturbed: ${shown(await run(project, 'undisturbed', 'cache-1'))}\n`);
    process.stdout.write(`killed half way: ${shown(await run(project, 'resumed', 'cache-2', count / 2))}\n`);
    process.stdout.write(`started again: ${shown(await run(project, 'resumed', 'cache-2'))}\n`);
    const same = ['results.h5', 'fibers.csv', 'study-sweep.csv'].every((name) => readFileSync(path.join(home, 'undisturbed', name)).equals(readFileSync(path.join(home, 'resumed', name))));
    process.stdout.write(`${same ? 'the same bytes' : 'DIFFERENT BYTES'}\n`);
    process.exitCode = same ? 0 : 1;
  }
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
