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

/** Samples `from` .. `to` - 1 of one row, counted from t = 0. */
export interface SampleBlock {
  from: number;
  to: number;
  /** The samples first .. to - 1 (element 0 is sample `first`); asked for at most lookbackSamples before `from`, and only if needed. */
  window: (first: number) => ArrayLike<number>;
  /** Smallest and largest value of the samples from .. to - 1. */
  smallest: number;
  largest: number;
  /** No more samples will come. */
  complete: boolean;
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

/** A peak whose width is not known yet. */
interface WaitingPeak {
  sample: number;
  heightMv: number;
  leftMinimumMv: number;
}

/** Follows one row of potentials. Samples must arrive in order and without gaps; a peak is judged once the samples around it are known. */
export class SpikeWatch {
  readonly peaks: Peak[] = [];
  private readonly blockers: Blocker[] = [];
  private open: OpenPeak[] = [];
  private waiting: WaitingPeak[] = [];
  /** Samples on either side of a peak that decide its width. */
  private readonly reach: number;
  /** Smallest value since the last blocker. */
  private minimumMv: number;
  /** The last sample (or, after a quiet block, one not above it), and where the present plateau began; -1 unless it was reached from below. */
  private lastMv: number;
  private riseSample = -1;

  /** `widthSamples`: least width of a spike in samples; `firstMv`: sample 0. */
  constructor(private readonly widthSamples: number, firstMv: number) {
    this.reach = widthSamples + 2;
    this.minimumMv = firstMv;
    this.lastMv = firstMv;
    if (firstMv > LOWEST_MV) this.blockers.push({ heightMv: firstMv, leftMinimumMv: firstMv });
  }

  /** Samples before a block that must be at hand. */
  static lookbackSamples(widthSamples: number): number {
    return 4 * (widthSamples + 2);
  }

  /** Takes the next block and judges the peaks whose surroundings are known now. */
  push({ from, to, window, smallest, largest, complete }: SampleBlock): void {
    const quiet = this.waiting.length === 0 && this.lastMv < LOWEST_MV;
    if (quiet && largest < LOWEST_MV) {
      this.lower(smallest);
      this.lastMv = smallest;
      this.riseSample = -1;
      return;
    }
    const first = Math.max(0, from - (quiet ? this.reach : 4 * this.reach));
    const values = window(first);
    this.take(values, first, from, to);
    if (this.waiting.length === 0) return;
    this.waiting = this.waiting.filter((peak) => {
      if (!complete && peak.sample + this.reach >= to) return true;
      this.judge(peak, values, first, to);
      return false;
    });
  }

  private lower(value: number): void {
    if (value < this.minimumMv) this.minimumMv = value;
    if (this.open.length > 0) this.open = this.open.filter((each) => !closed(each, value));
  }

  private take(values: ArrayLike<number>, first: number, from: number, to: number): void {
    let last = this.lastMv;
    let rise = this.riseSample;
    let minimum = this.minimumMv;
    for (let sample = from; sample < to; sample++) {
      const value = values[sample - first];
      if (value > last) {
        rise = sample;
      } else if (value < last) {
        if (rise >= 0 && last >= LOWEST_MV) {
          this.passMaximum((rise + sample - 1) >> 1, last, minimum);
          minimum = last;
        }
        rise = -1;
      }
      last = value;
      if (value < minimum) minimum = value;
      if (this.open.length > 0) this.open = this.open.filter((each) => value <= each.peak.heightMv && !closed(each, value));
    }
    this.lastMv = last;
    this.riseSample = rise;
    this.minimumMv = minimum;
  }

  /** `minimumMv`: smallest value since the last blocker. */
  private passMaximum(sample: number, heightMv: number, minimumMv: number): void {
    let leftMinimumMv = minimumMv;
    while (this.blockers.length > 0 && this.blockers[this.blockers.length - 1].heightMv <= heightMv) {
      leftMinimumMv = Math.min(leftMinimumMv, this.blockers.pop()!.leftMinimumMv);
    }
    this.blockers.push({ heightMv, leftMinimumMv });
    if (heightMv <= HIGHEST_MV) this.waiting.push({ sample, heightMv, leftMinimumMv });
  }

  /**
   * The width at level L grows as L falls. With L* = the highest level at which the width suffices, the peak is wide if its prominence
   * is at least 2 (height - L*), that is if both sides fall to 2 L* - height before the row exceeds the peak.
   */
  private judge({ sample, heightMv, leftMinimumMv }: WaitingPeak, values: ArrayLike<number>, first: number, known: number): void {
    const peak: Peak = { sample, heightMv, wide: false };
    this.peaks.push(peak);
    // Only a plateau can reach back beyond the window: it has the height of the peak there.
    const at = (s: number): number => (s < first ? heightMv : values[s - first]);
    const levelMv = 2 * widestLevel(at, sample, this.widthSamples, Math.max(0, sample - this.reach), Math.min(known - 1, sample + this.reach)) - heightMv;
    if (leftMinimumMv > levelMv) return;
    for (let s = Math.max(sample + 1, first); s < known; s++) {
      const value = values[s - first];
      if (value > heightMv) return;
      if (value <= levelMv) {
        peak.wide = true;
        return;
      }
    }
    this.open.push({ peak, levelMv });
  }
}

/** Whether the row has fallen far enough on the right of a peak; if so the peak is wide. */
function closed({ peak, levelMv }: OpenPeak, value: number): boolean {
  if (value > levelMv) return false;
  peak.wide = true;
  return true;
}

/**
 * The highest level at which the width around a peak is at least widthSamples, from the samples first .. last. Lowers the level from
 * sample to sample; in between both crossings move linearly, so that the level of a given width follows from one division.
 */
function widestLevel(at: (sample: number) => number, peak: number, widthSamples: number, first: number, last: number): number {
  let left = peak;
  let right = peak;
  let level = at(peak);
  for (;;) {
    while (left > first && at(left - 1) >= level) left--;
    while (right < last && at(right + 1) >= level) right++;
    if (left === first || right === last) return level;
    const leftFall = at(left) - at(left - 1);
    const rightFall = at(right) - at(right + 1);
    const reached = (right - left - widthSamples + at(left) / leftFall + at(right) / rightFall) / (1 / leftFall + 1 / rightFall);
    const next = Math.max(at(left - 1), at(right + 1));
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
