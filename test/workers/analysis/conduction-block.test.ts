// Speed, ends, collision and block on rasters made by hand, and the notch filter on sines.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitActionPotentials } from '../../../src-workers/analysis/action-potentials';
import { judgeBlock, summarizeBlock } from '../../../src-workers/analysis/block';
import { centralRow } from '../../../src-workers/analysis/central-row';
import { collided, conductionSpeed, reachedEnds, startToEndSpeed, withinTimeFrame, type FiberFrame } from '../../../src-workers/analysis/conduction';
import { notchFilter } from '../../../src-workers/analysis/notch-filter';
import { rasterOf, type Raster } from '../../../src-workers/analysis/raster';

const ROWS = 41;
const rowXUm = Array.from({ length: ROWS }, (_, k) => 1000 * k);
const frame: FiberFrame = { firstXUm: 0, lastXUm: 40_000, rowCount: ROWS, durationMs: 10 };

/** A spike from row `from` both ways at 50 m/s, within rows [low, high]. */
const wave = (from: number, startMs: number, low = 0, high = ROWS - 1, delayMs = 0.02): number[][] =>
  rowXUm.map((_, row) => (row < low || row > high ? [] : [startMs + Math.abs(row - from) * delayMs]));
const raster = (...waves: number[][][]): Raster => rasterOf(rowXUm, rowXUm.map((_, row) => waves.flatMap((w) => w[row])));
const potentials = (...waves: number[][][]) => splitActionPotentials(raster(...waves), ROWS);

describe('speed', () => {
  it('of a uniform wave, in both directions', () => {
    expect(conductionSpeed(potentials(wave(0, 1))[0])).toBeCloseTo(50, 9);
    expect(conductionSpeed(potentials(wave(40, 1))[0])).toBeCloseTo(50, 9);
    expect(conductionSpeed(potentials(wave(13, 1))[0])).toBeCloseTo(50, 9);
  });

  it('is not touched by what happens at the stimulus site and at the end', () => {
    const slowed = wave(0, 1).map((times, row) => [row > 3 ? times[0] + 0.3 : row === 0 ? 1 : times[0] + 0.1 * row]);
    slowed[40][0] -= 0.01;
    expect(conductionSpeed(potentials(slowed)[0])).toBeCloseTo(50, 9);
    expect(Math.abs(startToEndSpeed(potentials(slowed)[0])! - 50)).toBeGreaterThan(5);
  });

  it('is null where nothing travels', () => {
    expect(conductionSpeed(potentials(wave(0, 1, 0, 40, 0))[0])).toBeNull();
    expect(startToEndSpeed(potentials(wave(40, 1))[0])).toBeNull();
  });
});

describe('ends', () => {
  it('are reached within their outermost positions', () => {
    expect(reachedEnds(potentials(wave(20, 1))[0], frame)).toEqual({ first: true, last: true });
    expect(reachedEnds(potentials(wave(20, 1, 5, 37))[0], frame)).toEqual({ first: false, last: true });
    expect(reachedEnds(potentials(wave(1, 1, 1, 30))[0], frame)).toEqual({ first: true, last: false });
  });

  it('a wave that is still on its way when the simulation ends is not judged', () => {
    expect(withinTimeFrame(potentials(wave(0, 9.5, 0, 20))[0], frame)).toBe(false);
    expect(withinTimeFrame(potentials(wave(40, 9.5, 20, 40))[0], frame)).toBe(false);
    expect(withinTimeFrame(potentials(wave(0, 5, 0, 20))[0], frame)).toBe(true);
    expect(withinTimeFrame(potentials(wave(0, 9.1, 0, 40))[0], frame)).toBe(true);
  });
});

describe('collision', () => {
  it('of waves from both ends, in either order, wherever they meet', () => {
    fc.assert(fc.property(fc.integer({ min: 8, max: 32 }), (meeting) => {
      const left = wave(0, 1, 0, meeting - 1);
      const right = wave(40, 1 + 0.02 * (meeting - (40 - meeting)), meeting + 1, 40);
      const [a, b] = potentials(left, right);
      expect(collided(a, b, frame)).toBe(true);
      expect(collided(b, a, frame)).toBe(true);
    }));
  });

  it('not of waves that follow each other, that stop far apart, or that arrive', () => {
    expect(collided(...pair(wave(0, 1, 0, 20), wave(0, 3, 0, 20)), frame)).toBe(false);
    expect(collided(...pair(wave(0, 1, 0, 10), wave(40, 1, 30, 40)), frame)).toBe(false);
    expect(collided(...pair(wave(0, 1, 0, 20), wave(40, 5, 20, 40)), frame)).toBe(false);
    expect(collided(...pair(wave(0, 1), wave(40, 5)), frame)).toBe(false);
  });

  function pair(a: number[][], b: number[][]): [ReturnType<typeof potentials>[number], ReturnType<typeof potentials>[number]] {
    const [x, y] = potentials(a, b);
    return [x, y];
  }
});

