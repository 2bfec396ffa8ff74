// Conductivities: from the library, or the user's own.
import { z } from 'zod';
import { positive, text } from './fields';
import { MATERIAL_SOURCE } from './sources';

const conductivityAlong = (axis: string): z.ZodNumber => positive({ title: `Conductivity along ${axis}`, description: `Of the material, along ${axis}.`, unit: 'S/m' });

/** A name from the material library, or the user's own values. */
export const materialSchema = z.union([
  z.string().min(1),
  z.object({
    name: z.string().min(1).meta({ title: 'Name', description: 'Name of the material.' }),
    conductivitySPerM: z.union([
      z.number().positive(),
      z.object({ xx: conductivityAlong('x'), yy: conductivityAlong('y'), zz: conductivityAlong('z') }),
    ]).meta({ title: 'Conductivity', description: 'One value, or one for each axis.', unit: 'S/m' }),
    source: text({ title: 'Source', description: 'Where the values come from, for your own notes.', source: 'Chosen for this program: a note is not needed.' }).optional(),
  }),
]).meta({ title: 'Material', description: 'Name of a library material, or own values: one conductivity, or one per axis.', unit: 'S/m', source: MATERIAL_SOURCE });

export type Material = z.infer<typeof materialSchema>;
