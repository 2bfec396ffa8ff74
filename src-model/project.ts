// The project: one nerve (or one homogeneous medium), what is in it, how it is stimulated, simulated and studied.
// Plain data; the file format is exactly this object. Lengths um, times ms, currents uA (clamps nA), conductivities S/m.
// x runs along the nerve from 0 to its length; (y, z) is the transverse plane; the nerve's axis is y = z = 0.
import { z } from 'zod';
import { driveSchema } from './drive';
import { count, flag, fraction, identifier, nonNegative, positive, quantity, text } from './fields';
import {
  CATHODIC_FIRST, DRAWN, D_LAMBDA, EVERYTHING, GEOMETRY_SOURCE, GRINBERG, KEEP_LITTLE,
  MATERIAL_SOURCE, NEUTRAL, NRV_DEFAULT, NRV_RULE, SAMPLE_SOURCE, THIN_FILM, UNMYELINATED_SOURCE,
} from './sources';
import { studySchema, valuesSchema } from './study';

export type { Drive } from './drive';
export { studySchema, type Study } from './study';

export const PROJECT_FORMAT = 'ranvier-project';
export const PROJECT_VERSION = 1;

// ---------------------------------------------------------------- shapes in the transverse plane

const centerYUm = quantity({ title: 'Centre y', description: 'Transverse position of the centre.', unit: 'um' });
const centerZUm = quantity({ title: 'Centre z', description: 'Transverse position of the centre.', unit: 'um' });

export const circleSchema = z.object({
  kind: z.literal('circle'),
  centerYUm,
  centerZUm,
  diameterUm: positive({ title: 'Diameter', description: 'Outer diameter of the circle.', unit: 'um' }),
});
export const ellipseSchema = z.object({
  kind: z.literal('ellipse'),
  centerYUm,
  centerZUm,
  diameterYUm: positive({ title: 'Diameter along y', description: 'Full axis that points along y when the rotation is 0.', unit: 'um' }),
  diameterZUm: positive({ title: 'Diameter along z', description: 'Full axis that points along z when the rotation is 0.', unit: 'um' }),
  rotationDeg: quantity({ title: 'Rotation', description: 'Counter-clockwise turn, seen with y to the right and z up.', unit: 'deg', source: NEUTRAL }).default(0),
});
export const polygonSchema = z.object({
  kind: z.literal('polygon'),
  verticesUm: z.array(z.tuple([z.number(), z.number()])).min(3).meta({
    title: 'Vertices', description: 'Corners (y, z) of a simple polygon, in order, not repeated at the end.', unit: 'um' }),
});
export const shapeSchema = z.discriminatedUnion('kind', [circleSchema, ellipseSchema, polygonSchema])
  .meta({ title: 'Shape', description: 'Outline in the transverse plane: a circle, an ellipse or a polygon.' });

// ---------------------------------------------------------------- materials

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

// ---------------------------------------------------------------- population

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

// ---------------------------------------------------------------- nerve and fascicles

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

// ---------------------------------------------------------------- electrodes

const electrodeId = identifier('electrode');
const cuffFields = {
  centerXUm: quantity({ title: 'Centre x', description: 'Middle of the contact along the nerve.', unit: 'um' }),
  contactLengthUm: positive({ title: 'Contact length', description: 'Extent of the contact along the nerve.', unit: 'um', source: NRV_DEFAULT }).default(100),
  contactThicknessUm: positive({ title: 'Contact thickness', description: 'Radial thickness of the contact; 10 % of the gap between nerve and bath when absent.', unit: 'um', source: NRV_RULE }).optional(),
  recessUm: nonNegative({ title: 'Recess', description: 'Depth by which the contact lies back from the nerve surface, filled with bath.', unit: 'um', source: 'Chosen for this program: the contact touches the nerve.' }).default(0),
  insulator: flag({ title: 'Insulator', description: 'Whether an insulating sleeve surrounds the contact.', source: NRV_DEFAULT }).default(true),
  insulatorLengthUm: positive({ title: 'Insulator length', description: 'Twice the contact length when absent.', unit: 'um', source: NRV_RULE }).optional(),
  insulatorThicknessUm: positive({ title: 'Insulator thickness', description: 'Five contact thicknesses, at most 40 % of the gap between nerve and bath, when absent.', unit: 'um', source: NRV_RULE }).optional(),
  insulatorOffsetUm: quantity({ title: 'Insulator offset', description: 'Shift of the insulator\'s middle along the nerve against the contact\'s middle.', unit: 'um', source: NRV_DEFAULT }).default(0),
};

