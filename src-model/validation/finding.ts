// How checks report: a severity, a path, a sentence; the name of the place follows from the path.
import type { Problem } from '../problem';
import type { Project } from '../project';
import { formatQuantity } from '../units';
import { whereOf } from '../whereabouts';

export type Path = (string | number)[];

/** One check of a project. Runs only on projects that follow the schema. */
export type Check = (project: Project) => Problem[];

export function errorAt(project: Project, path: Path, message: string): Problem {
  return { severity: 'error', path, where: whereOf(path, project), message };
}

export function warningAt(project: Project, path: Path, message: string): Problem {
  return { severity: 'warning', path, where: whereOf(path, project), message };
}

export const um = (valueUm: number): string => formatQuantity(valueUm, 'um', 5);
export const ms = (valueMs: number): string => formatQuantity(valueMs, 'ms', 5);
