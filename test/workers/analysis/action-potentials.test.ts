// Splitting rasters into action potentials, and recruitment, on rasters made by hand.
import { describe, expect, it } from 'vitest';
import { isRecruited, leastPoints, splitActionPotentials, startTimeMs, startXUm, summarizeSpikes } from '../../../src-workers/analysis/action-potentials';
import { rasterOf, type Raster } from '../../../src-workers/analysis/raster';

const ROWS = 41;
const rowXUm = Array.from({ length: ROWS }, (_, k) => 1000 * k);

/** A spike that begins at row `from` and runs both ways, `delayMs` per row, within rows [low, high]. */
function wave(from: number, startMs: number, low = 0, high = ROWS - 1, delayMs = 0.02): number[][] {
  return rowXUm.map((_, row) => (row < low || row > high ? [] : [startMs + Math.abs(row - from) * delayMs]));
}
const merged = (...waves: number[][][]): Raster => rasterOf(rowXUm, rowXUm.map((_, row) => waves.flatMap((w) => w[row]).sort((a, b) => a - b)));

describe('splitting', () => {
  it('one wave from the middle is one action potential', () => {
    const [potential, ...others] = splitActionPotentials(merged(wave(20, 1)), ROWS);
    expect(others).toEqual([]);
    expect([...potential.xUm]).toEqual(rowXUm);
    expect([startXUm(potential), startTimeMs(potential)]).toEqual([20_000, 1]);
  });

  it('waves after each other and waves from both ends are kept apart', () => {
    const twice = splitActionPotentials(merged(wave(0, 1), wave(0, 3)), ROWS);
    expect(twice.map(startTimeMs)).toEqual([1, 3]);
    const fromBothEnds = splitActionPotentials(merged(wave(0, 1, 0, 19), wave(40, 1.001, 21, 40)), ROWS);
    expect(fromBothEnds.map(startXUm)).toEqual([0, 40_000]);
  });

  it('a wave that stops counts with a tenth of the positions on one side, the start included', () => {
    expect(leastPoints(ROWS)).toBe(4);
    expect(splitActionPotentials(merged(wave(10, 1, 10, 13), wave(39, 2, 37, 40)), ROWS).map(startXUm)).toEqual([10_000]);
    expect(splitActionPotentials(merged(wave(10, 1, 10, 12), wave(30, 2, 28, 30)), ROWS)).toEqual([]);
  });

  it('a gap of five position steps or of 0.5 ms ends a wave', () => {
    const jump = (rows: number): Raster => merged(wave(0, 1, 0, 10), wave(10, 1.2, 10 + rows, 40));
    expect(splitActionPotentials(jump(4), ROWS)).toHaveLength(1);
    expect(splitActionPotentials(jump(5), ROWS)).toHaveLength(2);
    expect(splitActionPotentials(merged(wave(0, 1, 0, 20), wave(21, 1.4 + 0.49, 21, 40)), ROWS)).toHaveLength(1);
    expect(splitActionPotentials(merged(wave(0, 1, 0, 20), wave(21, 1.4 + 0.5, 21, 40)), ROWS)).toHaveLength(2);
  });
});

describe('recruitment', () => {
  it('asks for one action potential, from a given time on', () => {
    expect(isRecruited(merged(wave(20, 1)), ROWS)).toBe(true);
    expect(isRecruited(merged(wave(20, 1)), ROWS, 1)).toBe(true);
    expect(isRecruited(merged(wave(20, 1)), ROWS, 1.1)).toBe(false);
    expect(isRecruited(merged(), ROWS)).toBe(false);
  });

  it('with fewer than ten positions two spikes anywhere are enough, one is not', () => {
    expect(isRecruited({ xUm: Float64Array.of(0, 5000), timeMs: Float64Array.of(1, 3) }, 6)).toBe(true);
    expect(isRecruited({ xUm: Float64Array.of(0), timeMs: Float64Array.of(1) }, 6)).toBe(false);
  });

  it('the summary tells where it began and when the ends fired', () => {
    const raster = merged(wave(10, 1), wave(40, 4));
    expect(summarizeSpikes(raster, rowXUm)).toEqual({
      recruited: true, firstSpikeXUm: 10_000, firstSpikeTimeMs: 1,
      startSpikeTimesMs: Float64Array.of(1.2, 4.8), endSpikeTimesMs: Float64Array.of(1.6, 4),
    });
    expect(summarizeSpikes(merged(), rowXUm)).toMatchObject({ recruited: false, firstSpikeXUm: NaN });
  });
});
