// Studies: questions that need many simulations. Each is part of the project and runs in the window and headless.
// "Amplitude" always means the largest absolute current of any contact: a study scales all drives together, keeping their ratios.
import { z } from 'zod';
import { driveSchema } from './drive';
import { count, flag, fraction, identifier, nonNegative, positive, quantity, text } from './fields';
import { CHOSEN, EVERYTHING, NEUTRAL } from './sources';

const id = identifier('study');
const toleranceFraction = positive({ title: 'Tolerance', description: 'Relative width of the bracket at which a threshold search stops.', source: CHOSEN }).default(0.002);
const minimumUa = nonNegative({ title: 'Lowest amplitude', description: 'Searches begin here.', unit: 'uA', source: NEUTRAL }).default(0);
const maximumUa = positive({ title: 'Highest amplitude', description: 'Searches end here; a fibre that does not respond up to this amplitude has no threshold.', unit: 'uA', source: CHOSEN }).default(1000);

const drives = z.array(driveSchema).min(1).optional().meta({ title: 'Contacts', description: 'Contacts, waveforms and weights of this study alone, any combination; the drives of the project when absent.', source: 'When absent: as the project is stimulated.' });

const VALUES = 'A list of numbers, or first, last and number of values (linear or logarithmic).';

/** Values to try: a list, or equally (or logarithmically) spaced ones, both ends included. */
export const valuesSchema = z.union([
  z.array(z.number()).min(1),
  z.object({
    from: quantity({ title: 'First', description: 'The first value, in the unit of what is changed.' }),
    to: quantity({ title: 'Last', description: 'The last value, in the unit of what is changed.' }),
    count: z.number().int().min(2).max(100_000).meta({ title: 'Number', description: 'How many values, first and last included.' }),
    spacing: z.enum(['linear', 'logarithmic']).default('linear').meta({ title: 'Spacing', description: 'linear: equal steps. logarithmic: equal ratios.', source: 'Chosen for this program: equal steps.' }),
  }),
]);

/** One value of the project that a sweep or an optimisation changes: a path such as "electrodes.0.yUm" or "stimulation.drives.1.weight". */
const projectPath = z.string().min(1).meta({ title: 'Value', description: 'Path of a number in the project, for example electrodes.0.yUm or simulation.dtMs.' });

/** What a choice of the project becomes by turns: names, or true and false; numbers too where the project allows both. */
export const choicesSchema = z.array(z.union([z.string(), z.boolean(), z.number()])).min(1);

const sweptPath = z.string().min(1).meta({ title: 'Value', description: 'Path of a number or a choice in the project, for example electrodes.0.yUm or simulation.myelinated.model.' });

const measure = z.enum(['recruitment', 'thresholds']).default('recruitment').meta({
  title: 'Measure', description: 'recruitment: which fibres fire at the project\'s own stimulus. thresholds: activation threshold of every fibre.', source: 'Chosen for this program: recruitment costs one simulation a point, thresholds about ten.' });

const costQuantity = {
  quantity: z.enum(['recruited', 'not-recruited', 'charge', 'energy', 'selectivity']).meta({
    title: 'Quantity',
    description: 'Fraction of fibres recruited (or not), charge in nC (integral of the absolute current over all contacts), energy (integral of the squared current, uA^2 ms), or 1 - selectivity index of the named fascicle (1 when nothing fires).' }),
  fascicle: text({ title: 'Fascicle', description: 'Only the fibres of this fascicle count; those of all when absent.', source: EVERYTHING }).optional(),
  myelinated: flag({ title: 'Fibre type', description: 'Only fibres of this type count; both types when absent.', source: EVERYTHING }).optional(),
  power: positive({ title: 'Power', description: 'Exponent of the quantity.', source: NEUTRAL }).default(1),
};

/** weight * quantity^power * (every factor of `times`)^(its power). */
export const costTermSchema = z.object({
  ...costQuantity,
  weight: quantity({ title: 'Weight', description: 'Factor of the term in the sum.', source: NEUTRAL }).default(1),
  times: z.array(z.object(costQuantity)).optional().meta({ title: 'Times', description: 'Further quantities with which this term is multiplied.', source: NEUTRAL }),
});

