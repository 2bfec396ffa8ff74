// Peaks of a sampled signal by height, distance, prominence and width, with the semantics of SciPy's signal.find_peaks.

export interface PeakRules {
  /** Least and greatest value at the peak, both allowed. */
  minimumHeight: number;
  maximumHeight: number;
  /** Peaks closer than this many samples are thinned, lower ones first. */
  distanceSamples: number;
  /** Least full width at half prominence, samples. */
  widthSamples: number;
}

/**
 * Sample indices of the peaks of `values[0 .. count)`, ascending. A peak is above both neighbours; a flat top counts once, in its
 * (floored) middle; the first and last sample never count. Order of the rules: height, distance, width.
 */
export function findPeaks(values: ArrayLike<number>, count: number, rules: PeakRules): number[] {
  const high = localMaxima(values, count).filter((peak) => values[peak] >= rules.minimumHeight && values[peak] <= rules.maximumHeight);
  const apart = thinned(values, high, rules.distanceSamples);
  return rules.widthSamples > 0 ? apart.filter((peak) => halfProminenceWidth(values, count, peak) >= rules.widthSamples) : apart;
}

function localMaxima(values: ArrayLike<number>, count: number): number[] {
  const maxima: number[] = [];
  for (let index = 1; index < count - 1; index++) {
    if (!(values[index - 1] < values[index])) continue;
    let after = index + 1;
    while (after < count - 1 && values[after] === values[index]) after++;
    if (values[after] < values[index]) {
      maxima.push((index + after - 1) >>> 1);
      index = after - 1;
    }
  }
  return maxima;
}

/** Keeps the highest peak of every neighbourhood; of equal ones the later (as SciPy does). */
function thinned(values: ArrayLike<number>, peaks: readonly number[], distanceSamples: number): number[] {
  const removed = new Uint8Array(peaks.length);
  const byHeight = peaks.map((_, k) => k).sort((a, b) => values[peaks[b]] - values[peaks[a]] || b - a);
  for (const k of byHeight) {
    if (removed[k]) continue;
    for (let other = k - 1; other >= 0 && peaks[k] - peaks[other] < distanceSamples; other--) removed[other] = 1;
    for (let other = k + 1; other < peaks.length && peaks[other] - peaks[k] < distanceSamples; other++) removed[other] = 1;
  }
  return peaks.filter((_, k) => !removed[k]);
}

/** Where a walk from the peak in one direction, until it meets a higher value or the end, is lowest. */
function base(values: ArrayLike<number>, count: number, peak: number, step: 1 | -1): number {
  let lowest = peak;
  for (let index = peak; index >= 0 && index < count && values[index] <= values[peak]; index += step) {
    if (values[index] < values[lowest]) lowest = index;
  }
  return lowest;
}

/** Position, linearly interpolated, at which the signal falls through `level` between the peak and the base. */
function crossing(values: ArrayLike<number>, peak: number, end: number, step: 1 | -1, level: number): number {
  let index = peak;
  while (index !== end && values[index] > level) index += step;
  return values[index] < level ? index - (step * (level - values[index])) / (values[index - step] - values[index]) : index;
}

/** Full width at half prominence, samples; prominence measured over the whole signal. */
export function halfProminenceWidth(values: ArrayLike<number>, count: number, peak: number): number {
  const left = base(values, count, peak, -1);
  const right = base(values, count, peak, 1);
  const level = values[peak] - 0.5 * (values[peak] - Math.max(values[left], values[right]));
  return crossing(values, peak, right, 1, level) - crossing(values, peak, left, -1, level);
}
