// --set path=value: changes one value of a project. A path names keys, list positions or the id of a list's member:
// "fascicles.F2.population.axonCount", "electrodes.0.yUm".
import { didYouMean } from '../../src-model/closest-name';
import { parseProject } from '../../src-model/parse';
import type { Project } from '../../src-model/project';

export class SetValueError extends Error {
  constructor(assignment: string, reason: string) {
    super(`--set ${assignment}: ${reason}`);
    this.name = 'SetValueError';
  }
}

type Container = Record<string, unknown> | unknown[];
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** JSON where it is JSON (numbers, true, null, "text", lists), else the text itself. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const idOf = (entry: unknown): string => (isContainer(entry) && !Array.isArray(entry) && typeof entry.id === 'string' ? entry.id : '');
const namesIn = (container: Container): string[] => (Array.isArray(container) ? container.map((entry, index) => idOf(entry) || String(index)) : Object.keys(container));

/** Key or position of `step` in `container`; null when it is not there. */
function locate(container: Container, step: string): string | number | null {
  if (!Array.isArray(container)) return Object.hasOwn(container, step) ? step : null;
  const byId = container.findIndex((entry) => idOf(entry) === step);
  if (byId >= 0) return byId;
  return /^\d+$/.test(step) && Number(step) < container.length ? Number(step) : null;
}

/** A new project with the values set, checked by the schema again. Throws `SetValueError`, or `ProblemError` for values that do not fit. */
export function setValues(project: Project, assignments: readonly string[]): Project {
  const copy = structuredClone(project) as unknown as Record<string, unknown>;
  for (const assignment of assignments) {
    const at = assignment.indexOf('=');
    const steps = assignment.slice(0, at).trim().split('.');
    const value = valueOf(assignment.slice(at + 1));
    let container: Container = copy;
    steps.forEach((step, depth) => {
      const key = locate(container, step);
      const last = depth === steps.length - 1;
      const place = depth === 0 ? 'The project' : `"${steps.slice(0, depth).join('.')}"`;
      if (last && (key !== null || !Array.isArray(container))) {
        // Not through assignment alone: a key "__proto__" must stay a key.
        Object.defineProperty(container, key ?? step, { value, enumerable: true, writable: true, configurable: true });
        return;
      }
      const inner = key === null ? undefined : (container as Record<string | number, unknown>)[key];
      if (key === null) throw new SetValueError(assignment, `${place} has no "${step}".${didYouMean(step, namesIn(container))}`);
      if (!isContainer(inner)) throw new SetValueError(assignment, `"${steps.slice(0, depth + 1).join('.')}" is a single value and has no "${steps[depth + 1]}".`);
      container = inner;
    });
    const unknownKey = parseProject(copy).problems.find(({ path, message }) => path.at(-1) === steps.at(-1) && message.includes('not known'));
    if (unknownKey) throw new SetValueError(assignment, unknownKey.message.replace('; it is kept but has no effect', ''));
  }
  return parseProject(copy).project;
}