export const studySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recruitment-curve'), id, amplitudesUa: valuesSchema.meta({ title: 'Amplitudes', description: `Largest absolute current of any contact. ${VALUES}`, unit: 'uA' }), drives }),
  z.object({
    kind: z.literal('thresholds'), id, minimumUa, maximumUa, toleranceFraction,
    upperBlock: flag({ title: 'Upper limit', description: 'Also search the amplitude above which the fibre no longer fires.', source: 'Chosen for this program: doubles the work.' }).default(false),
    drives,
  }),
  z.object({ kind: z.literal('block-thresholds'), id, minimumUa, maximumUa, toleranceFraction,
    testMs: nonNegative({ title: 'Test time', description: 'Action potentials that start at or after this time test the block (the project\'s clamps start them).', unit: 'ms' }), drives }),
  z.object({
    kind: z.literal('strength-duration'), id, minimumUa, maximumUa, toleranceFraction,
    waveform: z.string().meta({ title: 'Waveform', description: 'Id of the pulse (or biphasic) waveform whose duration is changed.' }),
    durationsMs: valuesSchema.meta({ title: 'Pulse durations', description: `Of the first phase. ${VALUES}`, unit: 'ms' }), drives,
  }),
  z.object({
    kind: z.literal('current-distance'), id, minimumUa, maximumUa, toleranceFraction,
    electrode: z.string().meta({ title: 'Electrode', description: 'Electrode that is moved along y.' }),
    yUm: valuesSchema.meta({ title: 'Positions y', description: `Where the electrode is put. ${VALUES}`, unit: 'um' }), drives,
  }),
  z.object({
    kind: z.literal('conduction-velocity'), id,
    diametersUm: valuesSchema.meta({ title: 'Fibre diameters', description: `Outside of the myelin. ${VALUES}`, unit: 'um' }),
    myelinated: flag({ title: 'Myelinated', description: 'Which of the project\'s two fibre models is used.', source: CHOSEN }).default(true),
  }),
  z.object({
    kind: z.literal('sweep'), id, measure,
    parameters: z.array(z.object({ path: sweptPath, values: z.union([valuesSchema, choicesSchema]).meta({ title: 'Values', description: `Of a number, in its unit: ${VALUES} Of a choice: a list of names, or of true and false.` }) })).min(1).max(8).meta({ title: 'Parameters', description: 'Values of the project that are changed, and what they become.' }),
    sampling: z.enum(['grid', 'paired', 'random']).default('grid').meta({ title: 'Sampling', description: 'grid: every combination. paired: the first values of all parameters together, then the second ones, and so on. random: seeded draws between the smallest and the largest value of each parameter.', source: 'Chosen for this program: leaves no combination out.' }),
    samples: count({ title: 'Samples', description: 'Number of random draws (random sampling only).', source: CHOSEN }).default(100),
    minimumUa, maximumUa, toleranceFraction,
  }),
  z.object({
    kind: z.literal('convergence'), id, measure: z.enum(['potentials', 'thresholds']).default('potentials').meta({
      title: 'Measure', description: 'potentials: along the fibres, at 1 mA. thresholds: activation threshold of every fibre.', source: 'Chosen for this program: potentials cost no fibre.' }),
    vary: z.enum(['mesh', 'dt']).default('mesh').meta({ title: 'Refine', description: 'mesh: the elements of the field. dt: the time step of the fibres.', source: CHOSEN }),
    factors: z.array(z.number().positive()).min(2).default([2, 1, 0.7, 0.5]).meta({ title: 'Refinement factors', description: 'On all element sizes, or on the time step; from coarse to fine.', source: 'Chosen for this program: a factor of four in all.' }),
    targetFraction: fraction({ title: 'Target', description: 'Refinement stops when the largest relative change is below this.', source: CHOSEN }).default(0.02),
    minimumUa, maximumUa, toleranceFraction,
  }),
  z.object({
    kind: z.literal('optimization'), id,
    variables: z.array(z.object({
      path: projectPath,
      lower: quantity({ title: 'Lower bound', description: 'The value does not get smaller; in its own unit.' }),
      upper: quantity({ title: 'Upper bound', description: 'The value does not get larger; in its own unit.' }),
    })).min(1).max(64).meta({ title: 'Variables', description: 'Values of the project that the optimiser may change, and between which bounds.' }),
    cost: z.array(costTermSchema).min(1).meta({ title: 'Cost', description: 'Sum of weighted terms; the optimiser makes it small.' }),
    optimizer: z.enum(['nelder-mead', 'particle-swarm', 'cma-es']).default('cma-es').meta({ title: 'Optimiser', description: 'nelder-mead: a simplex, for few variables and smooth costs. particle-swarm: a population, for costs with many valleys. cma-es: adapts its steps to the cost; the usual choice.', source: 'Nelder & Mead 1965, Comput J 7:308; Kennedy & Eberhart 1995, Proc ICNN 4:1942; Hansen & Ostermeier 2001, Evol Comput 9:159' }),
    evaluations: z.number().int().positive().default(200).meta({ title: 'Evaluations', description: 'How often the cost may be computed; each time the stimulus is simulated.', source: CHOSEN }),
  }),
  z.object({
    kind: z.literal('recording'), id,
    pointsUm: z.array(z.tuple([z.number(), z.number(), z.number()])).default([]).meta({ title: 'Points', description: 'Recording points (x, y, z).', unit: 'um', source: 'Chosen for this program: none, where contacts record.' }),
    contacts: z.array(z.string()).default([]).meta({ title: 'Contacts', description: 'Electrode contacts that record (by reciprocity through their footprints).', source: 'Chosen for this program: none, where points record.' }),
  }),
]);

export type Values = z.infer<typeof valuesSchema>;
export type Choices = z.infer<typeof choicesSchema>;
export type CostTerm = z.infer<typeof costTermSchema>;
export type CostFactor = NonNullable<CostTerm['times']>[number];
export type Study = z.infer<typeof studySchema>;
export type StudyOf<K extends Study['kind']> = Extract<Study, { kind: K }>;

/** Whether the values of a parameter are names, or true and false, instead of numbers. */
export const areChoices = (values: Values | Choices): values is Choices => Array.isArray(values) && values.some((value) => typeof value !== 'number');

export const countOfValues = (values: Values | Choices): number => (Array.isArray(values) ? values.length : values.count);

/** Number `index` of those that a `Values` stands for. */
export function valueAtIndex(values: Values, index: number): number {
  if (Array.isArray(values)) return values[index];
  const { from, to, count: n, spacing } = values;
  const part = index / (n - 1);
  return spacing === 'logarithmic' ? from * (to / from) ** part : from + (to - from) * part;
}

/** The numbers that a `Values` stands for, in order. */
export const expandValues = (values: Values): number[] => Array.from({ length: countOfValues(values) }, (_, index) => valueAtIndex(values, index));