describe('block', () => {
  const verdict = (...waves: number[][][]): string => judgeBlock(raster(...waves), frame, 5).verdict;

  it.each<[string, string, number[][][]]>([
    ['the test stops in the middle', 'blocked', [wave(0, 5.1, 0, 18)]],
    ['the test passes', 'conducted', [wave(0, 5.1)]],
    ['the test passes from a stimulated end that peaks above the window', 'conducted', [wave(1, 5.1, 1, 40)]],
    ['an onset before the test changes nothing', 'blocked', [wave(20, 0.5), wave(0, 5.1, 0, 18)]],
    ['there is no test', 'blocked', []],
    ['the fibre is firing already', 'undetermined', [wave(20, 4.5)]],
    ['the test comes too late to be one', 'blocked', [wave(0, 6.2)]],
    ['the fibre keeps firing', 'conducted', [wave(0, 5.1, 0, 18), wave(22, 6.5, 22, 40), wave(22, 8, 22, 40)]],
    ['the test jumps', 'conducted', [wave(0, 5.1, 0, 15), wave(22, 5.9, 22, 40)]],
    ['the simulation ends too early', 'undetermined', [wave(0, 5.1, 0, 30, 0.15)]],
    ['the test collides', 'undetermined', [wave(0, 5.1, 0, 19), wave(40, 5.12, 21, 40)]],
    ['the test meets a refractory stretch', 'undetermined', [wave(26, 4.95, 26, 40), wave(0, 5.1, 0, 18)]],
  ])('%s: %s', (_name, expected, waves) => expect(verdict(...waves)).toBe(expected));

  it('from potentials under a kilohertz artefact: the notch brings out the spikes that the artefact hides', () => {
    const sampleMs = 0.005;
    const rows = (blockedFrom: number) => rowXUm.map((_, row) => Float64Array.from({ length: 2001 }, (_, k) => {
      const t = k * sampleMs;
      const spike = row < blockedFrom ? 100 * Math.exp(-(((t - 5.1 - 0.02 * row) / 0.25) ** 2)) : 0;
      return -80 + spike + 40 * Math.exp(-(((row - 20) / 6) ** 2)) * Math.sin(2 * Math.PI * 10 * t);
    }));
    expect(summarizeBlock(rows(41), rowXUm, sampleMs, 5, [10]).verdict).toBe('conducted');
    expect(summarizeBlock(rows(18), rowXUm, sampleMs, 5, [10])).toMatchObject({ verdict: 'blocked', onsetCount: 0 });
  });
});

describe('notch filter', () => {
  const sampleMs = 0.01;
  const sine = (frequencyKhz: number): Float64Array => Float64Array.from({ length: 4000 }, (_, k) => -70 + Math.sin(2 * Math.PI * frequencyKhz * k * sampleMs));
  const amplitude = (values: Float64Array): number => Math.sqrt(2 * values.slice(3000).reduce((sum, v) => sum + (v + 70) ** 2, 0) / 1000);

  it('takes out its frequencies and leaves others', () => {
    expect(amplitude(notchFilter(sine(10), sampleMs, [10]))).toBeLessThan(1e-3);
    expect(amplitude(notchFilter(sine(1), sampleMs, [10]))).toBeGreaterThan(0.98);
    const both = notchFilter(sine(10).map((v, k) => v + sine(20)[k] + 70), sampleMs, [10, 20]);
    expect(amplitude(both)).toBeLessThan(1e-3);
    expect(notchFilter(sine(10), sampleMs, [])).toEqual(sine(10));
  });

  it('has the half-power width of its quality', () => {
    // |H| = 1 / sqrt 2 where tan(omega / 2) differs from the centre's by the bilinear width; at low frequency f0 (1 +- 1 / 2Q).
    const quality = 10;
    const edge = 1 * (Math.sqrt(1 + 1 / (4 * quality ** 2)) + 1 / (2 * quality));
    expect(amplitude(notchFilter(sine(edge), sampleMs, [1], quality))).toBeCloseTo(Math.SQRT1_2, 2);
  });

  it('refuses what the samples cannot show', () => expect(() => notchFilter(sine(1), sampleMs, [50])).toThrow(/below 50 kHz/));
});

it('the central row is floor(n / 2), or the nearest node', () => {
  expect(centralRow(21)).toBe(10);
  expect(centralRow(20)).toBe(10);
  expect(centralRow(45, (row) => row % 11 === 0)).toBe(22);
  expect(centralRow(34, (row) => row % 11 === 0)).toBe(22);
  expect(centralRow(33, (row) => row === 15 || row === 17)).toBe(17);
  expect(centralRow(0)).toBeNull();
});
