// The tutorials: every project runs, and every number in the text is what it answers. Numbers are quoted with two or three digits; the
// tolerance is 1 %, or half of the last digit where that is more.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../scripts/build-headless.mjs';
import type { RunResult } from '../../../src-main/run/run-data';
import { valuesOf as traceValues } from '../../../src-main/run/trace-spool';
import { type StudyRun, type StudyRunner, studyRunner, summaryOf, valuesOf } from './study-run';

const PAGES = path.join(root, 'docs', 'tutorials');
const PROJECTS = path.join(root, 'assets', 'examples');
const PREFIX = 'tutorial-';
const names = readdirSync(PROJECTS).filter((file) => file.startsWith(PREFIX) && file.endsWith('.ranvier')).map((file) => path.basename(file, '.ranvier').slice(PREFIX.length));

let runner: StudyRunner;
beforeAll(async () => { runner = await studyRunner(2); });
afterAll(() => runner.dispose());

const page = (name: string): string => readFileSync(path.join(PAGES, `${name}.md`), 'utf8');
const run = (name: string): Promise<StudyRun> => runner.run(JSON.parse(readFileSync(path.join(PROJECTS, `${PREFIX}${name}.ranvier`), 'utf8')) as object);

/** The numbers that the text quotes where `pattern` matches, one per group. */
function quoted(text: string, pattern: RegExp): string[] {
  const found = pattern.exec(text.replace(/\s+/g, ' '));
  if (!found) throw new Error(`The text has no ${pattern.source}`);
  return found.slice(1);
}

function expectQuoted(text: string, pattern: RegExp, ...values: number[]): void {
  const numbers = quoted(text, pattern);
  expect(numbers).toHaveLength(values.length);
  numbers.forEach((number, k) => {
    const lastDigit = 10 ** -(number.split('.')[1]?.length ?? 0);
    expect(Math.abs(Number(number) - values[k]), `${pattern.source}: the text says ${number}, computed is ${values[k]}`).toBeLessThanOrEqual(Math.max(0.01 * Math.abs(values[k]), 0.51 * lastDigit));
  });
}

const resultOf = ({ data }: StudyRun, id: string): RunResult => data.results[data.fibers.ids.indexOf(id)]!;
const valuesOfTrace = ({ traces }: RunResult): ArrayLike<number> => traceValues(traces[0], null);
const highest = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => Math.max(a, b));

it('every tutorial has its page and its project, and the index lists them all', () => {
  const pages = readdirSync(PAGES).filter((file) => file.endsWith('.md') && file !== 'index.md').map((file) => path.basename(file, '.md'));
  expect(pages.sort()).toEqual(names.sort());
  for (const name of names) {
    expect(readFileSync(path.join(PAGES, 'index.md'), 'utf8')).toContain(`](${name}.md)`);
    expect(page(name)).toContain(`assets/examples/${PREFIX}${name}.ranvier`);
    for (const [, image] of page(name).matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)) expect(existsSync(path.join(PAGES, image)), image).toBe(true);
  }
});

