// Arithmetic on held waveforms: canonical form, union of times, sums, products, charge.
import type { HeldWaveform } from './held-waveform';

/** Times closer than this are one time (0.1 + 0.2 against 0.3); a femtosecond decides nothing. */
export const SAME_TIME_MS = 1e-9;

/**
 * Canonical form: starts at t = 0, times strictly ascend, at equal times the last value wins.
 * Throws RangeError when times descend, are negative, or anything is not finite.
 */
export function heldFromSamples(timesMs: readonly number[], valuesUa: readonly number[]): HeldWaveform {
  if (timesMs.length !== valuesUa.length) throw new RangeError(`A waveform has ${timesMs.length} times but ${valuesUa.length} values; give one value for each time.`);
  const times = [0];
  const values = [0];
  for (let index = 0; index < timesMs.length; index++) {
    const time = timesMs[index];
    const value = valuesUa[index];
    if (!Number.isFinite(time) || !Number.isFinite(value)) throw new RangeError(`Sample ${index + 1} of a waveform is (${time} ms, ${value} uA); both must be finite numbers.`);
    const last = times[times.length - 1];
    if (time < last - SAME_TIME_MS) throw new RangeError(`Sample ${index + 1} of a waveform is at ${time} ms, before the sample ahead of it (${last} ms); times must ascend from 0.`);
    if (time - last <= SAME_TIME_MS) values[values.length - 1] = value;
    else {
      times.push(time);
      values.push(value);
    }
  }
  return { timeMs: Float64Array.from(times), valueUa: Float64Array.from(values) };
}

/** Value that holds at a time, uA. */
export function heldValueAt(waveform: HeldWaveform, timeMs: number): number {
  let low = 0;
  let high = waveform.timeMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (waveform.timeMs[middle] <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : waveform.valueUa[low - 1];
}

/** Combines waveforms on the union of their times, value by value. */
export function combineHeld(waveforms: readonly HeldWaveform[], combine: (values: readonly number[]) => number): HeldWaveform {
  const allTimes = waveforms.flatMap((waveform) => [...waveform.timeMs]).sort((a, b) => a - b);
  const next = waveforms.map(() => 0);
  const current = waveforms.map(() => 0);
  const values = allTimes.map((time) => {
    waveforms.forEach((waveform, w) => {
      while (next[w] < waveform.timeMs.length && waveform.timeMs[next[w]] <= time + SAME_TIME_MS) current[w] = waveform.valueUa[next[w]++]!;
    });
    return combine(current);
  });
  return heldFromSamples(allTimes, values);
}

export const addHeld = (...waveforms: readonly HeldWaveform[]): HeldWaveform => combineHeld(waveforms, (values) => values.reduce((sum, value) => sum + value, 0));
export const multiplyHeld = (a: HeldWaveform, b: HeldWaveform): HeldWaveform => combineHeld([a, b], ([x, y]) => x * y);

/** factor * waveform + offsetUa; the offset acts from t = 0. */
export function scaleHeld(waveform: HeldWaveform, factor: number, offsetUa = 0): HeldWaveform {
  return { timeMs: waveform.timeMs.slice(), valueUa: waveform.valueUa.map((value) => factor * value + offsetUa) };
}

export interface Charge {
  /** Integral of the current, nC (uA ms): 0 for a charge-balanced waveform. */
  netNc: number;
  /** Integral of the positive and of the negative part, nC; cathodicNc <= 0. */
  anodicNc: number;
  cathodicNc: number;
  /** Largest magnitude, uA. */
  peakUa: number;
}

/** Exact integrals of the held waveform from 0 to `untilMs`. */
export function chargeOf(waveform: HeldWaveform, untilMs: number): Charge {
  let anodicNc = 0;
  let cathodicNc = 0;
  let peakUa = 0;
  for (let index = 0; index < waveform.timeMs.length; index++) {
    const start = waveform.timeMs[index];
    if (start >= untilMs) break;
    const end = Math.min(waveform.timeMs[index + 1] ?? untilMs, untilMs);
    const value = waveform.valueUa[index];
    if (value > 0) anodicNc += value * (end - start);
    else cathodicNc += value * (end - start);
    peakUa = Math.max(peakUa, Math.abs(value));
  }
  return { netNc: anodicNc + cathodicNc, anodicNc, cathodicNc, peakUa };
}