export const electrodeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('point'), id: electrodeId,
    xUm: quantity({ title: 'x', description: 'Position along the nerve.', unit: 'um' }),
    yUm: quantity({ title: 'y', description: 'Transverse position.', unit: 'um' }),
    zUm: quantity({ title: 'z', description: 'Transverse position.', unit: 'um' }),
  }),
  z.object({
    kind: z.literal('life'), id: electrodeId,
    xUm: quantity({ title: 'Start x', description: 'Start (not centre) of the active site along the nerve.', unit: 'um' }),
    lengthUm: positive({ title: 'Length', description: 'Length of the active site.', unit: 'um', source: NRV_DEFAULT }).default(1000),
    yUm: quantity({ title: 'y', description: 'Transverse position of the wire.', unit: 'um' }),
    zUm: quantity({ title: 'z', description: 'Transverse position of the wire.', unit: 'um' }),
    diameterUm: positive({ title: 'Diameter', description: 'Diameter of the wire.', unit: 'um', source: NRV_DEFAULT }).default(25),
  }),
  z.object({ kind: z.literal('cuff'), id: electrodeId, ...cuffFields }),
  z.object({
    kind: z.literal('multi-contact-cuff'), id: electrodeId, ...cuffFields,
    contactCount: z.number().int().min(1).max(64).default(4).meta({ title: 'Contacts', description: 'Number of contacts, equally spaced around the nerve. Contact 0 faces +z, the next ones follow towards +y.', source: NRV_DEFAULT }),
    contactWidthUm: positive({ title: 'Contact width', description: 'Flat (chord) width of a contact; 4 pi D / (5 N) when absent.', unit: 'um', source: NRV_RULE }).optional(),
    rotationDeg: quantity({ title: 'Rotation', description: 'Turn of the whole cuff about the nerve, from +z towards +y.', unit: 'deg', source: NEUTRAL }).default(0),
  }),
  z.object({
    kind: z.literal('time'), id: electrodeId,
    xUm: quantity({ title: 'x', description: 'Middle of the thin transverse strip along the nerve.', unit: 'um' }),
    yUm: quantity({ title: 'Start y', description: 'Middle of the row of contacts, transverse.', unit: 'um' }),
    zUm: quantity({ title: 'Start z', description: 'Middle of the row of contacts, transverse.', unit: 'um' }),
    rotationDeg: quantity({ title: 'Rotation', description: 'Direction of the strip in the (y, z) plane, counter-clockwise from y.', unit: 'deg', source: NEUTRAL }).default(0),
    contactCount: z.number().int().min(1).max(32).default(4).meta({ title: 'Contacts', description: 'Number of flat contacts along the strip.', source: THIN_FILM }),
    pitchUm: positive({ title: 'Pitch', description: 'Distance between the middles of neighbouring contacts.', unit: 'um', source: THIN_FILM }).default(100),
    contactWidthUm: positive({ title: 'Contact width', description: 'Extent of a contact across the nerve, along the strip.', unit: 'um', source: THIN_FILM }).default(40),
    contactLengthUm: positive({ title: 'Contact length', description: 'Extent of a contact and of the strip along x.', unit: 'um', source: THIN_FILM }).default(40),
    thicknessUm: positive({ title: 'Strip thickness', description: 'Thickness of the strip (insulating but for the contacts, which lie on its upper face).', unit: 'um', source: THIN_FILM }).default(10),
  }),
]);

// ---------------------------------------------------------------- waveforms and drives

const startMs = nonNegative({ title: 'Start', description: 'Time at which it begins.', unit: 'ms', source: NEUTRAL }).default(0);
const durationMs = positive({ title: 'Duration', description: 'How long it lasts.', unit: 'ms' });
const amplitudeUa = quantity({ title: 'Amplitude', description: 'Current; negative is cathodic.', unit: 'uA' });

