// How an action potential travels: its two branches, their speeds, whether it reached the ends, and whether two of them collided.
import { startTimeMs, startXUm, type ActionPotential } from './action-potentials';

/** Recorded positions and time of the fibre that an action potential belongs to. */
export interface FiberFrame {
  /** First and last recorded position, um. */
  firstXUm: number;
  lastXUm: number;
  rowCount: number;
  durationMs: number;
}

export interface Branch {
  /** Points from the start outwards. */
  xUm: Float64Array;
  timeMs: Float64Array;
}

export function branchOf(potential: ActionPotential, direction: 'up' | 'down'): Branch {
  const { xUm, timeMs, start } = potential;
  return direction === 'up'
    ? { xUm: xUm.slice(start), timeMs: timeMs.slice(start) }
    : { xUm: xUm.slice(0, start + 1).reverse(), timeMs: timeMs.slice(0, start + 1).reverse() };
}

/** Straight line t = interceptMs + slownessMsPerUm x by least squares; null with fewer than two different positions. */
function fitLine({ xUm, timeMs }: Branch): { interceptMs: number; slownessMsPerUm: number } | null {
  const meanX = xUm.reduce((sum, x) => sum + x, 0) / xUm.length;
  const meanT = timeMs.reduce((sum, t) => sum + t, 0) / xUm.length;
  const spread = xUm.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  if (!(spread > 0)) return null;
  const slownessMsPerUm = xUm.reduce((sum, x, k) => sum + (x - meanX) * (timeMs[k] - meanT), 0) / spread;
  return { interceptMs: meanT - slownessMsPerUm * meanX, slownessMsPerUm };
}

/** Least number of points in the middle of a branch for its speed to be fitted there. */
const MIDDLE_POINTS = 3;

/** The points between a quarter and three quarters of the branch's length: clear of the stimulus site and of the fibre's end. */
function middleOf(branch: Branch): Branch {
  const lengthUm = branch.xUm[branch.xUm.length - 1] - branch.xUm[0];
  const inside = Array.from(branch.xUm, (_, k) => k).filter((k) => {
    const share = (branch.xUm[k] - branch.xUm[0]) / lengthUm;
    return share >= 0.25 && share <= 0.75;
  });
  return inside.length < MIDDLE_POINTS ? branch : { xUm: Float64Array.from(inside, (k) => branch.xUm[k]), timeMs: Float64Array.from(inside, (k) => branch.timeMs[k]) };
}

/**
 * Conduction velocity in m/s: a line fitted to the middle half of the longer branch. Null for an action potential of one point,
 * or one that fired everywhere at once. (NRV divides end by end on the upward branch alone: see `startToEndSpeed`.)
 */
export function conductionSpeed(potential: ActionPotential): number | null {
  const longer = (['up', 'down'] as const).map((direction) => branchOf(potential, direction)).reduce((a, b) => (b.xUm.length > a.xUm.length ? b : a));
  const line = fitLine(middleOf(longer));
  return line === null || line.slownessMsPerUm === 0 ? null : 1e-3 / Math.abs(line.slownessMsPerUm);
}

/** NRV's speed, m/s, unrounded: from the start to the largest x. Contains the stimulus site and the end; null without an upward branch. */
export function startToEndSpeed(potential: ActionPotential): number | null {
  const last = potential.xUm.length - 1;
  const delayMs = potential.timeMs[last] - startTimeMs(potential);
  return delayMs > 0 ? (1e-3 * (potential.xUm[last] - startXUm(potential))) / delayMs : null;
}

/** Positions at each end of the fibre that count as the end: peaks at the very last nodes may lie outside of the spike window. */
const endRows = (rowCount: number): number => Math.max(1, Math.floor(0.1 * rowCount));

/**
 * Which ends an action potential reached: one of its points lies in the outermost tenth of the recorded positions. The end next
 * to the start counts as reached too (start within the outermost fifth), because a stimulated end may peak above the spike window.
 */
export function reachedEnds(potential: ActionPotential, { firstXUm, lastXUm, rowCount }: FiberFrame): { first: boolean; last: boolean } {
  const spacing = (lastXUm - firstXUm) / Math.max(1, rowCount - 1);
  const zoneUm = (endRows(rowCount) - 0.5) * spacing;
  const nearStartUm = 0.2 * (lastXUm - firstXUm);
  return {
    first: potential.xUm[0] <= firstXUm + zoneUm || startXUm(potential) - firstXUm <= nearStartUm,
    last: potential.xUm[potential.xUm.length - 1] >= lastXUm - zoneUm || lastXUm - startXUm(potential) <= nearStartUm,
  };
}

export function reachedBothEnds(potential: ActionPotential, frame: FiberFrame): boolean {
  const { first, last } = reachedEnds(potential, frame);
  return first && last;
}

/** Least time, ms, that an action potential is given to reach the next position before it counts as stopped. */
const PATIENCE_MS = 0.5;

/** Whether the simulation ran long enough to tell that the action potential stopped: false while a branch might still have gone on. */
export function withinTimeFrame(potential: ActionPotential, frame: FiberFrame): boolean {
  const ends = reachedEnds(potential, frame);
  return (['up', 'down'] as const).every((direction) => {
    if (direction === 'up' ? ends.last : ends.first) return true;
    const { timeMs } = branchOf(potential, direction);
    const lastMs = timeMs[timeMs.length - 1];
    const perPoint = (lastMs - timeMs[0]) / timeMs.length;
    return lastMs + Math.max(PATIENCE_MS, perPoint) <= frame.durationMs;
  });
}

/** Of the fibre's length and the simulated time: how far from the facing ends two extrapolated branches may meet. */
const MEETING_TOLERANCE = 0.12;

/** Whether two action potentials ran into each other: branches that face each other, extrapolated, meet between and after their ends. */
export function collided(a: ActionPotential, b: ActionPotential, frame: FiberFrame): boolean {
  if (reachedBothEnds(a, frame) || reachedBothEnds(b, frame)) return false;
  return branchesMeet(branchOf(a, 'up'), branchOf(b, 'down'), frame) || branchesMeet(branchOf(b, 'up'), branchOf(a, 'down'), frame);
}

function branchesMeet(up: Branch, down: Branch, { firstXUm, lastXUm, durationMs }: FiberFrame): boolean {
  const [lineUp, lineDown] = [fitLine(up), fitLine(down)];
  if (!lineUp || !lineDown || lineUp.slownessMsPerUm === lineDown.slownessMsPerUm) return false;
  const xUm = (lineDown.interceptMs - lineUp.interceptMs) / (lineUp.slownessMsPerUm - lineDown.slownessMsPerUm);
  const timeMs = lineUp.interceptMs + lineUp.slownessMsPerUm * xUm;
  if (xUm < firstXUm || xUm > lastXUm || timeMs < 0 || timeMs > durationMs) return false;
  const nearUm = MEETING_TOLERANCE * (lastXUm - firstXUm);
  const nearMs = MEETING_TOLERANCE * durationMs;
  return [up, down].every((branch) => {
    const end = branch.xUm.length - 1;
    const afterEnd = timeMs - branch.timeMs[end];
    return Math.abs(xUm - branch.xUm[end]) <= nearUm && afterEnd >= -PATIENCE_MS && afterEnd <= Math.max(PATIENCE_MS, nearMs);
  }) && up.xUm[up.xUm.length - 1] <= down.xUm[down.xUm.length - 1];
}
