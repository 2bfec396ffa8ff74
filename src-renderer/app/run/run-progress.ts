// The progress of a run as the window shows it, from the stream of its events.
import { PHASE_TITLES, type RunEvent, type RunPhase, type RunStatus } from '../../../src-model/run-events';

export interface PhaseView {
  /** Unique among the lines: the phase, and its title where it runs several times (once per study). */
  key: string;
  phase: RunPhase;
  title: string;
  state: 'waiting' | 'running' | 'done' | 'reused';
  done: number;
  total: number;
  unit: string;
  workers: number;
  elapsedMs: number;
  /** Null while nothing can be extrapolated. */
  remainingMs: number | null;
  /** Of a study that others follow: the time until the last one is over. */
  allRemainingMs?: number | null;
  detail: string;
}

export interface RunView {
  projectName: string;
  phases: readonly PhaseView[];
  warnings: readonly { where: string; message: string }[];
  /** Null while it runs; failed: it ended with an error. */
  status: RunStatus | 'failed' | null;
  failure: string | null;
  elapsedMs: number;
}

export const startedRun = (projectName: string): RunView =>
  ({ projectName, phases: [], warnings: [], status: null, failure: null, elapsedMs: 0 });

export function withEvent(run: RunView, event: RunEvent): RunView {
  switch (event.kind) {
    case 'run-started':
      return { ...run, projectName: event.projectName, phases: event.phases.map(waitingPhase) };
    case 'phase-started':
      return withLine(opened(run, event.phase, event.title), keyOf(event.phase, event.title),
        { state: 'running', done: 0, total: event.total, unit: event.unit, workers: event.workers, elapsedMs: 0, remainingMs: null });
    case 'phase-progress':
      return withLine(run, runningLine(run, event.phase), { state: 'running', done: event.done, total: event.total, unit: event.unit, elapsedMs: event.elapsedMs, remainingMs: event.remainingMs, allRemainingMs: event.allRemainingMs });
    case 'phase-finished':
      return withLine(run, keyOf(event.phase, event.title), {
        state: event.reused ? 'reused' : 'done', done: event.done, total: event.total, unit: event.unit, elapsedMs: event.elapsedMs, remainingMs: 0, detail: event.detail,
      });
    case 'warning':
      return { ...run, warnings: [...run.warnings, { where: event.where, message: event.message }] };
    case 'run-finished':
      return { ...run, status: event.status, elapsedMs: event.elapsedMs };
    default:
      return run;
  }
}

export const failedRun = (run: RunView, message: string): RunView => ({ ...run, status: 'failed', failure: message });

/** Share of the work done, 0 to 1: every phase counts the same, which is coarse but never goes back. */
export function overallFraction(run: RunView): number {
  if (run.phases.length === 0) return 0;
  const shares = run.phases.map((phase) => (phase.state === 'done' || phase.state === 'reused' ? 1 : fractionOf(phase)));
  return shares.reduce((sum, share) => sum + share, 0) / run.phases.length;
}

export const fractionOf = (phase: PhaseView): number => (phase.total > 0 ? Math.min(1, phase.done / phase.total) : 0);

/** "0.4 s", "12 s", "3 min 05 s", "1 h 02 min". */
export function durationText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return minutes < 60 ? `${minutes} min ${two(seconds % 60)} s` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

const waitingPhase = (phase: RunPhase): PhaseView =>
  ({ key: phase, phase, title: PHASE_TITLES[phase], state: 'waiting', done: 0, total: 0, unit: '', workers: 0, elapsedMs: 0, remainingMs: null, detail: '' });

const keyOf = (phase: RunPhase, title: string | undefined): string => (title === undefined ? phase : `${phase}: ${title}`);

/** Progress names the phase alone: it is that of the line of this phase that was opened last. */
const runningLine = (run: RunView, phase: RunPhase): string => run.phases.findLast((view) => view.phase === phase && view.state === 'running')?.key ?? phase;

/** A titled start takes over the waiting line of its phase, or gets a line of its own after the others of that phase. */
function opened(run: RunView, phase: RunPhase, title: string | undefined): RunView {
  if (title === undefined || run.phases.some(({ key }) => key === keyOf(phase, title))) return run;
  const line: PhaseView = { ...waitingPhase(phase), key: keyOf(phase, title), title };
  const waiting = run.phases.findIndex((view) => view.key === phase && view.state === 'waiting');
  if (waiting >= 0) return { ...run, phases: run.phases.with(waiting, line) };
  const last = run.phases.findLastIndex((view) => view.phase === phase);
  return { ...run, phases: run.phases.toSpliced(last < 0 ? run.phases.length : last + 1, 0, line) };
}

function withLine(run: RunView, key: string, change: Partial<PhaseView>): RunView {
  return { ...run, phases: run.phases.map((view) => (view.key === key ? { ...view, ...change } : view)) };
}
