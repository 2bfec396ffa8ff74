// The choices of a project that a sweep may change, as a user would name them: membrane models, formulations, switches, the waveform of a
// contact. Paths follow src-model/project-path.ts.
import { z } from 'zod';
import { projectSchema, type Project } from './project';
import { type NamedPlace, namedPlace, placesOf } from './project-numbers';
import { resolvedPath } from './project-path';
import { schemasAt, unwrapped, valueAt, type Path } from './schema-walk';

export type Choice = string | boolean;

export interface ProjectChoice extends NamedPlace {
  value: Choice;
  /** What it may be, two or more. */
  options: Choice[];
}

export function projectChoices(project: Project): ProjectChoice[] {
  return placesOf(project, (value) => typeof value === 'string' || typeof value === 'boolean').flatMap(({ steps, place, value }) => {
    const options = optionsAt(project, steps);
    return options.length < 2 ? [] : [{ ...place, value: value as Choice, options }];
  });
}

/** The choice at a path, however the path is written; null when it leads to none. */
export function projectChoiceAt(project: Project, path: string): ProjectChoice | null {
  const steps = resolvedPath(project, path);
  const value = steps && valueAt(project, steps);
  if (steps === null || (typeof value !== 'string' && typeof value !== 'boolean')) return null;
  const options = optionsAt(project, steps);
  return options.length < 2 ? null : { ...namedPlace(project, steps), path, value, options };
}

/** None where the value decides which other values there are (the kind of a waveform), or where any text is allowed. */
function optionsAt(project: Project, steps: Path): Choice[] {
  const [part, list, , key] = steps;
  // What is kept of a run changes no answer.
  if (list === 'record') return [];
  if (part === 'stimulation' && list === 'drives' && key === 'waveform') return project.stimulation.waveforms.map(({ id }) => id);
  return [...new Set(schemasAt(projectSchema, steps, project).flatMap(optionsOf))];
}

function optionsOf(schema: z.core.$ZodType): Choice[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodEnum) return Object.values(inner.enum as Record<string, string>);
  if (inner instanceof z.ZodBoolean) return [false, true];
  if (inner instanceof z.ZodUnion) return inner.options.flatMap(optionsOf);
  if (inner instanceof z.ZodLiteral) return [...inner.values].filter((value) => typeof value === 'string');
  return [];
}
