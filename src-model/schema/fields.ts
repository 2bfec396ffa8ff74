// Building blocks of the project schema. Every field carries its meaning, unit and source, so that the
// JSON Schema, the help beside each input and the error messages all come from one place.
import { z } from 'zod';

export interface FieldMeta {
  /** Short name as a user would say it. */
  title: string;
  /** What it means, in one or two sentences. */
  description: string;
  /** Unit symbol ("um", "ms", "uA", "S/m"); absent for pure numbers. */
  unit?: string;
  /** Where the default or the rule comes from; absent where there is neither: then the value is the user's own. */
  source?: string;
}

/** A finite number (NaN and infinities are refused by zod). */
export const quantity = (meta: FieldMeta): z.ZodNumber => z.number().meta({ ...meta });
export const positive = (meta: FieldMeta): z.ZodNumber => z.number().positive().meta({ ...meta });
export const nonNegative = (meta: FieldMeta): z.ZodNumber => z.number().nonnegative().meta({ ...meta });
export const fraction = (meta: FieldMeta): z.ZodNumber => z.number().min(0).max(1).meta({ ...meta });
export const count = (meta: FieldMeta): z.ZodNumber => z.number().int().nonnegative().meta({ ...meta });
export const text = (meta: FieldMeta): z.ZodString => z.string().meta({ ...meta });
export const flag = (meta: FieldMeta): z.ZodBoolean => z.boolean().meta({ ...meta });

/** Identifiers are what messages, files and commands call a thing by: unique within their list. */
export const identifier = (what: string): z.ZodString =>
  z.string().min(1).max(80).meta({ title: 'Name', description: `Name of the ${what}; unique in the project, used in messages and result files.` });
