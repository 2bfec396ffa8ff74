// The project: one nerve (or one homogeneous medium), what is in it, how it is stimulated, simulated and studied.
// Plain data; the file format is exactly this object. Lengths um, times ms, currents uA (clamps nA), conductivities S/m.
// x runs along the nerve from 0 to its length; (y, z) is the transverse plane; the nerve's axis is y = z = 0.
import { z } from 'zod';
import { electrodeSchema } from './schema/electrodes';
import { fiberSchema } from './schema/fibers';
import { text } from './schema/fields';
import { materialSchema } from './schema/materials';
import { fascicleSchema, nerveSchema } from './schema/nerve';
import { simulationSchema } from './schema/simulation';
import { MATERIAL_SOURCE } from './schema/sources';
import { stimulationSchema } from './schema/stimulation';
import { studySchema } from './schema/study';

export * from './schema/shapes';
export * from './schema/materials';
export * from './schema/population';
export * from './schema/nerve';
export * from './schema/electrodes';
export * from './schema/stimulation';
export * from './schema/fibers';
export * from './schema/simulation';
export type { Drive } from './schema/drive';
export { studySchema, type Study } from './schema/study';

export const PROJECT_FORMAT = 'ranvier-project';
export const PROJECT_VERSION = 1;

export const projectSchema = z.object({
  format: z.literal(PROJECT_FORMAT),
  version: z.literal(PROJECT_VERSION),
  name: text({ title: 'Name', description: 'Name of the project.', source: 'Chosen for this program, until you name it.' }).default('Untitled'),
  description: text({ title: 'Description', description: 'Free text.', source: 'Chosen for this program: nothing needs to be said.' }).default(''),
  seed: z.number().int().min(0).max(2 ** 32 - 1).default(1).meta({ title: 'Seed', description: 'Seed of every random draw. The same project and seed give the same bytes.', source: 'Chosen for this program: any seed is as good.' }),
  nerve: nerveSchema.optional(),
  medium: materialSchema.optional().meta({ title: 'Medium', description: 'Infinite homogeneous medium of a project without a nerve.', unit: 'S/m', source: MATERIAL_SOURCE }),
  fascicles: z.array(fascicleSchema).default([]),
  fibers: z.array(fiberSchema).default([]),
  electrodes: z.array(electrodeSchema).default([]),
  stimulation: stimulationSchema.prefault({}),
  simulation: simulationSchema.prefault({}),
  studies: z.array(studySchema).default([]),
});

export type Project = z.infer<typeof projectSchema>;
