// The help beside each input: meaning, unit, default and source of a value, from the schema itself.
import { z } from 'zod';
import type { FieldMeta } from './schema/fields';
import { projectSchema } from './project';
import { isObject, schemasAt, unwrapped, wraps, type Path } from './schema-walk';
import { formatNumber, unitSymbol } from './units';

/** What the help beside a field shows. Every text says something. */
export interface Explanation {
  title: string;
  meaning: string;
  unit: string;
  default: string;
  source: string;
}

/**
 * What is known about the value at a path such as ["nerve", "lengthUm"]; null when the schema says nothing about it.
 * Give the project where a kind decides (["electrodes", 0, "diameterUm"]); without it the first kind that has the field answers.
 */
export function helpFor(path: Path, project?: unknown): FieldMeta | null {
  for (const schema of schemasAt(projectSchema, path, project)) {
    const meta = metaOf(schema);
    if (meta) return meta;
  }
  return null;
}

/** Default of the value at a path; undefined when it has none. */
export function defaultFor(path: Path, project?: unknown): unknown {
  for (const schema of schemasAt(projectSchema, path, project)) {
    const value = defaultOf(schema);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Everything that the help beside a field says; null when the schema says nothing about the value. `project` as for `helpFor`. */
export function explanationOf(path: Path, project?: unknown): Explanation | null {
  const meta = helpFor(path, project);
  if (!meta) return null;
  const [schema] = schemasAt(projectSchema, path, project);
  const fallback = defaultFor(path, project);
  return {
    title: meta.title,
    meaning: meta.description,
    unit: meta.unit !== undefined ? unitSymbol(meta.unit) : unwrapped(schema) instanceof z.ZodNumber ? 'none: a pure number' : 'none',
    default: fallback !== undefined ? defaultText(fallback, meta.unit) : mayBeAbsent(schema) ? 'not set' : 'none: it has to be given',
    source: meta.source ?? 'Your own: it describes your nerve, stimulus or question.',
  };
}

/** A default as a user reads it: "0.005 ms", "yes", "2, 1, 0.5". Of named and sized things, the name and the sizes. */
function defaultText(value: unknown, unit: string | undefined): string {
  if (typeof value === 'number') return unit === undefined ? formatNumber(value) : `${formatNumber(value)} ${unitSymbol(unit)}`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((each) => defaultText(each, undefined)).join(', ');
  if (isObject(value)) return Object.values(value).map((each) => defaultText(each, undefined)).join(', ');
  return 'not set';
}

function metaOf(schema: z.core.$ZodType): FieldMeta | null {
  const meta = z.globalRegistry.get(schema);
  if (meta?.title !== undefined) {
    const { title, description, unit, source } = meta as Partial<FieldMeta>;
    return { title: title!, description: description ?? '', ...(unit === undefined ? {} : { unit }), ...(source === undefined ? {} : { source }) };
  }
  return wraps(schema) ? metaOf(schema.unwrap()) : null;
}

function defaultOf(schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.def.defaultValue;
  return wraps(schema) ? defaultOf(schema.unwrap()) : undefined;
}

function mayBeAbsent(schema: z.core.$ZodType): boolean {
  return schema instanceof z.ZodOptional || (wraps(schema) && mayBeAbsent(schema.unwrap()));
}
