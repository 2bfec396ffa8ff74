// The time that the studies behind the running one will take: their work, at the pace of those that have run.
import type { PhaseTiming } from '../run/run-data';
import type { StudyWork } from './study-work';

export interface Forecast {
  /** Study `index` took this long. */
  finished(index: number, ms: number): void;
  /** The studies behind study `index`, which has run for `elapsedMs` and done `part` (0 to 1) of its work; null while nothing tells the pace. */
  afterwardsMs(index: number, elapsedMs: number, part: number): number | null;
}

/** `fiberSteps`: work of the run's own fibres. `timings`: of the run's phases; what came from the cache tells nothing. */
export function forecast(works: readonly StudyWork[], fiberSteps: number, timings: readonly PhaseTiming[]): Forecast {
  const msOf = (...phases: PhaseTiming['phase'][]): number => 1000 * timings.filter(({ phase, reused }) => phases.includes(phase) && !reused).reduce((sum, { seconds }) => sum + seconds, 0);
  const ownMs = msOf('fibers');
  const solved = timings.some(({ phase, reused }) => phase === 'field' && !reused);
  const fieldMs = solved ? msOf('mesh', 'field', 'footprints') : null;
  const spent = { ms: 0, fiberSteps: 0 };
  const fieldsMs = (count: number): number | null => (count === 0 ? 0 : fieldMs === null ? null : count * fieldMs);
  /** Time of one fibre's step, from all studies so far; from the run's own fibres before. */
  const stepMs = (ms: number, steps: number): number | null => (steps > 0 ? Math.max(0, ms) / steps : ownMs > 0 && fiberSteps > 0 ? ownMs / fiberSteps : null);
  return {
    finished(index, ms) {
      spent.ms += ms - (fieldsMs(works[index].fields) ?? 0);
      spent.fiberSteps += works[index].fiberSteps;
    },
    afterwardsMs(index, elapsedMs, part) {
      const later = works.slice(index + 1);
      const { fiberSteps: steps, fields } = works[index];
      const pace = stepMs(spent.ms + elapsedMs - (fieldsMs(part * fields) ?? 0), spent.fiberSteps + part * steps);
      const fieldTime = fieldsMs(later.reduce((sum, work) => sum + work.fields, 0));
      return pace === null || fieldTime === null ? null : later.reduce((sum, work) => sum + work.fiberSteps, 0) * pace + fieldTime;
    },
  };
}
