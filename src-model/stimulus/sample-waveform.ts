// From the description of a waveform to what the solvers hold: one function per kind.
// Every result starts at t = 0 and ends at 0 uA unless its description says that the last value stays (constant, ramp, samples).
import type { Waveform } from '../project';
import { keyedSeed, keyedStream } from '../random/keyed-stream';
import { addHeld, heldFromSamples } from './held-arithmetic';
import type { HeldWaveform } from './held-waveform';

type WaveformOf<K extends Waveform['kind']> = Extract<Waveform, { kind: K }>;

/** Samples (time, value), in ascending time. */
type Samples = [timeMs: number, valueUa: number][];

/** Absorbs rounding in quotients such as 1 / 0.005 before they are cut to whole numbers. */
const ROUNDING = 1e-9;

/** The most samples one waveform may have: beyond it memory and time run out before anything is learned. */
export const MAX_WAVEFORM_SAMPLES = 5_000_000;

/**
 * The held waveform of a description. `seed` decides noise alone.
 * Throws RangeError when the description contradicts itself (times descend, lists of unequal length) or needs too many samples.
 */
export function sampleWaveform(waveform: Waveform, seed: number): HeldWaveform {
  if (waveform.kind === 'sum') return addHeld(...waveform.terms.map((term, index) => sampleWaveform(term, keyedSeed(seed, 'term', index))));
  if (waveform.kind === 'samples') return heldFromSamples(waveform.timesMs, waveform.valuesUa);
  const samples = samplesOf(waveform, seed);
  return heldFromSamples(samples.map(([time]) => time), samples.map(([, value]) => value));
}

function samplesOf(waveform: Exclude<Waveform, WaveformOf<'sum'> | WaveformOf<'samples'>>, seed: number): Samples {
  switch (waveform.kind) {
    case 'constant': return [[waveform.startMs, waveform.valueUa]];
    case 'pulse': return [[waveform.startMs, waveform.amplitudeUa], [waveform.startMs + waveform.durationMs, 0]];
    case 'biphasic': return biphasic(waveform);
    case 'sine': return sine(waveform);
    case 'square': return square(waveform);
    case 'ramp': return ramp(waveform);
    case 'harmonic': return harmonic(waveform);
    case 'noise': return noise(waveform, seed);
  }
}

/** The second phase lasts until the charge of the first is returned: first duration times |first / second|. */
function biphasic({ startMs, cathodicUa, anodicUa, cathodicMs: firstMs, gapMs, anodicFirst }: WaveformOf<'biphasic'>): Samples {
  const first = anodicFirst ? anodicUa : -cathodicUa;
  const second = anodicFirst ? -cathodicUa : anodicUa;
  const samples: Samples = [[startMs, first], [startMs + firstMs, 0]];
  if (second === 0) return samples;
  const secondStartMs = startMs + firstMs + gapMs;
  samples.push([secondStartMs, second], [secondStartMs + firstMs * Math.abs(first / second), 0]);
  return samples;
}

/** A sin(2 pi f t + phase) + offset, t from the start. */
function sine(waveform: WaveformOf<'sine'>): Samples {
  const { startMs, durationMs, amplitudeUa, frequencyKhz, offsetUa, phaseDeg } = waveform;
  const phase = radians(phaseDeg);
  return evenSamples(startMs, durationMs, waveform.sampleMs ?? 1 / (100 * frequencyKhz), (t) => amplitudeUa * Math.sin(2 * Math.PI * frequencyKhz * t + phase) + offsetUa);
}

/** Half periods of 1 / (2 f), alternating, the first one negative unless `anodicFirst`; the last one is cut where the duration ends. */
function square({ startMs, durationMs, amplitudeUa, frequencyKhz, offsetUa, anodicFirst }: WaveformOf<'square'>): Samples {
  const halfPeriodMs = 1 / (2 * frequencyKhz);
  const halfPeriods = checkedCount(Math.ceil(durationMs / halfPeriodMs - ROUNDING));
  const samples: Samples = [];
  for (let half = 0; half < halfPeriods; half++) {
    const positive = (half % 2 === 0) === anodicFirst;
    samples.push([startMs + half * halfPeriodMs, (positive ? amplitudeUa : -amplitudeUa) + offsetUa]);
  }
  samples.push([startMs + durationMs, 0]);
  return samples;
}

