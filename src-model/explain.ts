// The help beside each input: meaning, unit and source of a value, from the schema itself.
import { z } from 'zod';
import type { FieldMeta } from './fields';
import { projectSchema } from './project';
import { schemasAt, type Path } from './schema-walk';

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

function wraps(schema: z.core.$ZodType): schema is z.ZodOptional | z.ZodDefault | z.ZodPrefault | z.ZodNullable {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodNullable;
}
