// Every project enters through here: format and version, schema, defaults. Unknown keys are kept and reported.
import type { z } from 'zod';
import { didYouMean } from './closest-name';
import { parseJsonText } from './json-text';
import { migrate } from './migrate';
import { ProblemError, type Problem } from './problem';
import { PROJECT_VERSION, projectSchema, type Project } from './project';
import { schemaProblems } from './schema-problems';
import { childSchema, isObject, keyOrder, type Path } from './schema-walk';
import { whereOf } from './whereabouts';

export interface ParsedProject {
  project: Project;
  /** Warnings: unknown keys, an older version. */
  problems: Problem[];
}

/** From JSON data to a project with every default filled in. Throws ProblemError with all that is wrong. */
export function parseProject(input: unknown): ParsedProject {
  const { json, fromVersion } = migrate(input);
  const result = projectSchema.safeParse(json);
  if (!result.success) throw new ProblemError(schemaProblems(result.error.issues, json));
  const problems: Problem[] = fromVersion < PROJECT_VERSION
    ? [{ severity: 'warning', path: ['version'], where: 'project file', message: `The file had version ${fromVersion}; it will be saved as version ${PROJECT_VERSION}, which older programs cannot read.` }]
    : [];
  const project = withUnknownKeys(json, result.data, [], (path) => problems.push(unknownKeyProblem(path, json))) as Project;
  return { project, problems };
}

/** The same from text. Faults in the JSON itself are located by line and column. */
export function parseProjectText(text: string): ParsedProject {
  return parseProject(parseJsonText(text));
}

/** Copies what the schema does not know from the raw data into the parsed data. */
function withUnknownKeys(raw: unknown, parsed: unknown, path: Path, report: (path: Path) => void): unknown {
  if (Array.isArray(raw) && Array.isArray(parsed)) return parsed.map((item: unknown, index) => withUnknownKeys(raw[index], item, [...path, index], report));
  if (!isObject(raw) || !isObject(parsed)) return parsed;
  const merged = Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, withUnknownKeys(raw[key], value, [...path, key], report)]));
  for (const key of Object.keys(raw)) {
    if (Object.hasOwn(parsed, key)) continue;
    // Not through assignment: a key "__proto__" must stay a key.
    Object.defineProperty(merged, key, { value: raw[key], enumerable: true, writable: true, configurable: true });
    report([...path, key]);
  }
  return merged;
}

function unknownKeyProblem(path: Path, json: unknown): Problem {
  const key = String(path.at(-1));
  const known = knownKeys(path.slice(0, -1), json);
  return { severity: 'warning', path: [...path], where: whereOf(path, json), message: `"${key}" is not known here; it is kept but has no effect.${didYouMean(key, known)}` };
}

function knownKeys(path: Path, json: unknown): string[] {
  let schema: z.core.$ZodType | null = projectSchema;
  let value = json;
  for (const key of path) {
    schema = schema && childSchema(schema, value, key);
    value = (value as Record<string | number, unknown>)[key];
  }
  return (schema && keyOrder(schema, value)) ?? [];
}