const simpleWaveforms = [
  z.object({ kind: z.literal('constant'), startMs, valueUa: amplitudeUa }),
  z.object({ kind: z.literal('pulse'), startMs, durationMs, amplitudeUa }),
  z.object({
    kind: z.literal('biphasic'), startMs,
    cathodicUa: nonNegative({ title: 'Cathodic amplitude', description: 'Magnitude of the cathodic phase.', unit: 'uA' }),
    cathodicMs: positive({ title: 'First phase', description: 'Duration of the first phase.', unit: 'ms' }),
    anodicUa: nonNegative({ title: 'Anodic amplitude', description: 'Magnitude of the anodic phase; the second phase lasts until the charge is balanced. 0: no second phase.', unit: 'uA' }),
    gapMs: nonNegative({ title: 'Gap', description: 'Pause between the phases.', unit: 'ms', source: NEUTRAL }).default(0),
    anodicFirst: flag({ title: 'Anodic first', description: 'Swap the order of the phases.', source: CATHODIC_FIRST }).default(false),
  }),
  z.object({
    kind: z.literal('sine'), startMs, durationMs, amplitudeUa,
    frequencyKhz: positive({ title: 'Frequency', description: 'Frequency of the sine.', unit: 'kHz' }),
    offsetUa: quantity({ title: 'Offset', description: 'Constant added while the sine lasts.', unit: 'uA', source: NEUTRAL }).default(0),
    phaseDeg: quantity({ title: 'Phase', description: 'Phase at the start.', unit: 'deg', source: NEUTRAL }).default(0),
    sampleMs: positive({ title: 'Sample step', description: 'Time step of the samples; a hundredth of a period when absent.', unit: 'ms', source: NRV_RULE }).optional(),
  }),
  z.object({
    kind: z.literal('square'), startMs, durationMs, amplitudeUa,
    frequencyKhz: positive({ title: 'Frequency', description: 'Frequency of the square wave.', unit: 'kHz' }),
    offsetUa: quantity({ title: 'Offset', description: 'Constant added while it lasts.', unit: 'uA', source: NEUTRAL }).default(0),
    anodicFirst: flag({ title: 'Positive first', description: 'Begin with +amplitude instead of -amplitude.', source: CATHODIC_FIRST }).default(false),
  }),
  z.object({
    kind: z.literal('ramp'), startMs, durationMs,
    fromUa: quantity({ title: 'From', description: 'Value at the start.', unit: 'uA', source: NEUTRAL }).default(0),
    toUa: quantity({ title: 'To', description: 'Value at the end; held afterwards.', unit: 'uA' }),
    sampleMs: positive({ title: 'Sample step', description: 'Time step of the samples.', unit: 'ms', source: SAMPLE_SOURCE }).default(0.005),
  }),
  z.object({
    kind: z.literal('harmonic'), startMs, durationMs, amplitudeUa,
    weights: z.array(z.number()).min(1).meta({ title: 'Weights', description: 'Weight of each harmonic of 1 / (2 duration).' }),
    phasesDeg: z.array(z.number()).min(1).meta({ title: 'Phases', description: 'Phase of each harmonic.', unit: 'deg' }),
    sampleMs: positive({ title: 'Sample step', description: 'Time step of the samples; a hundredth of the highest harmonic\'s period when absent.', unit: 'ms', source: 'Chosen for this program, as for a sine.' }).optional(),
  }),
  z.object({
    kind: z.literal('noise'), startMs, durationMs,
    standardDeviationUa: nonNegative({ title: 'Standard deviation', description: 'Of the Gaussian samples.', unit: 'uA' }),
    offsetUa: quantity({ title: 'Offset', description: 'Mean of the samples.', unit: 'uA', source: NEUTRAL }).default(0),
    sampleMs: positive({ title: 'Sample step', description: 'Time step of the samples.', unit: 'ms', source: SAMPLE_SOURCE }).default(0.005),
  }),
  z.object({
    kind: z.literal('samples'),
    timesMs: z.array(z.number().nonnegative()).min(1).meta({ title: 'Times', description: 'Ascending; each value holds until the next time, the last one to the end.', unit: 'ms' }),
    valuesUa: z.array(z.number()).min(1).meta({ title: 'Values', description: 'One for each time.', unit: 'uA' }),
  }),
] as const;