/** Straight from `fromUa` to `toUa`, which stays. */
function ramp({ startMs, durationMs, fromUa, toUa, sampleMs }: WaveformOf<'ramp'>): Samples {
  const steps = checkedCount(Math.ceil(durationMs / sampleMs - ROUNDING));
  const samples: Samples = [];
  for (let step = 0; step < steps; step++) samples.push([startMs + step * sampleMs, fromUa + ((toUa - fromUa) * step * sampleMs) / durationMs]);
  samples.push([startMs + durationMs, toUa]);
  return samples;
}

/**
 * One-sided pulse out of harmonics of f = 1 / (2 duration): y = sum a_k sin(2 pi k f t + phase_k - pi), shifted so that its
 * largest value is 0 and scaled so that its extreme is the amplitude.
 */
function harmonic(waveform: WaveformOf<'harmonic'>): Samples {
  const { startMs, durationMs, amplitudeUa, weights, phasesDeg } = waveform;
  if (weights.length !== phasesDeg.length) throw new RangeError(`A harmonic waveform has ${weights.length} weights but ${phasesDeg.length} phases; give one phase for each weight.`);
  const fundamentalKhz = 1 / (2 * durationMs);
  const shape = evenSamples(startMs, durationMs, waveform.sampleMs ?? 1 / (100 * weights.length * fundamentalKhz), (t) =>
    weights.reduce((sum, weight, k) => sum + weight * Math.sin(2 * Math.PI * (k + 1) * fundamentalKhz * t + radians(phasesDeg[k]) - Math.PI), 0), 'open');
  let highest = -Infinity;
  let lowest = Infinity;
  for (const [, value] of shape) {
    highest = Math.max(highest, value);
    lowest = Math.min(lowest, value);
  }
  const depth = highest - lowest;
  const samples: Samples = shape.map(([time, value]) => [time, depth === 0 ? 0 : (amplitudeUa * (highest - value)) / depth]);
  samples[samples.length - 1][1] = 0;
  return samples;
}

/** Independent normal samples. */
function noise({ startMs, durationMs, standardDeviationUa, offsetUa, sampleMs }: WaveformOf<'noise'>, seed: number): Samples {
  const stream = keyedStream(seed, 'noise');
  const count = checkedCount(Math.ceil(durationMs / sampleMs - ROUNDING));
  const samples: Samples = Array.from({ length: count }, (_, index) => [startMs + index * sampleMs, offsetUa + standardDeviationUa * stream.normal()]);
  samples.push([startMs + durationMs, 0]);
  return samples;
}

/**
 * floor(duration / sample step) samples spread evenly over the duration, both ends included, as NRV spreads them (so that a sine
 * compares sample by sample): the step is a little more than asked for. The last sample, at the very end, is 0 unless 'open'.
 */
function evenSamples(startMs: number, durationMs: number, sampleMs: number, valueAt: (sinceStartMs: number) => number, end: 'zero' | 'open' = 'zero'): Samples {
  const intervals = checkedCount(Math.max(1, Math.floor(durationMs / sampleMs + ROUNDING) - 1));
  return Array.from({ length: intervals + 1 }, (_, index) => {
    const t = (durationMs * index) / intervals;
    return [startMs + t, end === 'zero' && index === intervals ? 0 : valueAt(t)];
  });
}

function checkedCount(count: number): number {
  if (!(count <= MAX_WAVEFORM_SAMPLES)) throw new RangeError(tooManySamples(count));
  return count;
}

export function tooManySamples(count: number): string {
  return `The waveform would need ${count.toPrecision(3)} samples, more than ${MAX_WAVEFORM_SAMPLES}; lower its frequency or duration, or make the sample step longer.`;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
