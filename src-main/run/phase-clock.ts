// Tells how a phase goes on: start, thinned-out progress with the remaining time, end. Keeps the timings for run.json.
import type { RunEvent, RunPhase } from '../../src-model/run-events';
import { Pace } from './pace';
import type { PhaseTiming } from './run-data';

const REPORT_EVERY_MS = 100;

export interface PhaseStart {
  phase: RunPhase;
  title?: string;
  total: number;
  unit: string;
  workers: number;
  inputHash?: string | null;
  /** Steps that differ in cost; equal ones when absent. */
  costs?: StepCosts | null;
  /** Time of what follows in the same list, `elapsedMs` after the start when `part` of this phase's work is done; null while unknown. */
  afterwardsMs?: (elapsedMs: number, part: number) => number | null;
}

/** In any unit: cost of step `index`, and of all steps together. */
export interface StepCosts {
  of: (index: number) => number;
  total: number;
}

export class PhaseClock {
  readonly timings: PhaseTiming[] = [];

  constructor(private readonly emit: (event: RunEvent) => void) {}

  /** Runs one phase; `report` may be called as often as one likes. A phase that throws is over without a "finished" event. */
  async run<R>(start: PhaseStart, work: (report: (done: number) => void) => Promise<{ value: R; reused?: boolean; detail?: string; done?: number }>): Promise<R> {
    const { phase, total, unit, workers } = start;
    const title = start.title === undefined ? {} : { title: start.title };
    const startedAt = performance.now();
    const timing: PhaseTiming = { phase, ...title, seconds: 0, workers, reused: false, inputHash: start.inputHash ?? null };
    this.timings.push(timing);
    this.emit({ kind: 'phase-started', phase, ...title, total, unit, workers });
    const { costs, afterwardsMs } = start;
    const pace = new Pace();
    let reportedAt = startedAt;
    let workDone = 0;
    let counted = 0;
    const report = (done: number): void => {
      if (costs) for (; counted < done; counted++) workDone += costs.of(counted);
      else workDone = done;
      const now = performance.now();
      if (now - reportedAt < REPORT_EVERY_MS) return;
      reportedAt = now;
      const elapsedMs = now - startedAt;
      const totalWork = costs?.total ?? total;
      pace.note(elapsedMs, workDone);
      const remainingMs = pace.remainingMs(totalWork);
      const laterMs = afterwardsMs?.(elapsedMs, workDone / totalWork) ?? null;
      this.emit({
        kind: 'phase-progress', phase, ...title, done, total, unit, elapsedMs, remainingMs,
        ...(afterwardsMs ? { allRemainingMs: remainingMs === null || laterMs === null ? null : remainingMs + laterMs } : {}),
      });
    };
    try {
      const { value, reused = false, detail = '', done = total } = await work(report);
      timing.reused = reused;
      this.emit({ kind: 'phase-finished', phase, ...title, done, total, unit, elapsedMs: performance.now() - startedAt, reused, detail });
      return value;
    } finally {
      timing.seconds = (performance.now() - startedAt) / 1000;
    }
  }
}

/** Adds up the progress of jobs that run side by side: each job counts up to its own share. */
export function sharedProgress(report: (done: number) => void): (share: number) => (done: number, total: number) => void {
  let sum = 0;
  return (share) => {
    let own = 0;
    return (done, total) => {
      const now = Math.min(share, (share * done) / total);
      sum += now - own;
      own = now;
      report(Math.floor(sum + 1e-9));
    };
  };
}
