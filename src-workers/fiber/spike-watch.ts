// Spikes found while a fibre runs, without keeping its trace: what the analysis room's raster would report for the whole row,
// with the same rules for height, prominence and width. Works on blocks of samples; remembers only peaks and running minima.
import { DEFAULT_SPIKE_RULES } from '../analysis';

/** Heights (mV, inclusive) within which a peak can be a spike. */
const LOWEST_MV = DEFAULT_SPIKE_RULES.minimumMv;
const HIGHEST_MV = DEFAULT_SPIKE_RULES.maximumMv;

/** A local maximum between the height limits. `wide`: its width at half prominence suffices. */
export interface Peak {
  sample: number;
  heightMv: number;
  wide: boolean;
}

/** Samples `from` .. `to` - 1 of one row, counted from t = 0; `at(sample)` is valid from `from` - lookback on. */
export interface SampleBlock {
  from: number;
  to: number;
  at: (sample: number) => number;
  /** Smallest and largest value of the samples from .. to - 1. */
  smallest: number;
  largest: number;
}

/** A passed maximum that later, lower ones are measured against; leftMinimum lies between it and the next higher one on its left. */
interface Blocker {
  heightMv: number;
  leftMinimumMv: number;
}

/** A peak whose right side is still open: it is wide if the row falls to `levelMv` before it exceeds the peak. */
interface OpenPeak {
  peak: Peak;
  levelMv: number;
}

/**
 * Follows one row of potentials. Samples must arrive in order and without gaps; a peak can be judged only once `lookahead` samples
 * after it are known, so that widths lag behind: see `settle`.
 */
export class SpikeWatch {
  readonly peaks: Peak[] = [];
  private readonly blockers: Blocker[] = [];
  private open: OpenPeak[] = [];
  private waiting: { sample: number; leftMinimumMv: number }[] = [];
  /** Smallest value since the last blocker. */
  private minimumMv: number;
  /** The last sample, and where the present plateau began; -1 unless it was reached from below. */
  private lastMv: number;
  private riseSample = -1;

  /** `widthSamples`: least width of a spike in samples; `firstMv`: sample 0. */
  constructor(private readonly widthSamples: number, firstMv: number) {
    this.minimumMv = firstMv;
    this.lastMv = firstMv;
    if (firstMv > LOWEST_MV) this.blockers.push({ heightMv: firstMv, leftMinimumMv: firstMv });
  }

  /** Samples before a block, and after a peak, that must be at hand. */
  static lookbackSamples(widthSamples: number): number {
    return widthSamples + 2;
  }

  /** True while a block without spike-high samples needs no scan of its samples. */
  get quiet(): boolean {
    return this.waiting.length === 0 && this.lastMv < LOWEST_MV;
  }

  /** Takes the next block. Its samples, and lookbackSamples before and after them, must stay readable until `settle` is called for them. */
  push(block: SampleBlock): void {
    if (this.quiet && block.largest < LOWEST_MV) {
      this.lower(block.smallest);
      this.lastMv = block.at(block.to - 1);
      this.riseSample = -1;
      return;
    }
    for (let sample = block.from; sample < block.to; sample++) this.take(sample, block.at(sample));
  }

  /** Judges the widths of peaks for which samples up to `known` - 1 are readable; `complete`: no more samples will come. */
  settle(at: (sample: number) => number, known: number, complete: boolean): void {
    const reach = SpikeWatch.lookbackSamples(this.widthSamples);
    this.waiting = this.waiting.filter(({ sample, leftMinimumMv }) => {
      if (!complete && sample + reach >= known) return true;
      this.judge(sample, leftMinimumMv, at, known, reach);
      return false;
    });
    if (complete) this.open = [];
  }

  private lower(value: number): void {
    if (value < this.minimumMv) this.minimumMv = value;
    if (this.open.length > 0) {
      this.open = this.open.filter((each) => {
        if (value > each.levelMv) return true;
        each.peak.wide = true;
        return false;
      });
    }
  }

