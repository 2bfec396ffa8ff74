// From the peaks of one fibre to what the fibre phase answers.
import { DEFAULT_SPIKE_RULES, type Raster, rasterOf, summarizeSpikes } from '../analysis';
import type { Divergence } from './group-run';
import type { FiberResult, FiberSpec, Trace } from './request';
import { type Peak, spikeSamples } from './spike-watch';

/** A duration in whole samples, rounded down (with room for the rounding of the division). */
const wholeSamples = (durationMs: number, dtMs: number): number => Math.floor(durationMs / dtMs + 1e-9);
export const spikeWidthSamples = (dtMs: number): number => wholeSamples(DEFAULT_SPIKE_RULES.minimumWidthMs, dtMs);

/** peaks[r]: peaks of the watched position xUm[r] (ascending). */
export interface WatchedPeaks {
  xUm: Float64Array;
  peaks: readonly (readonly Peak[])[];
}

/** The spikes among the peaks. */
export function rasterOfPeaks({ xUm, peaks }: WatchedPeaks, dtMs: number): Raster {
  const distance = Math.max(1, wholeSamples(DEFAULT_SPIKE_RULES.refractoryMs, dtMs));
  return rasterOf(xUm, peaks.map((row) => spikeSamples(row, distance).map(({ sample }) => sample * dtMs)));
}

/** The answer for a fibre that ran. */
export function fiberResult(spec: FiberSpec, watched: WatchedPeaks, dtMs: number, sampleMs: number, traces: Trace[]): FiberResult {
  const raster = rasterOfPeaks(watched, dtMs);
  return { id: spec.id, spikeXUm: raster.xUm, spikeTimeMs: raster.timeMs, ...summarizeSpikes(raster, watched.xUm), sampleMs, traces };
}

/** The answer for a fibre that could not be simulated. */
export function failedResult(spec: FiberSpec, error: string, sampleMs: number): FiberResult {
  const none = new Float64Array(0);
  return {
    id: spec.id, recruited: null, spikeXUm: none, spikeTimeMs: none, firstSpikeXUm: NaN, firstSpikeTimeMs: NaN,
    startSpikeTimesMs: none, endSpikeTimesMs: none, sampleMs, traces: [], error,
  };
}

/** Why a fibre has no answer. */
export function divergenceMessage({ timeMs, voltageMv }: Divergence): string {
  if (timeMs === 0) return 'The fibre did not come to rest before t = 0; choose another temperature or diameter, or the variant "nrv", which does not settle.';
  const what = Number.isFinite(voltageMv) ? `The membrane potential reached ${voltageMv.toFixed(0)} mV, beyond the range of the rate tables,` : 'The membrane potential ceased to be finite';
  return `${what} at ${timeMs.toFixed(4)} ms; reduce the stimulus or the time step, or check the footprint of the fibre.`;
}
