// From membrane potentials to spikes: which local maxima count as one.
import { findPeaks } from './peaks';

export interface SpikeRules {
  /** Window of the peak potential, both ends allowed, mV. */
  minimumMv: number;
  maximumMv: number;
  /** Of spikes closer than this only the highest counts, ms. */
  refractoryMs: number;
  /** Least full width at half prominence, ms. */
  minimumWidthMs: number;
}

/** NRV's window: peaks above +70 mV are not spikes but what a strong electrode does to the membrane beside it. */
export const DEFAULT_SPIKE_RULES: SpikeRules = { minimumMv: -20, maximumMv: 70, refractoryMs: 0.5, minimumWidthMs: 0.1 };

/** Absorbs rounding in quotients such as 0.3 / 0.1 before they are cut to whole samples. */
const ROUNDING = 1e-9;

/**
 * Times of the spikes in one row of membrane potentials (mV, one sample every `sampleMs` from t = 0), ms, ascending; each is the time
 * of its peak sample. Reads the first `count` values, so that a row may be judged while it grows: with more samples a spike older
 * than the refractory time stays one. Only spikes at or after `fromMs` are returned; the rules see the whole row.
 */
export function rasterRow(values: ArrayLike<number>, sampleMs: number, options: { rules?: SpikeRules; count?: number; fromMs?: number } = {}): number[] {
  const { rules = DEFAULT_SPIKE_RULES, count = values.length, fromMs = 0 } = options;
  const peaks = findPeaks(values, count, {
    minimumHeight: rules.minimumMv,
    maximumHeight: rules.maximumMv,
    distanceSamples: Math.max(1, Math.floor(rules.refractoryMs / sampleMs + ROUNDING)),
    widthSamples: Math.floor(rules.minimumWidthMs / sampleMs + ROUNDING),
  });
  return peaks.map((peak) => peak * sampleMs).filter((timeMs) => timeMs >= fromMs);
}

/** Time of a peak refined by a parabola through three samples, ms: for velocities, where one sample is too coarse. */
export function interpolatedPeakMs(values: ArrayLike<number>, sampleMs: number, peakTimeMs: number): number {
  const peak = Math.round(peakTimeMs / sampleMs);
  const curvature = values[peak - 1] - 2 * values[peak] + values[peak + 1];
  return (peak + (curvature < 0 ? (values[peak - 1] - values[peak + 1]) / (2 * curvature) : 0)) * sampleMs;
}

/** Spikes of one fibre: spike k is at xUm[k], timeMs[k]; sorted by time, then by position. */
export interface Raster {
  xUm: Float64Array;
  timeMs: Float64Array;
}

/** Collects rows (ascending in x) into a raster. */
export function rasterOf(rowXUm: ArrayLike<number>, rowSpikesMs: readonly (readonly number[])[]): Raster {
  const spikes = rowSpikesMs.flatMap((times, row) => times.map((timeMs) => ({ xUm: rowXUm[row], timeMs })));
  spikes.sort((a, b) => a.timeMs - b.timeMs || a.xUm - b.xUm);
  return { xUm: Float64Array.from(spikes, ({ xUm }) => xUm), timeMs: Float64Array.from(spikes, ({ timeMs }) => timeMs) };
}