export const waveformSchema = z.discriminatedUnion('kind', [
  ...simpleWaveforms,
  z.object({
    kind: z.literal('sum'),
    terms: z.array(z.discriminatedUnion('kind', [...simpleWaveforms])).min(1).meta({ title: 'Terms', description: 'Waveforms that are added.' }),
  }),
]).meta({ title: 'Kind', description: 'Form of the waveform: what its current is at each time.' });

/** Intracellular stimulus on fibres chosen by the filter (all when absent). Positions are fractions of the fibre's length. */
export const clampSchema = z.object({
  kind: z.enum(['current', 'voltage']).default('current').meta({ title: 'Kind', description: 'current: injects a current (nA). voltage: holds a potential (mV).', source: 'Chosen for this program: a current, as with a stimulating micro-electrode.' }),
  position: fraction({ title: 'Position', description: 'Along the fibre, 0 to 1; snapped to the nearest node of Ranvier on myelinated fibres.' }),
  startMs, durationMs,
  amplitude: quantity({ title: 'Amplitude', description: 'Injected current in nA (positive depolarises), or command potential in mV.', unit: 'nA or mV' }),
  fascicles: z.array(z.string()).optional().meta({ title: 'Fascicles', description: 'Names of the fascicles whose fibres are clamped; all when absent.', source: EVERYTHING }),
  fibers: z.array(z.string()).optional().meta({ title: 'Fibres', description: 'Names of the fibres that are clamped; all when absent.', source: EVERYTHING }),
});

export const stimulationSchema = z.object({
  waveforms: z.array(z.object({ id: identifier('waveform'), waveform: waveformSchema })).default([]),
  drives: z.array(driveSchema).default([]),
  clamps: z.array(clampSchema).default([]),
});

// ---------------------------------------------------------------- explicit fibres (single-fibre projects)

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

// ---------------------------------------------------------------- simulation

export const fieldSettingsSchema = z.object({
  mesher: z.enum(['extrusion', 'gmsh']).default('extrusion').meta({ title: 'Mesher', description: 'extrusion: built in; gmsh: an installed Gmsh.', source: 'Chosen for this program: needs nothing else. gmsh: Geuzaine & Remacle 2009, Int J Numer Methods Eng 79:1309-1331' }),
  mesh: z.union([z.enum(['coarse', 'normal', 'fine']), z.number().positive()]).default('normal').meta({
    title: 'Mesh', description: 'coarse, normal, fine, or a factor on all element sizes (0.5 is twice as fine as normal).', source: 'Chosen for this program: errors of 1 % or less where potentials matter; a convergence study tells yours.' }),
  formulation: z.enum(['sharp', 'nrv']).default('sharp').meta({
    title: 'Perineurium', description: 'sharp: thin layer with a jump of the potential. nrv: NRV\'s mixed formulation, for comparison.', source: 'Chosen for this program: a thin layer by its conductance. nrv: Couppey et al. 2024, PLoS Comput Biol 20:e1011826' }),
  relativeTolerance: positive({ title: 'Solver tolerance', description: 'Relative residual at which the solver stops; checked on the true residual.', source: 'Chosen for this program: far below the error of any mesh.' }).default(1e-8),
});

