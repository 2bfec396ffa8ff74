// How long, how finely and with which models is simulated, and what is recorded.
import { z } from 'zod';
import { myelinatedModelSchema, unmyelinatedModelSchema } from './fibers';
import { flag, positive } from './fields';
import { EVERYTHING, KEEP_LITTLE, NRV_DEFAULT } from './sources';
import { valuesSchema } from './study';

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

export type Simulation = z.infer<typeof simulationSchema>;
export type FieldSettings = z.infer<typeof fieldSettingsSchema>;
