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

export interface MembraneModel {
  name: string;
  /** Papers: authors, year, journal, doi. */
  citations: readonly string[];
  temperatureC: number;
  initialVoltageMv: number;
  states: readonly State[];
  currents: readonly Current[];
}
