// The progress of a run as the window shows it, from the stream of its events.
import { PHASE_TITLES, type RunEvent, type RunPhase, type RunStatus } from '../../../src-model/run-events';

export interface PhaseView {
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
      return withPhase(run, event.phase, { state: 'running', done: 0, total: event.total, unit: event.unit, workers: event.workers, elapsedMs: 0, remainingMs: null });
    case 'phase-progress':
      return withPhase(run, event.phase, { state: 'running', done: event.done, total: event.total, unit: event.unit, elapsedMs: event.elapsedMs, remainingMs: event.remainingMs });
    case 'phase-finished':
      return withPhase(run, event.phase, {
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
  ({ phase, title: PHASE_TITLES[phase], state: 'waiting', done: 0, total: 0, unit: '', workers: 0, elapsedMs: 0, remainingMs: null, detail: '' });

function withPhase(run: RunView, phase: RunPhase, change: Partial<PhaseView>): RunView {
  return { ...run, phases: run.phases.map((view) => (view.phase === phase ? { ...view, ...change } : view)) };
}