describe('numbers of the text', () => {
  it('1: intracellular stimulation', async () => {
    const text = page('1-intracellular-stimulation');
    const done = await run('1-intracellular-stimulation');
    const [a, c] = [resultOf(done, 'A 10 um'), resultOf(done, 'C 1 um')];
    expectQuoted(text, /after ([\d.]+) ms \(at ([\d.]+) ms\)/, a.endSpikeTimesMs[0] - 1, a.endSpikeTimesMs[0]);
    expectQuoted(text, /takes ([\d.]+) ms for 2.5 mm \(it arrives at ([\d.]+) ms\)/, c.endSpikeTimesMs[0] - 1, c.endSpikeTimesMs[0]);
    expectQuoted(text, /resting potential is (-\d+) mV in the first and (-\d+) mV/, valuesOfTrace(a)[0], valuesOfTrace(c)[0]);
    expectQuoted(text, /highest potentials are (\d+) mV and (\d+) mV/, highest(valuesOfTrace(a)), highest(valuesOfTrace(c)));
    for (const [k, fiber] of ['A 10 um', 'C 1 um'].entries()) {
      const amplitudes = valuesOf(done.tables[k], `stimulation.clamps.${k}.amplitude`);
      const first = valuesOf(done.tables[k], `recruited_percent ${fiber}`).indexOf(100);
      expectQuoted(text, new RegExp(`\\| ${fiber} \\| [\\d.]+ ms \\| ([\\d.]+) nA \\| ([\\d.]+) nA`), amplitudes[first - 1], amplitudes[first]);
    }
  });

  it('2: propagation velocity', async () => {
    const text = page('2-propagation-velocity');
    const { tables: [myelinated, unmyelinated] } = await run('2-propagation-velocity');
    const velocityAt = (table: typeof myelinated, diameterUm: number): number => valuesOf(table, 'velocity_m_s')[valuesOf(table, 'diameter_um').indexOf(diameterUm)];
    for (const diameter of [4, 10, 16]) expectQuoted(text, new RegExp(`\\| ${diameter} µm \\| ([\\d.]+) m/s`), velocityAt(myelinated, diameter));
    for (const diameter of [0.25, 0.5, 2]) expectQuoted(text, new RegExp(`\\| ${diameter} µm \\| ([\\d.]+) m/s`), velocityAt(unmyelinated, diameter));
    expectQuoted(text, /diameter: ([\d.]+) m\/s per µm/, summaryOf(myelinated, 'Velocity per diameter'));
    expectQuoted(text, /grows by a factor of ([\d.]+\d)/, velocityAt(unmyelinated, 2) / velocityAt(unmyelinated, 0.5));
  });

  it('3: one fibre and an electrode', async () => {
    const text = page('3-one-fibre-and-an-electrode');
    const { tables: [polarity, duration, , distance] } = await run('3-one-fibre-and-an-electrode');
    expectQuoted(text, /cathodic threshold is ([\d.]+) µA, the anodic one ([\d.]+) µA/, ...valuesOf(polarity, 'threshold_ua A 10 um'));
    expectQuoted(text, /rheobase of ([\d.]+) µA and a chronaxie of ([\d.]+) ms \(relative error ([\d.]+) %\); .* \(([\d.]+) %\)/,
      summaryOf(duration, 'rheobase (Weiss)'), summaryOf(duration, 'chronaxie (Weiss)'), summaryOf(duration, 'relative error (Weiss)'), summaryOf(duration, 'relative error (Lapicque)'));
    const thresholds = valuesOf(distance, 'threshold_ua A 10 um');
    expectQuoted(text, /rises from ([\d.]+) µA to ([\d.]+) µA\..* k = ([\d.]+) µA/, thresholds[0], thresholds[thresholds.length - 1], summaryOf(distance, 'A 10 um, current-distance constant k'));
  });

  it('4: a nerve', async () => {
    const text = page('4-a-nerve');
    const { tables: [curve, thresholds], data } = await run('4-a-nerve');
    const counts = data.recruitment.filter(({ recruited }) => recruited > 0);
    expect(counts).toMatchObject([{ fascicle: 'right', myelinated: true, recruited: Number(quoted(text, /all (\d+) myelinated fibres/)[0]), simulated: 19 }]);
    const amplitudes = valuesOf(curve, 'amplitude_ua');
    for (const amplitude of [6, 10, 40, 80]) {
      const row = amplitudes.indexOf(amplitude);
      const at = (key: string): number => valuesOf(curve, key)[row];
      expect(at('recruited_percent left unmyelinated') + at('recruited_percent right unmyelinated')).toBe(0);
      expectQuoted(text, new RegExp(`\\| ${amplitude} µA \\| ([\\d.]+) % \\| ([\\d.]+) % \\| 0 % \\| ([\\d.]+)`), at('recruited_percent right myelinated'), at('recruited_percent left myelinated'), at('selectivity right'));
    }
    const medianOf = (group: string): number => thresholds.summary.find(({ title }) => title.startsWith(group))!.value;
    expectQuoted(text, /medians are ([\d.]+) µA .*?, ([\d.]+) µA .*? and ([\d.]+) µA/, medianOf('right myelinated'), medianOf('left myelinated'), medianOf('right unmyelinated'));
  });

  it('5: optimisation', async () => {
    const text = page('5-optimisation');
    const { tables: [best, strength], data: { project } } = await run('5-optimisation');
    expectQuoted(text, /best of 500 evaluations costs ([\d.]+) µA² ms, with an amplitude of (-[\d.]+) µA and a duration of ([\d.]+) ms/,
      summaryOf(best, 'Best cost'), summaryOf(best, 'pulse: Amplitude (µA)'), summaryOf(best, 'pulse: Duration (ms)'));
    const [{ waveform: own }] = project.stimulation.waveforms;
    expectQuoted(text, /takes (\d+) µA² ms\. Theory/, own.kind === 'pulse' ? own.amplitudeUa ** 2 * own.durationMs : NaN);
    expectQuoted(text, /chronaxie of ([\d.]+) ms/, summaryOf(strength, 'chronaxie (Weiss)'));
    const at = valuesOf(strength, 'duration_ms').findIndex((duration) => duration > 0.1);
    const [durationMs, thresholdUa] = [valuesOf(strength, 'duration_ms')[at], valuesOf(strength, 'threshold_ua A 10 um')[at]];
    expectQuoted(text, /threshold at ([\d.]+) ms, ([\d.]+) µA, takes (\d+) µA² ms, only (\d+) % more/,
      durationMs, thresholdUa, thresholdUa ** 2 * durationMs, 100 * (thresholdUa ** 2 * durationMs / summaryOf(best, 'Best cost') - 1));
  });
});
