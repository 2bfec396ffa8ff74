// Finding the part of the schema that describes a place in a project.
import { z } from 'zod';

export type Path = readonly (string | number)[];

/** Takes off default, prefault, optional and nullable. */
export function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  while (wraps(inner)) inner = inner.unwrap();
  return inner;
}

/** Whether a schema only adds a default, or absence, to another one. */
export function wraps(schema: z.core.$ZodType): schema is z.ZodOptional | z.ZodDefault | z.ZodPrefault | z.ZodNullable {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodNullable;
}

/**
 * The schemas that a value may follow, most specific knowledge first: a union is resolved by its discriminator when the value
 * tells it, otherwise all its options count.
 */
function alternatives(schema: z.core.$ZodType, value: unknown): z.core.$ZodType[] {
  const inner = unwrapped(schema);
  if (!(inner instanceof z.ZodUnion)) return [inner];
  const options = inner.options;
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const key = inner.def.discriminator;
    const told = isObject(value) ? value[key] : undefined;
    const matching = options.filter((option) => {
      const kind = option instanceof z.ZodObject ? (option.shape as z.core.$ZodShape)[key] : undefined;
      return kind instanceof z.ZodLiteral && kind.value === told;
    });
    return matching.length > 0 ? matching : [...options];
  }
  return options.flatMap((option) => alternatives(option, value));
}

/** The schemas one step further in. */
function children(schema: z.core.$ZodType, value: unknown, key: string | number): z.core.$ZodType[] {
  return alternatives(schema, value).flatMap((option): z.core.$ZodType[] => {
    if (option instanceof z.ZodObject) {
      const child = (option.shape as z.core.$ZodShape)[key];
      return child ? [child] : [];
    }
    if (option instanceof z.ZodArray) return [option.element];
    if (option instanceof z.ZodTuple && typeof key === 'number') {
      const item = (option.def.items)[key];
      return item ? [item] : [];
    }
    return [];
  });
}

/** Every schema that may describe the value at the path; none when the schema has no such place. `root` tells which kind applies. */
export function schemasAt(schema: z.core.$ZodType, path: Path, root?: unknown): z.core.$ZodType[] {
  let found = [schema];
  let value = root;
  for (const key of path) {
    found = found.flatMap((candidate) => children(candidate, value, key));
    value = valueAt(value, [key]);
  }
  return found;
}

/** Keys of an object in the order of its schema; null when the schema describes no object there. */
export function keyOrder(schema: z.core.$ZodType, value: unknown): string[] | null {
  const objects = alternatives(schema, value).filter((option) => option instanceof z.ZodObject);
  return objects.length === 0 ? null : [...new Set(objects.flatMap((option) => Object.keys(option.shape as z.core.$ZodShape)))];
}

export function childSchema(schema: z.core.$ZodType, value: unknown, key: string | number): z.core.$ZodType | null {
  return children(schema, value, key)[0] ?? null;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a path leads to; undefined when it leads nowhere. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined), root);
}
