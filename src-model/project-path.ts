// Paths to numbers in a project, as studies name them: keys, positions in lists, or the id of a list's member, joined by dots
// ("electrodes.0.yUm", "stimulation.waveforms.pulse.waveform.amplitudeUa"). Ids that contain dots are reached by position.
import { parseProject } from './parse';
import type { Project } from './project';
import { isObject, valueAt, type Path } from './schema-walk';

/** The path with ids replaced by positions; null when it leads nowhere. */
export function resolvedPath(project: Project, path: string): Path | null {
  const steps: (string | number)[] = [];
  for (const step of path.split('.')) {
    const container = valueAt(project, steps);
    if (Array.isArray(container)) {
      const byId = container.findIndex((entry) => isObject(entry) && entry.id === step);
      const position = byId >= 0 ? byId : /^\d+$/.test(step) ? Number(step) : -1;
      if (position < 0 || position >= container.length) return null;
      steps.push(position);
    } else if (isObject(container) && Object.hasOwn(container, step)) {
      steps.push(step);
    } else {
      return null;
    }
  }
  return steps;
}

/** The number at a path; null when there is none. */
export function numberAt(project: Project, path: string): number | null {
  const steps = resolvedPath(project, path);
  const value = steps && valueAt(project, steps);
  return typeof value === 'number' ? value : null;
}

export interface NumberChange {
  path: string;
  value: number;
}
/** Of a number, or of a choice. */
export interface ValueChange {
  path: string;
  value: number | string | boolean;
}

/** A new project with these numbers, checked by the schema again. Throws ProblemError for values that do not fit, an Error for paths that lead nowhere. */
export const withNumbers = (project: Project, changes: readonly NumberChange[]): Project => changed(project, changes, (present) => typeof present === 'number', 'a number');

/** The same for numbers and choices. */
export const withValues = (project: Project, changes: readonly ValueChange[]): Project =>
  changed(project, changes, (present) => ['number', 'string', 'boolean'].includes(typeof present), 'a value');

function changed(project: Project, changes: readonly ValueChange[], isExpected: (present: unknown) => boolean, what: string): Project {
  const copy = structuredClone(project);
  for (const { path, value } of changes) {
    const steps = resolvedPath(copy, path);
    if (steps === null || !isExpected(valueAt(copy, steps))) throw new Error(`"${path}" does not lead to ${what} in this project.`);
    (valueAt(copy, steps.slice(0, -1)) as Record<string | number, unknown>)[steps[steps.length - 1]] = value;
  }
  return parseProject(copy).project;
}
