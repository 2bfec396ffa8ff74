// The nerve and its fascicles.
import { z } from 'zod';
import { identifier, positive } from './fields';
import { materialSchema } from './materials';
import { populationSchema } from './population';
import { shapeSchema } from './shapes';
import { GRINBERG, NRV_DEFAULT } from './sources';

export const fascicleSchema = z.object({
  id: identifier('fascicle'),
  shape: shapeSchema,
  population: populationSchema,
  perineuriumThicknessUm: positive({ title: 'Perineurium thickness', description: 'Explicit thickness; the nerve\'s thickness rule when absent.', unit: 'um', source: GRINBERG }).optional(),
  endoneurium: materialSchema.optional(),
});

export const PERINEURIUM_RULES = ['default', 'sciatic', 'medial-popliteal', 'lateral-popliteal', 'median', 'ulnar', 'radial'] as const;

export const nerveSchema = z.object({
  lengthUm: positive({ title: 'Length', description: 'Length of the nerve and of every fibre.', unit: 'um' }),
  diameterUm: positive({ title: 'Diameter', description: 'Outer diameter of the (circular) nerve.', unit: 'um' }),
  bathDiameterUm: positive({ title: 'Bath diameter', description: 'Diameter of the surrounding cylinder, whose mantle is ground. null: no bath; the end cap at the far end of the nerve is ground.', unit: 'um', source: NRV_DEFAULT }).nullable().default(5000),
  perineuriumRule: z.enum(PERINEURIUM_RULES).default('default').meta({
    title: 'Perineurium rule', description: 'Perineurium thickness as a percentage of the fascicle diameter, by nerve.', source: GRINBERG }),
  materials: z.object({
    endoneurium: materialSchema.default('endoneurium_ranck'),
    perineurium: materialSchema.default('perineurium'),
    epineurium: materialSchema.default('epineurium'),
    bath: materialSchema.default('saline'),
  }).prefault({}),
});

export type Fascicle = z.infer<typeof fascicleSchema>;
export type Nerve = z.infer<typeof nerveSchema>;
