// Grouping the spikes of a fibre into action potentials, and the questions asked about them first: recruited, where it began.
import type { Raster } from './raster';

/** One action potential: its points in ascending x, and the point at which it began. */
export interface ActionPotential {
  xUm: Float64Array;
  timeMs: Float64Array;
  /** Index of the earliest point. */
  start: number;
}

/** Time within which the neighbouring position must follow, ms. */
const STEP_MS = 0.5;
/** Farthest neighbour, in smallest distances between recorded positions. */
const STEP_POSITIONS = 5;

/** Least number of points on one side of the start of an action potential: a tenth of the recorded positions. */
export const leastPoints = (rowCount: number): number => Math.floor(0.1 * rowCount);

/**
 * Splits a raster as NRV does. Repeatedly: the earliest spike is the start; from it, upwards and downwards in x, each position's
 * earliest spike belongs to the same action potential if it follows within 0.5 ms and five position steps. A group counts with at
 * least m = floor(0.1 rowCount) points on one side of its start (with the start); with fewer than ten recorded positions m is 0.
 * `rowCount`: number of recorded positions of the fibre.
 */
export function splitActionPotentials(raster: Raster, rowCount: number): ActionPotential[] {
  const least = leastPoints(rowCount);
  const found: ActionPotential[] = [];
  let left = Array.from(raster.xUm, (_, k) => k).sort((a, b) => raster.timeMs[a] - raster.timeMs[b] || raster.xUm[a] - raster.xUm[b]);
  while (left.length > least) {
    const earliest = earliestPerPosition(raster, left);
    if (earliest.length < 2) break;
    const { members, start, upCount, downCount } = groupOf(raster, earliest, left[0]);
    if (Math.max(upCount, downCount) >= least) {
      found.push({ xUm: Float64Array.from(members, (k) => raster.xUm[k]), timeMs: Float64Array.from(members, (k) => raster.timeMs[k]), start });
    }
    const taken = new Set(members);
    left = left.filter((k) => !taken.has(k));
  }
  return found;
}

/** The first spike of each position, ascending in x. `spikes` ascend in time. */
function earliestPerPosition(raster: Raster, spikes: readonly number[]): number[] {
  const first = new Map<number, number>();
  for (const k of spikes) if (!first.has(raster.xUm[k])) first.set(raster.xUm[k], k);
  return [...first.values()].sort((a, b) => raster.xUm[a] - raster.xUm[b]);
}

function groupOf(raster: Raster, earliest: readonly number[], start: number): { members: number[]; start: number; upCount: number; downCount: number } {
  const spacing = earliest.slice(1).reduce((least, k, index) => Math.min(least, raster.xUm[k] - raster.xUm[earliest[index]]), Infinity);
  const startIndex = earliest.indexOf(start);
  const branch = (direction: 1 | -1): number[] => {
    const members = [start];
    for (let index = startIndex + direction; index >= 0 && index < earliest.length; index += direction) {
      const last = members[members.length - 1];
      const delay = raster.timeMs[earliest[index]] - raster.timeMs[last];
      const near = Math.abs(raster.xUm[earliest[index]] - raster.xUm[last]) < STEP_POSITIONS * spacing;
      // Upwards the limit is exclusive, downwards inclusive: kept from NRV for equal counts.
      if (near && delay >= 0 && (direction === 1 ? delay < STEP_MS : delay <= STEP_MS)) members.push(earliest[index]);
    }
    return members;
  };
  const up = branch(1);
  const down = branch(-1);
  return { members: [...down.slice(1).reverse(), ...up], start: down.length - 1, upCount: up.length, downCount: down.length };
}

export const startXUm = (potential: ActionPotential): number => potential.xUm[potential.start];
export const startTimeMs = (potential: ActionPotential): number => potential.timeMs[potential.start];

/** Whether an action potential began at or after `fromMs`. */
export function isRecruited(raster: Raster, rowCount: number, fromMs = -Infinity): boolean {
  return splitActionPotentials(raster, rowCount).some((potential) => startTimeMs(potential) >= fromMs);
}

export interface SpikeSummary {
  recruited: boolean;
  /** Where and when the first action potential began; NaN without one. */
  firstSpikeXUm: number;
  firstSpikeTimeMs: number;
  /** Times of the spikes seen at the first and the last recorded position, ms. */
  startSpikeTimesMs: Float64Array;
  endSpikeTimesMs: Float64Array;
}

/** What a run keeps of every fibre. `rowXUm`: recorded positions, ascending. */
export function summarizeSpikes(raster: Raster, rowXUm: ArrayLike<number>): SpikeSummary {
  const first = splitActionPotentials(raster, rowXUm.length).reduce<ActionPotential | null>((best, next) => (best === null || startTimeMs(next) < startTimeMs(best) ? next : best), null);
  const timesAt = (xUm: number): Float64Array => raster.timeMs.filter((_, k) => raster.xUm[k] === xUm);
  return {
    recruited: first !== null,
    firstSpikeXUm: first === null ? NaN : startXUm(first),
    firstSpikeTimeMs: first === null ? NaN : startTimeMs(first),
    startSpikeTimesMs: timesAt(rowXUm[0]),
    endSpikeTimesMs: timesAt(rowXUm[rowXUm.length - 1]),
  };
}
