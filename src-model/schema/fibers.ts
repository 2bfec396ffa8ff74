// Models of fibres, and fibres given one by one.
import { z } from 'zod';
import { flag, fraction, identifier, positive, quantity } from './fields';
import { D_LAMBDA, GEOMETRY_SOURCE, NEUTRAL, NRV_DEFAULT, UNMYELINATED_SOURCE } from './sources';

export const MYELINATED_MODELS = ['MRG', 'Gaines_motor', 'Gaines_sensory'] as const;
export const UNMYELINATED_MODELS = ['HH', 'Rattay_Aberham', 'Sundt', 'Tigerholm', 'Schild_94', 'Schild_97'] as const;
export const VARIANTS = ['published', 'nrv'] as const;

const temperatureC = quantity({ title: 'Temperature', description: 'Temperature of the membrane; the model\'s own when absent.', unit: 'C', source: 'When absent: the temperature of the model\'s paper.' }).optional();
const variant = z.enum(VARIANTS).default('published').meta({ title: 'Variant', description: 'published: the model as in its paper; nrv: as NRV 1.4.0 runs it, for comparison.', source: `Chosen for this program: as published. nrv: Couppey et al. 2024, PLoS Comput Biol 20:e1011826` });

export const myelinatedModelSchema = z.object({
  model: z.enum(MYELINATED_MODELS).default('MRG').meta({
    title: 'Model', description: 'Membrane and geometry of myelinated fibres.',
    source: 'MRG: McIntyre et al. 2002, J Neurophysiol 87:995-1006. Gaines: Gaines et al. 2018, J Comput Neurosci 45:29-43' }),
  variant,
  geometry: z.enum(['default', 'nrv', 'ascent', 'pena', 'gaines', 'monotone']).default('default').meta({
    title: 'Geometry rule', description: 'How lengths and diameters follow from the fibre diameter. default: nrv for MRG and for variant nrv, gaines for published Gaines models.', source: GEOMETRY_SOURCE }),
  compartmentsPerSection: z.union([z.number().int().positive(), z.literal('d-lambda')]).default(1).meta({
    title: 'Compartments per section', description: 'A number, or d-lambda: as many as a tenth of the length constant at 100 Hz asks for.', source: 'Chosen for this program: McIntyre et al. 2002 cut internodes alike. d-lambda: Hines & Carnevale 2001, Neuroscientist 7:123-135' }),
  nodeSodium: z.enum(['gates', 'markov']).optional().meta({
    title: 'Sodium channels', description: 'MRG nodes only. gates (when absent): as published. markov: Markov schemes of Nav1.1 and Nav1.6 in their place.',
    source: 'Yi & Grill 2020, PLoS Comput Biol 16:e1007766' }),
  temperatureC,
});
export const unmyelinatedModelSchema = z.object({
  model: z.enum(UNMYELINATED_MODELS).default('Rattay_Aberham').meta({ title: 'Model', description: 'Membrane of unmyelinated fibres.', source: UNMYELINATED_SOURCE }),
  variant,
  compartments: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('length'), lengthUm: positive({ title: 'Compartment length', description: 'The fibre is cut into floor(length / this) equal compartments.', unit: 'um' }) }),
    z.object({ kind: z.literal('count'), count: z.number().int().positive().meta({ title: 'Number of compartments', description: 'The fibre is cut into so many equal compartments.' }) }),
    z.object({
      kind: z.literal('d-lambda'),
      dLambda: positive({ title: 'd-lambda', description: 'Longest compartment, as a part of the length constant at the frequency.', source: D_LAMBDA }).default(0.1),
      frequencyHz: positive({ title: 'Frequency', description: 'At which the length constant is taken.', unit: 'Hz', source: D_LAMBDA }).default(100),
    }),
  ]).prefault({ kind: 'length', lengthUm: 25 }).meta({ title: 'Compartments', description: 'Length of a compartment (floor(L / length) of them), their number, or the d-lambda rule.', source: NRV_DEFAULT }),
  temperatureC,
});

export const fiberSchema = z.object({
  id: identifier('fibre'),
  myelinated: flag({ title: 'Myelinated', description: 'Whether the fibre has myelin.' }),
  diameterUm: positive({ title: 'Diameter', description: 'Fibre diameter (outside of the myelin).', unit: 'um' }),
  lengthUm: positive({ title: 'Length', description: 'Length of the fibre from x = 0; nodeCount sets it when given.', unit: 'um', source: 'When absent: the length of the nerve, or what the number of nodes asks for.' }).optional(),
  nodeCount: z.number().int().min(2).optional().meta({ title: 'Nodes', description: 'Number of nodes of Ranvier (myelinated fibres); decides the length.', source: 'When absent: as many as the length holds.' }),
  yUm: quantity({ title: 'y', description: 'Transverse position.', unit: 'um', source: NEUTRAL }).default(0),
  zUm: quantity({ title: 'z', description: 'Transverse position.', unit: 'um', source: NEUTRAL }).default(0),
  nodeShift: fraction({ title: 'Node shift', description: 'Shift of the first node in internodal lengths.', source: NRV_DEFAULT }).default(0),
  myelinatedModel: myelinatedModelSchema.optional(),
  unmyelinatedModel: unmyelinatedModelSchema.optional(),
});

export type MyelinatedModel = z.infer<typeof myelinatedModelSchema>;
export type UnmyelinatedModel = z.infer<typeof unmyelinatedModelSchema>;
export type Fiber = z.infer<typeof fiberSchema>;
