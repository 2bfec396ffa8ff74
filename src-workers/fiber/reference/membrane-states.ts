// The states of all membranes of one fibre: their initial values, their currents, and how they advance.
import { type Evaluator, createEvaluator } from '../../codegen/program';
import type { Cable } from '../cable';
import { markovSteadyState, markovStep } from './markov';
import { INPUT, type MembraneProgram, membraneProgram } from './membrane-program';
import { type RateLookup, rateLookup } from './rate-lookup';

/** The compartments of one fibre that share a membrane model. All arrays have one entry per compartment of the group. */
export interface MembraneGroup {
  program: MembraneProgram;
  /** Compartments of the fibre, ascending. */
  compartments: Int32Array;
  /** In the order of the inputs of the programs: v, diameter, dt, ion currents, states. */
  inputs: Float64Array[];
  evaluate: {
    currents: Evaluator;
    gateRates: Evaluator;
    concentrationUpdates: Evaluator;
    initialConcentrations: Evaluator;
    transitionRates: Evaluator;
  };
  lookup: RateLookup | null;
}

/** Groups of a fibre in the order of cable.membranes; models that no compartment uses are left out. */
export function membraneGroups(cable: Cable): MembraneGroup[] {
  return cable.membranes.flatMap((model, index) => {
    const compartments = Int32Array.from({ length: cable.compartmentCount }, (_, k) => k).filter((k) => cable.membraneIndex[k] === index);
    if (compartments.length === 0) return [];
    const program = membraneProgram(model);
    const inputs = Array.from({ length: INPUT.firstState + program.stateNames.length }, () => new Float64Array(compartments.length));
    inputs[INPUT.diameter].fill(cable.diameterUm);
    const evaluator = (name: 'currents' | 'gateRates' | 'concentrationUpdates' | 'initialConcentrations' | 'transitionRates'): Evaluator =>
      createEvaluator(program[name], compartments.length);
    return [{
      program, compartments, inputs, lookup: model.rateTable ? rateLookup(program, model.rateTable) : null,
      evaluate: {
        currents: evaluator('currents'), gateRates: evaluator('gateRates'), concentrationUpdates: evaluator('concentrationUpdates'),
        initialConcentrations: evaluator('initialConcentrations'), transitionRates: evaluator('transitionRates'),
      },
    }];
  });
}

function gatherVoltage(group: MembraneGroup, voltageMv: Float64Array): void {
  const v = group.inputs[INPUT.v];
  for (let j = 0; j < v.length; j++) v[j] = voltageMv[group.compartments[j]];
}

/** Concentrations at their initial values; gates and Markov schemes at their steady state for these and the given potentials. */
export function initializeStates(group: MembraneGroup, voltageMv: Float64Array): void {
  const { program, inputs, evaluate } = group;
  gatherVoltage(group, voltageMv);
  const concentrations = evaluate.initialConcentrations(inputs);
  program.concentrations.forEach((_, c) => inputs[INPUT.firstState + c].set(concentrations[c]));
  const firstGate = INPUT.firstState + program.concentrations.length;
  const rates = gateRates(group);
  program.gates.forEach((_, g) => inputs[firstGate + g].set(rates[2 * g]));
  forEachScheme(group, (scheme, rowsOf, first) => {
    for (let j = 0; j < group.compartments.length; j++) {
      const occupancies = markovSteadyState(scheme, rowsOf(j));
      occupancies.forEach((value, s) => { inputs[first + s][j] = value; });
    }
  });
}

/** Ionic current (nA, outward) and its slope (uS) at the given potentials, for the compartments of the group; keeps the ion currents. */
export function evaluateCurrents(group: MembraneGroup, voltageMv: Float64Array, cable: Cable, ionicNa: Float64Array, slopeUs: Float64Array): void {
  const { inputs, compartments } = group;
  gatherVoltage(group, voltageMv);
  const [total, slope, sodium, potassium, calcium] = group.evaluate.currents(inputs);
  for (let j = 0; j < compartments.length; j++) {
    const k = compartments[j];
    ionicNa[k] = total[j] * cable.membraneNaPerMaCm2[k];
    slopeUs[k] = slope[j] * cable.membraneNaPerMaCm2[k];
  }
  if (group.program.concentrations.length > 0) {
    inputs[INPUT.ina].set(sodium);
    inputs[INPUT.ik].set(potassium);
    inputs[INPUT.ica].set(calcium);
  }
}

/** Advances concentrations (with the ion currents evaluated last), then gates and Markov schemes, by dtMs at the given potentials. */
export function advanceStates(group: MembraneGroup, voltageMv: Float64Array, dtMs: number): void {
  const { program, inputs, evaluate } = group;
  gatherVoltage(group, voltageMv);
  inputs[INPUT.dt].fill(dtMs);
  if (program.concentrations.length > 0) {
    const updated = evaluate.concentrationUpdates(inputs).map((values) => values.slice());
    updated.forEach((values, c) => inputs[INPUT.firstState + c].set(values));
  }
  const firstGate = INPUT.firstState + program.concentrations.length;
  const rates = gateRates(group);
  for (let g = 0; g < program.gates.length; g++) {
    const z = inputs[firstGate + g];
    const steady = rates[2 * g];
    const tau = rates[2 * g + 1];
    for (let j = 0; j < z.length; j++) z[j] += (1 - Math.exp(-dtMs / tau[j])) * (steady[j] - z[j]);
  }
  forEachScheme(group, (scheme, rowsOf, first) => {
    for (let j = 0; j < group.compartments.length; j++) {
      const occupancies = markovStep(scheme, rowsOf(j), scheme.states.map((_, s) => inputs[first + s][j]), dtMs);
      occupancies.forEach((value, s) => { inputs[first + s][j] = value; });
    }
  });
}

function gateRates(group: MembraneGroup): readonly Float64Array[] {
  return group.lookup ? group.lookup(group.inputs[INPUT.v]) : group.evaluate.gateRates(group.inputs);
}

/** Calls `visit` for each scheme with its rates by compartment and the input index of its first state. */
function forEachScheme(
  group: MembraneGroup,
  visit: (scheme: MembraneProgram['schemes'][number], rowsOf: (j: number) => number[], firstInput: number) => void,
): void {
  const { program } = group;
  if (program.schemes.length === 0) return;
  const rates = group.evaluate.transitionRates(group.inputs);
  let firstRate = 0;
  let firstInput = INPUT.firstState + program.concentrations.length + program.gates.length;
  for (const scheme of program.schemes) {
    const from = firstRate;
    visit(scheme, (j) => scheme.transitions.map((_, r) => rates[from + r][j]), firstInput);
    firstRate += scheme.transitions.length;
    firstInput += scheme.states.length;
  }
}
