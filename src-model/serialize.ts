// The text of a project file.
import type { z } from 'zod';
import { formatJson } from './json-text';
import { ProblemError, type Problem } from './problem';
import { projectSchema, type Project } from './project';
import { childSchema, isObject, keyOrder, type Path } from './schema-walk';
import { whereOf } from './whereabouts';

/**
 * Keys in the order of the schema, unknown ones after them, defaults written out (a file keeps its
 * meaning when a default changes). Parsing it gives the same project. Throws ProblemError when a number is not finite: JSON has no way to write it.
 */
export function serializeProject(project: Project): string {
  const problems: Problem[] = [];
  findNonFinite(project, [], (path, value) => problems.push({
    severity: 'error', path: [...path], where: whereOf(path, project), message: `${String(path.at(-1))} is ${value} and cannot be saved; give a finite number.` }));
  if (problems.length > 0) throw new ProblemError(problems);
  return formatJson(inSchemaOrder(projectSchema, project));
}

function inSchemaOrder(schema: z.core.$ZodType | null, value: unknown): unknown {
  const childOf = (key: string | number): z.core.$ZodType | null => schema && childSchema(schema, value, key);
  if (Array.isArray(value)) return value.map((item: unknown, index) => inSchemaOrder(childOf(index), item));
  if (!isObject(value)) return value;
  const known = ((schema && keyOrder(schema, value)) ?? []).filter((key) => Object.hasOwn(value, key));
  const others = Object.keys(value).filter((key) => !known.includes(key)).sort();
  return Object.fromEntries([...known, ...others].map((key) => [key, inSchemaOrder(childOf(key), value[key])]));
}

function findNonFinite(value: unknown, path: Path, report: (path: Path, value: number) => void): void {
  if (typeof value === 'number' && !Number.isFinite(value)) report(path, value);
  else if (Array.isArray(value)) value.forEach((item, index) => findNonFinite(item, [...path, index], report));
  else if (isObject(value)) for (const [key, member] of Object.entries(value)) findNonFinite(member, [...path, key], report);
}
