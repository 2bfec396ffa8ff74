// The Python example reads a fresh result with h5py alone and finds our numbers. Skipped only where /usr/bin/python3 has no h5py. The MATLAB
// example prints the same, run by GNU Octave where that is installed; MATLAB's HDF5 functions, which Octave has not, are stood in by
// test/main/results/octave through h5py.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../src-main/batch/exit-codes';
import { root } from '../../../scripts/build-headless.mjs';
import { batch } from '../batch/headless-process';
import { smallNerve } from '../small-project';

const PYTHON = '/usr/bin/python3';
const hasOctave = spawnSync('octave-cli', ['--version']).status === 0;
const hasH5py = spawnSync(PYTHON, ['-c', 'import h5py']).status === 0;
let home: string;
let lines: string[];

describe.skipIf(!hasH5py)('read_results.py', () => {
  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'ranvier-reading-'));
    const project = path.join(home, 'small.ranvier');
    const recorded = ['--set', 'simulation.record.membranePotential=nodes', '--set', 'simulation.record.fibers=["F1/0"]'];
    const studied = { ...smallNerve({ axonCount: 16 }), studies: [{ kind: 'recruitment-curve', id: 'A/B', amplitudesUa: [5, 20] }] };
    await writeFile(project, JSON.stringify(studied));
    expect((await batch([project, '--no-figures', ...recorded], home)).code).toBe(EXIT.ok);
    const script = path.join(root, 'assets', 'examples', 'reading', 'read_results.py');
    const { stdout } = await promisify(execFile)(PYTHON, [script, path.join(home, 'small.results')]);
    lines = stdout.trimEnd().split('\n');
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('finds the counts of recruited fibres and the first spike of fibers.csv', async () => {
    const rows = parse<Record<string, string>>(await readFile(path.join(home, 'small.results', 'fibers.csv'), 'utf8'), { columns: true });
    for (const type of ['myelinated', 'unmyelinated']) {
      const decided = rows.filter((row) => row.type === type && row.recruited !== '');
      expect(decided.length).toBeGreaterThan(0);
      expect(lines).toContain(`F1 ${type}: ${decided.filter(({ recruited }) => recruited === '1').length} of ${decided.length} recruited`);
    }
    const spiking = rows.filter((row) => row.first_spike_t_ms !== '').sort((a, b) => Number(a.first_spike_t_ms) - Number(b.first_spike_t_ms));
    expect(spiking.length).toBeGreaterThan(0);
    const [first] = spiking;
    expect(lines.find((line) => line.startsWith('first spike'))).toContain(`at ${Number(first.first_spike_t_ms).toFixed(4)} ms`);
    const spikes = rows.reduce((sum, row) => sum + Number(row.spike_count), 0);
    expect(lines).toContain(`fibers.csv: 16 fibres, ${spikes} detected spikes`);
  });

  it('finds seed, current, footprints and traces', () => {
    expect(lines[0]).toBe('Small nerve: seed 5, finished');
    expect(lines).toContain('LIFE 1: strongest current -20 uA');
    expect(lines.find((line) => line.startsWith('footprints'))).toMatch(/^footprints: \d+ fibres, \d+ compartments$/);
    const highest = /highest potential ([\d.]+) mV\/mA/.exec(lines.find((line) => line.includes('highest potential'))!);
    expect(Number(highest![1])).toBeGreaterThan(100);
    expect(lines.find((line) => line.startsWith('trace V of F1/0'))).toMatch(/every 0\.005 ms, highest -?[\d.]+$/);
    expect(lines).toContain('simulated time: 1.5 ms');
  });

  it.skipIf(!hasOctave)('prints the same as read_results.m', () => {
    const reading = path.join(root, 'assets', 'examples', 'reading');
    const stand = path.join(root, 'test', 'main', 'results', 'octave');
    const { status, stdout, stderr } = spawnSync('octave-cli', ['--quiet', '--eval', `addpath('${stand}'); addpath('${reading}'); read_results('${path.join(home, 'small.results')}')`], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual(lines.map((line) => line.replace('fibers.csv: ', '')));
    expect(lines.find((line) => line.startsWith('study A-B:'))).toContain('amplitude_ua');
  });
});
