// Remaining time of work whose pace changes: what was done in the latter half of the time says how fast it goes now. Work that was found in
// the cache at the beginning, or a worker that had to warm up, is so forgotten.

interface Sample {
  atMs: number;
  work: number;
}

/** Older samples are thinned out beyond this many. */
const MOST_SAMPLES = 256;

export class Pace {
  private samples: Sample[] = [{ atMs: 0, work: 0 }];

  /** Work done so far, `atMs` after the start; neither goes back. */
  note(atMs: number, work: number): void {
    this.samples.push({ atMs, work });
    if (this.samples.length > MOST_SAMPLES) this.samples = this.samples.filter((_, index) => index % 2 === 0 || index === this.samples.length - 1);
  }

  /** Time for the rest of `total`; null while nothing has been done. */
  remainingMs(total: number): number | null {
    const now = this.samples[this.samples.length - 1];
    if (!(now.work > 0)) return null;
    const from = this.samples.reduce((found, sample) => (sample.atMs <= now.atMs / 2 && sample.work < now.work ? sample : found));
    return (Math.max(0, total - now.work) * (now.atMs - from.atMs)) / (now.work - from.work);
  }
}
