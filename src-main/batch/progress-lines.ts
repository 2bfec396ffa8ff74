// Events of a run as lines: for people one line per phase, kept up to date on a terminal; for programs one JSON object per event.
import type { PhaseProgress, RunEvent } from '../../src-model/run-events';
import { PHASE_TITLES } from '../../src-model/run-events';
import { durationText } from './durations';
import type { Terminal } from './terminal';

export type ProgressWriter = (event: RunEvent) => void;

/** Where lines cannot be overwritten, a phase that takes long says so from time to time. */
const LOG_EVERY_MS = 10_000;

type Finished = Extract<RunEvent, { kind: 'phase-finished' }>;
const percent = (done: number, total: number): string => `${total > 0 ? Math.floor((100 * done) / total) : 100} %`;
const counts = ({ done, total, unit }: Pick<PhaseProgress, 'done' | 'total' | 'unit'>): string => `${done}/${total} ${unit}`;

const titleOf = ({ phase, title }: Pick<PhaseProgress, 'phase' | 'title'>): string => (title === undefined ? PHASE_TITLES[phase] : `${PHASE_TITLES[phase]} "${title}"`).padEnd(11);

export function progressLine(event: PhaseProgress): string {
  const remaining = event.remainingMs === null ? '' : `, about ${durationText(event.remainingMs)} left`;
  const { allRemainingMs } = event;
  const all = allRemainingMs === undefined || allRemainingMs === null ? '' : `, all studies about ${durationText(allRemainingMs)}`;
  return `${titleOf(event)} ${counts(event).padEnd(20)} ${percent(event.done, event.total).padStart(5)}  ${durationText(event.elapsedMs)}${remaining}${all}`;
}

export function finishedLine(event: Finished): string {
  const notes = [event.reused ? 'unchanged, taken from an earlier run' : '', event.detail].filter((note) => note !== '').join('; ');
  return `${titleOf(event)} ${counts(event).padEnd(20)} ${percent(event.done, event.total).padStart(5)}  ${durationText(event.elapsedMs)}${notes === '' ? '' : `  (${notes})`}`;
}

export function linesForPeople(terminal: Terminal): ProgressWriter {
  let loggedAt = performance.now();
  /** Returns to the start of a line that is kept up to date and clears it. */
  const fresh = terminal.live ? '\r\u001b[2K' : '';
  return (event) => {
    switch (event.kind) {
      case 'phase-started':
        loggedAt = performance.now();
        break;
      case 'phase-progress':
        if (terminal.live) terminal.err(`${fresh}${progressLine(event)}`);
        else if (performance.now() - loggedAt > LOG_EVERY_MS) {
          loggedAt = performance.now();
          terminal.err(`${progressLine(event)}\n`);
        }
        break;
      case 'phase-finished':
        terminal.err(`${fresh}${finishedLine(event)}\n`);
        break;
      case 'warning':
        terminal.err(`${fresh}Warning: ${event.where}: ${event.message}\n`);
        break;
      case 'run-started': case 'population': case 'study': case 'run-finished':
        break;
    }
  };
}

/** The fibre table and the tables of studies are left out: they are in the results. */
export function linesForPrograms(terminal: Terminal): ProgressWriter {
  return (event) => {
    const line = event.kind === 'population' ? { kind: event.kind, fibers: event.fibers.count }
      : event.kind === 'study' ? { kind: event.kind, id: event.id, tables: event.tables.map(({ id, title, summary }) => ({ id, title, summary })) } : event;
    terminal.out(`${JSON.stringify(line)}\n`);
  };
}
