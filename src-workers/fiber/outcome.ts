// From the peaks of one fibre to what the fibre phase answers.
import type { FiberResult, FiberSpec, Trace } from './request';
import { actionPotentials } from './recruitment';
import { type Peak, REFRACTORY_MS, SPIKE_WIDTH_MS, spikeSamples } from './spike-watch';

/** A duration in whole samples, rounded down as NRV does (with room for the rounding of the division). */
const wholeSamples = (durationMs: number, dtMs: number): number => Math.floor(durationMs / dtMs + 1e-9);
export const spikeWidthSamples = (dtMs: number): number => wholeSamples(SPIKE_WIDTH_MS, dtMs);

/** peaks[r]: peaks of the watched position xUm[r] (ascending). */
export interface WatchedPeaks {
  xUm: Float64Array;
  peaks: readonly (readonly Peak[])[];
}

/** Spikes of a fibre: positions and times, sorted by time, then position. */
export function spikesOf({ xUm, peaks }: WatchedPeaks, dtMs: number): { xUm: Float64Array; timeMs: Float64Array; row: Int32Array } {
  const distance = wholeSamples(REFRACTORY_MS, dtMs);
  const spikes = peaks.flatMap((row, r) => spikeSamples(row, distance).map(({ sample }) => ({ r, sample }))).sort((a, b) => a.sample - b.sample || a.r - b.r);
  return { xUm: Float64Array.from(spikes, ({ r }) => xUm[r]), timeMs: Float64Array.from(spikes, ({ sample }) => sample * dtMs), row: Int32Array.from(spikes, ({ r }) => r) };
}

/** The answer for a fibre that ran. */
export function fiberResult(spec: FiberSpec, watched: WatchedPeaks, dtMs: number, sampleMs: number, traces: Trace[]): FiberResult {
  const spikes = spikesOf(watched, dtMs);
  const potentials = actionPotentials({ ...spikes, positionCount: watched.xUm.length });
  const timesOfRow = (row: number): Float64Array => spikes.timeMs.filter((_, k) => spikes.row[k] === row);
  return {
    id: spec.id, recruited: potentials.length > 0, spikeXUm: spikes.xUm, spikeTimeMs: spikes.timeMs,
    firstSpikeXUm: potentials[0]?.startXUm ?? NaN, firstSpikeTimeMs: potentials[0]?.startTimeMs ?? NaN,
    startSpikeTimesMs: timesOfRow(0), endSpikeTimesMs: timesOfRow(watched.xUm.length - 1), sampleMs, traces,
  };
}

/** The answer for a fibre that could not be simulated. */
export function failedResult(spec: FiberSpec, error: string, sampleMs: number): FiberResult {
  const none = new Float64Array(0);
  return {
    id: spec.id, recruited: null, spikeXUm: none, spikeTimeMs: none, firstSpikeXUm: NaN, firstSpikeTimeMs: NaN,
    startSpikeTimesMs: none, endSpikeTimesMs: none, sampleMs, traces: [], error,
  };
}