  private take(sample: number, value: number): void {
    if (value > this.lastMv) {
      this.riseSample = sample;
    } else if (value < this.lastMv) {
      if (this.riseSample >= 0) this.passMaximum((this.riseSample + sample - 1) >> 1, this.lastMv);
      this.riseSample = -1;
    }
    this.lastMv = value;
    if (this.open.length > 0) this.open = this.open.filter(({ peak }) => value <= peak.heightMv);
    this.lower(value);
  }

  private passMaximum(sample: number, heightMv: number): void {
    if (heightMv < LOWEST_MV) return;
    let leftMinimumMv = this.minimumMv;
    while (this.blockers.length > 0 && this.blockers[this.blockers.length - 1].heightMv <= heightMv) {
      leftMinimumMv = Math.min(leftMinimumMv, this.blockers.pop()!.leftMinimumMv);
    }
    this.blockers.push({ heightMv, leftMinimumMv });
    this.minimumMv = heightMv;
    if (heightMv <= HIGHEST_MV) this.waiting.push({ sample, leftMinimumMv });
  }

  /**
   * The width at level L grows as L falls. With L* = the highest level at which the width suffices, the peak is wide if its prominence
   * is at least 2 (height - L*), that is if both sides fall to 2 L* - height before the row exceeds the peak.
   */
  private judge(sample: number, leftMinimumMv: number, at: (sample: number) => number, known: number, reach: number): void {
    const heightMv = at(sample);
    const peak: Peak = { sample, heightMv, wide: false };
    this.peaks.push(peak);
    // Around the peak the samples are read many times.
    const first = Math.max(0, sample - reach);
    const around: number[] = [];
    for (let s = first; s <= Math.min(known - 1, sample + reach); s++) around.push(at(s));
    const levelMv = 2 * widestLevel(around, sample - first, this.widthSamples) - heightMv;
    if (leftMinimumMv > levelMv) return;
    for (let s = sample + 1; s < known; s++) {
      const value = at(s);
      if (value > heightMv) return;
      if (value <= levelMv) {
        peak.wide = true;
        return;
      }
    }
    this.open.push({ peak, levelMv });
  }
}

/**
 * The highest level at which the width around a peak is at least widthSamples. Lowers the level from sample to sample; in between
 * both crossings move linearly, so that the level of a given width follows from one division.
 */
function widestLevel(values: readonly number[], peak: number, widthSamples: number): number {
  const last = values.length - 1;
  let left = peak;
  let right = peak;
  let level = values[peak];
  for (;;) {
    while (left > 0 && values[left - 1] >= level) left--;
    while (right < last && values[right + 1] >= level) right++;
    if (left === 0 || right === last) return level;
    const leftFall = values[left] - values[left - 1];
    const rightFall = values[right] - values[right + 1];
    const reached = (right - left - widthSamples + values[left] / leftFall + values[right] / rightFall) / (1 / leftFall + 1 / rightFall);
    const next = Math.max(values[left - 1], values[right + 1]);
    if (reached >= next) return Math.min(reached, level);
    level = next;
  }
}

/**
 * The samples of the spikes of a row, ascending: peaks closer than `distance` samples to a higher one are dropped (the higher first;
 * of equals the later), then those that are too narrow.
 */
export function spikeSamples(peaks: readonly Peak[], distance: number): Peak[] {
  const ordered = [...peaks].sort((a, b) => a.sample - b.sample);
  const kept = new Uint8Array(ordered.length).fill(1);
  const byHeight = ordered.map((_, k) => k).sort((a, b) => ordered[b].heightMv - ordered[a].heightMv || b - a);
  for (const k of byHeight) {
    if (!kept[k]) continue;
    for (let j = k - 1; j >= 0 && ordered[k].sample - ordered[j].sample < distance; j--) kept[j] = 0;
    for (let j = k + 1; j < ordered.length && ordered[j].sample - ordered[k].sample < distance; j++) kept[j] = 0;
  }
  return ordered.filter((peak, k) => kept[k] === 1 && peak.wide);
}
