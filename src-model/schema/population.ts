// The axons of a fascicle: drawn from statistics and placed, or given one by one.
import { z } from 'zod';
import { count, flag, fraction, nonNegative, positive, quantity, text } from './fields';
import { DRAWN, NRV_DEFAULT } from './sources';

export const diameterStatisticSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('library'), name: z.string().min(1).meta({ title: 'Name', description: 'Name of a histogram of the library.' }) }),
  z.object({
    kind: z.literal('histogram'),
    name: text({ title: 'Name', description: 'Name of your own histogram.', source: 'Chosen for this program: says that it is your own.' }).default('custom'),
    binStartsUm: z.array(z.number().positive()).min(3).meta({ title: 'Bins', description: 'Diameter at which each bin begins, ascending.', unit: 'um' }),
    frequencies: z.array(z.number().nonnegative()).min(3).meta({ title: 'Frequencies', description: 'How often diameters of each bin occur; only their ratios matter.' }),
  }),
  z.object({ kind: z.literal('file'), path: z.string().min(1).meta({ title: 'File', description: 'Two-column CSV file, beside the project or by its full path.' }) }),
]).meta({ title: 'Diameter statistic', description: 'Library histogram, own histogram, or a two-column CSV file (bin start in um, frequency) beside the project.', unit: 'um',
  source: `${NRV_DEFAULT} Every histogram of the library names its study.` });

export const placementSchema = z.object({
  method: z.enum(['placer', 'packer']).default('placer').meta({
    title: 'Method', description: 'placer: random sequential addition, largest first. packer: attraction and repulsion.',
    source: `${NRV_DEFAULT} packer: Mingasson et al. 2017, Front Neuroinform 11:5` }),
  spacingUm: nonNegative({ title: 'Axon spacing', description: 'Least gap between two axons.', unit: 'um', source: NRV_DEFAULT }).default(0.01),
  borderSpacingUm: nonNegative({ title: 'Border spacing', description: 'Least gap between an axon and the fascicle border; the axon spacing when absent.', unit: 'um', source: NRV_DEFAULT }).optional(),
  maxTries: z.number().int().positive().default(500).meta({ title: 'Tries', description: 'Random positions tried for each axon before it is left out.', source: NRV_DEFAULT }),
}).prefault({});

/** One axon given explicitly. Positions are absolute, not relative to the fascicle. */
export const axonSchema = z.object({
  myelinated: flag({ title: 'Myelinated', description: 'Whether the axon has myelin.' }),
  diameterUm: positive({ title: 'Diameter', description: 'Fibre diameter (outside of the myelin).', unit: 'um' }),
  yUm: quantity({ title: 'y', description: 'Absolute transverse position; found by the placement when absent.', unit: 'um', source: DRAWN }).optional(),
  zUm: quantity({ title: 'z', description: 'Absolute transverse position; found by the placement when absent.', unit: 'um', source: DRAWN }).optional(),
  nodeShift: fraction({ title: 'Node shift', description: 'Shift of the first node in internodal lengths; drawn when absent.', source: DRAWN }).optional(),
});

export const populationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('generated'),
    axonCount: count({ title: 'Axons', description: 'Number of axons drawn.', source: NRV_DEFAULT }).default(100),
    unmyelinatedFraction: fraction({ title: 'Unmyelinated fraction', description: 'Part of the axons that is unmyelinated.', source: NRV_DEFAULT }).default(0.7),
    myelinatedDiameters: diameterStatisticSchema.prefault({ kind: 'library', name: 'Schellens_1' }),
    unmyelinatedDiameters: diameterStatisticSchema.prefault({ kind: 'library', name: 'Ochoa_U' }),
    placement: placementSchema,
    nodeShift: z.enum(['random', 'aligned']).default('random').meta({ title: 'Node positions', description: 'random: nodes of Ranvier shifted at random per fibre; aligned: a node at x = 0 in every fibre.', source: NRV_DEFAULT }),
  }),
  z.object({ kind: z.literal('explicit'), axons: z.array(axonSchema).meta({ title: 'Axons', description: 'One by one: type, diameter and, where known, the place.' }), placement: placementSchema }),
]).meta({ title: 'Axons', description: 'Drawn from statistics of diameters, or given one by one.' });

export type DiameterStatistic = z.infer<typeof diameterStatisticSchema>;
export type Placement = z.infer<typeof placementSchema>;
export type Population = z.infer<typeof populationSchema>;