export const simulationSchema = z.object({
  durationMs: positive({ title: 'Duration', description: 'Simulated time.', unit: 'ms', source: NRV_DEFAULT }).default(20),
  dtMs: positive({ title: 'Time step', description: 'Fixed time step.', unit: 'ms', source: 'Chosen for this program: at 5 us the second-order scheme is at least as close to converged thresholds as backward Euler at 1 us, the default of NRV 1.4.0.' }).default(0.005),
  scheme: z.enum(['second-order', 'backward-euler']).default('second-order').meta({
    title: 'Time scheme', description: 'second-order: Crank-Nicolson, damped after each stimulus jump. backward-euler: NEURON\'s order of operations.', source: 'Crank & Nicolson 1947, Proc Camb Phil Soc 43:50-67; Rannacher 1984, Numer Math 43:309-327. NEURON: Hines & Carnevale 1997, Neural Comput 9:1179-1209' }),
  precision: z.enum(['f64', 'f32']).default('f64').meta({ title: 'Precision', description: 'f64: double. f32: single, about twice as fast; models that need it (Tigerholm, Schild, Gaines, MRG with several compartments per section) stay in f64.', source: 'Chosen for this program: double precision, as NEURON.' }),
  rates: z.enum(['tables', 'exact']).default('tables').meta({ title: 'Rates', description: 'tables: interpolated gate tables (fast). exact: exponentials at every step.', source: 'Chosen for this program: within 1e-5 of thresholds with exact rates. Tables of rates: Hines 1984, Int J Biomed Comput 15:69-76' }),
  myelinated: myelinatedModelSchema.prefault({}),
  unmyelinated: unmyelinatedModelSchema.prefault({}),
  field: fieldSettingsSchema.prefault({}),
  record: z.object({
    membranePotential: z.enum(['none', 'nodes', 'all', 'points']).default('none').meta({ title: 'Membrane potential', description: 'Which traces to keep: none, nodes of Ranvier (every compartment of unmyelinated fibres), all compartments, or the compartments at the given points.', source: KEEP_LITTLE }),
    pointsUm: valuesSchema.optional().meta({ title: 'Points', description: 'Positions x along the fibre for "points", a list or equally spaced ones; each is recorded in the compartment that contains it. Points beyond the end of a fibre are left out for that fibre.', unit: 'um', source: 'Needed for "points" alone.' }),
    membraneCurrent: flag({ title: 'Membrane current', description: 'Keep i_mem at the same places.', source: KEEP_LITTLE }).default(false),
    ionicCurrents: flag({ title: 'Ionic currents', description: 'Keep each ionic current.', source: KEEP_LITTLE }).default(false),
    gates: flag({ title: 'Gates', description: 'Keep the gating variables.', source: KEEP_LITTLE }).default(false),
    conductances: flag({ title: 'Conductances', description: 'Keep each channel conductance.', source: KEEP_LITTLE }).default(false),
    everySteps: z.number().int().positive().default(1).meta({ title: 'Every', description: 'Keep one sample of every so many time steps.', source: 'Chosen for this program: every sample.' }),
    csv: z.enum(['single-fibers', 'all', 'none']).optional().meta({
      title: 'Traces as CSV', description: 'Which traces are also written as CSV files, beside results.h5. single-fibers (when absent): those of fibres given one by one; all: those of populations too.', source: KEEP_LITTLE }),
    fibers: z.array(z.string()).optional().meta({ title: 'Fibres', description: 'Names of the fibres whose traces are kept; all when absent.', source: EVERYTHING }),
  }).prefault({}),
});

// ---------------------------------------------------------------- project

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

export type Circle = z.infer<typeof circleSchema>;
export type Ellipse = z.infer<typeof ellipseSchema>;
export type Polygon = z.infer<typeof polygonSchema>;
export type Shape = z.infer<typeof shapeSchema>;
export type Material = z.infer<typeof materialSchema>;
export type DiameterStatistic = z.infer<typeof diameterStatisticSchema>;
export type Placement = z.infer<typeof placementSchema>;
export type Population = z.infer<typeof populationSchema>;
export type Fascicle = z.infer<typeof fascicleSchema>;
export type Nerve = z.infer<typeof nerveSchema>;
export type Electrode = z.infer<typeof electrodeSchema>;
export type ElectrodeOf<K extends Electrode['kind']> = Extract<Electrode, { kind: K }>;
export type Waveform = z.infer<typeof waveformSchema>;
export type Clamp = z.infer<typeof clampSchema>;
export type Stimulation = z.infer<typeof stimulationSchema>;
export type MyelinatedModel = z.infer<typeof myelinatedModelSchema>;
export type UnmyelinatedModel = z.infer<typeof unmyelinatedModelSchema>;
export type Fiber = z.infer<typeof fiberSchema>;
export type Simulation = z.infer<typeof simulationSchema>;
export type FieldSettings = z.infer<typeof fieldSettingsSchema>;
export type Project = z.infer<typeof projectSchema>;
