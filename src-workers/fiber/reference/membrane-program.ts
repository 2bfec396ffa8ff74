// A membrane model compiled for the plain evaluator; compiled once per model.
import { type Program, compileProgram } from '../../codegen/program';
import type { Concentration, Gate, MarkovScheme, MembraneModel } from '../../membrane/model';
import { currentExpression, totalCurrent } from '../../membrane/total-current';

/** Inputs of every program, in this order, followed by the states in the order of `stateNames`. */
const LEADING_INPUTS = ['v', 'diameter', 'dt', 'ina', 'ik', 'ica'] as const;
export const INPUT = { v: 0, diameter: 1, dt: 2, ina: 3, ik: 4, ica: 5, firstState: LEADING_INPUTS.length } as const;

export interface MembraneProgram {
  model: MembraneModel;
  gates: Gate[];
  concentrations: Concentration[];
  schemes: MarkovScheme[];
  /** All states: concentrations, gates, states of Markov schemes. */
  stateNames: string[];
  /** total, slope, ina, ik, ica. */
  currents: Program;
  /** One output per current, mA/cm2; and per current with a conductance, S/cm2. */
  eachCurrent: Program;
  conductances: Program;
  conductanceNames: string[];
  initialConcentrations: Program;
  concentrationUpdates: Program;
  /** steadyState and timeConstantMs of every gate, alternating. */
  gateRates: Program;
  /** The rates of every transition, scheme by scheme. */
  transitionRates: Program;
}

const compiled = new WeakMap<MembraneModel, MembraneProgram>();

/** The programs of a model; the same model object gives the same programs. */
export function membraneProgram(model: MembraneModel): MembraneProgram {
  const known = compiled.get(model);
  if (known) return known;
  const made = compile(model);
  compiled.set(model, made);
  return made;
}

function compile(model: MembraneModel): MembraneProgram {
  const gates = model.states.filter((state) => state.kind === 'gate');
  const concentrations = model.states.filter((state) => state.kind === 'concentration');
  const schemes = model.states.filter((state) => state.kind === 'markov');
  const stateNames = [...concentrations.map((state) => state.name), ...gates.map((state) => state.name), ...schemes.flatMap((scheme) => scheme.states)];
  const inputs = [...LEADING_INPUTS, ...stateNames];
  const conducting = model.currents.filter((current) => 'conductanceSPerCm2' in current);
  const { total, slope, sodium, potassium, calcium } = totalCurrent(model);
  return {
    model, gates, concentrations, schemes, stateNames,
    currents: compileProgram([total, slope, sodium, potassium, calcium], inputs),
    eachCurrent: compileProgram(model.currents.map(currentExpression), inputs),
    conductances: compileProgram(conducting.map((current) => current.conductanceSPerCm2), inputs),
    conductanceNames: conducting.map((current) => current.name),
    initialConcentrations: compileProgram(concentrations.map((state) => state.initial), inputs),
    concentrationUpdates: compileProgram(concentrations.map((state) => state.update), inputs),
    gateRates: compileProgram(gates.flatMap((state) => [state.steadyState, state.timeConstantMs]), inputs),
    transitionRates: compileProgram(schemes.flatMap((scheme) => scheme.transitions.map((transition) => transition.ratePerMs)), inputs),
  };
}
