// Which control fits a value of the project: read off the schema, so that panels only name paths.
import { z } from 'zod';
import { projectSchema } from '../../../src-model/project';
import { type Path, schemasAt, unwrapped } from '../../../src-model/schema-walk';

export type FieldKind =
  | { kind: 'number'; whole: boolean; optional: boolean }
  | { kind: 'choice'; options: readonly string[]; optional: boolean }
  | { kind: 'flag' }
  | { kind: 'text' };

/** Null for values that no single control can show: lists, objects, mixed types. */
export function fieldKindAt(path: Path, project: unknown): FieldKind | null {
  const schemas = schemasAt(projectSchema, path, project);
  for (const schema of schemas) {
    const inner = unwrapped(schema);
    if (inner instanceof z.ZodNumber) return { kind: 'number', whole: inner.format?.includes('int') ?? false, optional: isOptional(schema) };
    if (inner instanceof z.ZodEnum) return { kind: 'choice', options: inner.options.map(String), optional: isOptional(schema) };
    if (inner instanceof z.ZodBoolean) return { kind: 'flag' };
    if (inner instanceof z.ZodString) return { kind: 'text' };
  }
  return null;
}

/** May the key be left out of the file? */
function isOptional(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodOptional) return true;
  return schema instanceof z.ZodNullable ? isOptional(schema.unwrap()) : false;
}
