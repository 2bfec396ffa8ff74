// Time and memory of studies: thresholds of the example's 200 fibres, a recruitment curve of 50 points over 1000 fibres, and a sweep of 1000 points.
// `node test/bench/study-cost.mjs`. Wall time of the whole run, processor time and the highest memory of the process with its workers (Linux).
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildFolder, buildHeadless, isStale, root } from '../../scripts/build-headless.mjs';

const example = JSON.parse(readFileSync(path.join(root, 'assets', 'examples', 'two-fascicles-life.ranvier'), 'utf8'));
const fiber = JSON.parse(readFileSync(path.join(root, 'assets', 'examples', 'one-mrg-fibre.ranvier'), 'utf8'));
const withAxons = (axonCount) => example.fascicles.map((fascicle) => ({
  ...fascicle, shape: { ...fascicle.shape, diameterUm: 2 * fascicle.shape.diameterUm, centerYUm: 1.8 * fascicle.shape.centerYUm }, population: { ...fascicle.population, axonCount },
}));

const CASES = [
  ['thresholds of the example\'s 200 fibres', { ...example, studies: [{ kind: 'thresholds', id: 's', minimumUa: 0.5, maximumUa: 1000, toleranceFraction: 0.01 }] }],
  ['recruitment curve, 50 points, 1000 fibres', {
    ...example, nerve: { ...example.nerve, diameterUm: 1000 }, fascicles: withAxons(500), electrodes: example.electrodes.map((electrode) => ({ ...electrode, yUm: 1.8 * electrode.yUm })),
    studies: [{ kind: 'recruitment-curve', id: 's', amplitudesUa: { from: 4, to: 200, count: 50 } }],
  }],
  ['sweep of 1000 points, thresholds of one MRG fibre', {
    ...fiber, electrodes: [{ kind: 'point', id: 'P', xUm: 11_500, yUm: 0, zUm: 500 }],
    stimulation: { waveforms: [{ id: 'w', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -50 } }], drives: [{ contact: 'P', waveform: 'w' }] },
    studies: [{ kind: 'sweep', id: 's', measure: 'thresholds', sampling: 'random', samples: 1000, parameters: [{ path: 'electrodes.0.zUm', values: [200, 1000] }, { path: 'stimulation.waveforms.w.waveform.durationMs', values: [0.05, 0.5] }] }],
  }],
];

/** Seconds of processor time of a process and its threads, and its highest memory in MB; the last that could be read. */
function watch(pid) {
  const seen = { cpuSeconds: NaN, memoryMb: NaN };
  const look = () => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
      seen.cpuSeconds = (Number(fields[11]) + Number(fields[12])) / 100;
      seen.memoryMb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
    } catch {
      // Gone, or not Linux.
    }
  };
  const timer = setInterval(look, 50);
  return () => {
    clearInterval(timer);
    return seen;
  };
}

if (isStale()) await buildHeadless();
const folder = mkdtempSync(path.join(tmpdir(), 'ranvier-cost-'));
try {
  for (const [name, project] of CASES) {
    const file = path.join(folder, 'project.ranvier');
    writeFileSync(file, JSON.stringify({ ...project, format: 'ranvier-project', version: 1 }));
    const startedAt = performance.now();
    const child = spawn(process.execPath, [path.join(buildFolder, 'batch.cjs'), file, '--force', '--quiet', '--no-cache'], { stdio: 'inherit' });
    const stop = watch(child.pid);
    const code = await new Promise((resolve) => { child.on('exit', resolve); });
    const { cpuSeconds, memoryMb } = stop();
    if (code !== 0) throw new Error(`"${name}" ended with code ${code}.`);
    const { phases } = JSON.parse(readFileSync(path.join(folder, 'project.results', 'run.json'), 'utf8'));
    const study = phases.find(({ phase }) => phase === 'studies').seconds;
    process.stdout.write(`${name}: study ${study.toFixed(1)} s, whole run ${((performance.now() - startedAt) / 1000).toFixed(1)} s of wall time, ${cpuSeconds.toFixed(1)} s of processor time, ${memoryMb.toFixed(0)} MB at most\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
