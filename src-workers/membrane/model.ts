// What a membrane model is: states and currents as expression trees.
// Variables that expressions may use: `v` (membrane potential, mV), `dt` (ms), `diameter` (um), every state by its name,
// and in concentration updates the total ion currents `ina`, `ik`, `ica` (mA/cm2) of the step.
import type { Expression } from '../codegen/expression';

/** dz/dt = (steadyState - z) / timeConstantMs; advanced as z' = inf + (z - inf) exp(-dt / tau) with v (and concentrations) of the new time. */
export interface Gate {
  kind: 'gate';
  name: string;
  steadyState: Expression;
  timeConstantMs: Expression;
}

/** Advanced before the gates: `update` gives the value after dt from the values before (and the step's ion currents). */
export interface Concentration {
  kind: 'concentration';
  name: string;
  /** mM (or a pure number for auxiliary states such as buffer occupancy). */
  initial: Expression;
  update: Expression;
}

/** A Markov scheme: `states` sum to 1; rates in 1/ms are functions of v; starts at steady state; advanced by backward Euler. */
export interface MarkovScheme {
  kind: 'markov';
  name: string;
  states: readonly string[];
  transitions: readonly { from: string; to: string; ratePerMs: Expression }[];
}

export type State = Gate | Concentration | MarkovScheme;

/** One ionic current in mA/cm2, outward positive. Channels give conductance (S/cm2) and reversal (mV); pumps give `current` only. */
export type Current =
  | { name: string; ion: 'na' | 'k' | 'ca' | null; conductanceSPerCm2: Expression; reversalMv: Expression }
  | { name: string; ion: 'na' | 'k' | 'ca' | null; currentMaPerCm2: Expression };

/**
 * NEURON's lookup table: steadyState and timeConstantMs of every gate are sampled at fromMv, fromMv + stepMv, ..., toMv, interpolated
 * linearly and held outside. Only for comparison with NEURON at equal error (variant `nrv` of HH and Rattay_Aberham).
 */
export interface RateTable {
  fromMv: number;
  toMv: number;
  stepMv: number;
}

/** A run without stimulus before t = 0: from startMv (all states at their steady state there), backward Euler with steps of dtMs. */
export interface Settling {
  startMv: number;
  durationMs: number;
  dtMs: number;
}

/**
 * Order of an update: currents with the old states; potentials; concentrations (with those currents); gates and Markov schemes
 * (with the new potential and concentrations). Gates start at their steady state for the initial potential and concentrations.
 */
export interface MembraneModel {
  name: string;
  /** Papers: authors, year, journal, doi. */
  citations: readonly string[];
  temperatureC: number;
  initialVoltageMv: number;
  states: readonly State[];
  currents: readonly Current[];
  /** Absent: exact rates. */
  rateTable?: RateTable;
  /** Absent: the model starts at initialVoltageMv with no settling. */
  settling?: Settling;
}

/** The membrane of an unmyelinated fibre with the passive properties of its cable. */
export interface UnmyelinatedMembrane extends MembraneModel {
  axialResistivityOhmCm: number;
  capacitanceUfPerCm2: number;
}

/** The membranes of a myelinated fibre by kind of section. */
export interface MyelinatedMembranes {
  /** Whether the internodal densities apply to the axon's surface inside the myelin or to the outer surface of the fibre. */
  internodeDensities: 'axon' | 'outer';
  node: MembraneModel;
  mysa: MembraneModel;
  flut: MembraneModel;
  stin: MembraneModel;
}
