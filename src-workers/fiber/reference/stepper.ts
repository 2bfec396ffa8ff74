// The plain solver of one fibre: start, settling, and one time step of either scheme. Exact rates, f64; correctness before speed.
import type { Cable } from '../cable';
import type { StepGrid } from '../drive-schedule';
import type { Settling } from '../../membrane/model';
import { CLAMP_RESISTANCE_MOHM, type FiberSetup } from '../fiber-setup';
import { type ImplicitStep, type Load, type Potentials, createImplicitStep } from './implicit-step';
import { type MembraneGroup, advanceStates, evaluateCurrents, initializeStates, membraneGroups } from './membrane-states';

/** The state of a fibre between two steps. Arrays have one entry per compartment. */
export interface FiberState {
  cable: Cable;
  potentials: Potentials;
  /** Membrane potential, mV. */
  voltageMv: Float64Array;
  /** Capacitive + ionic current of the last step, mA/cm2 of outer surface, outward positive. */
  membraneCurrentMaPerCm2: Float64Array;
  groups: MembraneGroup[];
  load: Load;
  implicitStep: ImplicitStep;
}

/** A fibre at its initial potential, after the settling that its model asks for (without stimulus, before t = 0). */
export function startFiber(cable: Cable): FiberState {
  const { settling } = cable.membranes[0];
  if (!settling) return fiberAt(cable, cable.initialVoltageMv);
  if (cable.layered) return settled(cable, settling);
  // All compartments of an unmyelinated fibre are equal and stay so: one of them settles for all.
  const state = fiberAt(cable, settling.startMv);
  const one = settled(firstCompartment(cable), settling);
  state.potentials.inside.fill(one.potentials.inside[0]);
  state.voltageMv.fill(one.voltageMv[0]);
  state.groups[0].inputs.forEach((values, i) => values.fill(one.groups[0].inputs[i][0]));
  return state;
}

/** A fibre whose compartments all have the given potential, their membranes in equilibrium with it. */
export function fiberAt(cable: Cable, voltageMv: number): FiberState {
  const n = cable.compartmentCount;
  const floats = (value = 0): Float64Array => new Float64Array(n).fill(value);
  const state: FiberState = {
    cable, potentials: { inside: floats(voltageMv), sheath: floats() }, voltageMv: floats(voltageMv), membraneCurrentMaPerCm2: floats(),
    groups: membraneGroups(cable), implicitStep: createImplicitStep(cable),
    load: { ionicNa: floats(), slopeUs: floats(), axonNa: floats(), sheathNa: floats(), clampUs: floats() },
  };
  for (const group of state.groups) initializeStates(group, state.voltageMv);
  return state;
}

/** A fibre whose potential moves by less than this in the last step of settling has come to rest, mV. */
const AT_REST_MV = 0.01;
/** Shares of the model's own step that are tried in turn: calcium in thin and cold fibres swings up at long steps, because its current is taken explicitly. */
const SETTLING_SHARES = [1, 0.1, 0.01];

/** The fibre at rest; where it finds none (a membrane that fires by itself, or diverges) its state at the end of the finest try. */
function settled(cable: Cable, { startMv, durationMs, dtMs }: Settling): FiberState {
  let state = fiberAt(cable, startMv);
  for (const share of SETTLING_SHARES) {
    state = fiberAt(cable, startMv);
    const steps = Math.round(durationMs / (share * dtMs));
    for (let n = 1; n < steps && Number.isFinite(state.voltageMv[0]); n++) backwardEulerStep(state, share * dtMs);
    const before = state.voltageMv.slice();
    backwardEulerStep(state, share * dtMs);
    if (before.every((value, k) => Math.abs(state.voltageMv[k] - value) < AT_REST_MV)) break;
  }
  state.membraneCurrentMaPerCm2.fill(0);
  return state;
}

/** The first compartment of an unmyelinated fibre as a cable of its own. */
function firstCompartment(cable: Cable): Cable {
  const { centerUm, compartmentLengthUm, sectionKind, surfaceNaPerMaCm2, membraneNaPerMaCm2, capacitanceNf, periaxonalUs, myelinUs, myelinNf, exposed, membraneIndex } = cable;
  return {
    ...cable, compartmentCount: 1, lengthUm: compartmentLengthUm[0], axialUs: Float64Array.of(0),
    centerUm: centerUm.slice(0, 1), compartmentLengthUm: compartmentLengthUm.slice(0, 1), sectionKind: sectionKind.slice(0, 1),
    surfaceNaPerMaCm2: surfaceNaPerMaCm2.slice(0, 1), membraneNaPerMaCm2: membraneNaPerMaCm2.slice(0, 1), capacitanceNf: capacitanceNf.slice(0, 1),
    periaxonalUs: periaxonalUs.slice(0, 1), myelinUs: myelinUs.slice(0, 1), myelinNf: myelinNf.slice(0, 1),
    exposed: exposed.slice(0, 1), membraneIndex: membraneIndex.slice(0, 1), nodeCompartments: Int32Array.of(0),
  };
}

/**
 * Prepares the states for the scheme: second-order keeps them half a step ahead of the potentials (staggered).
 * Must be called once after startFiber and before the first step.
 */
export function staggerStates(state: FiberState, grid: StepGrid): void {
  if (grid.scheme !== 'second-order') return;
  evaluateAllCurrents(state);
  for (const group of state.groups) advanceStates(group, state.voltageMv, grid.dtMs / 2);
}

/**
 * One step under the load that is in state.load.
 * Backward Euler: NEURON's order of operations: currents, potentials, then concentrations and gates.
 */
export function backwardEulerStep(state: FiberState, dtMs: number): void {
  potentialStep(state, dtMs, 1);
  for (const group of state.groups) advanceStates(group, state.voltageMv, dtMs);
}

/**
 * Crank-Nicolson for the potentials (a backward-Euler half step, extrapolated), exact exponentials for the states, half a step later.
 * Damped: two backward-Euler half steps, after a jump of the stimulus (Rannacher 1984, Numer Math 43:309-327).
 * `renewLoad` puts the stimuli into the load again between the two half steps: a voltage clamp's share depends on the potentials.
 */
export function secondOrderStep(state: FiberState, dtMs: number, damped: boolean, renewLoad: () => void): void {
  if (damped) {
    potentialStep(state, dtMs / 2, 1);
    renewLoad();
    potentialStep(state, dtMs / 2, 1);
  } else {
    potentialStep(state, dtMs / 2, 2);
  }
  for (const group of state.groups) advanceStates(group, state.voltageMv, dtMs);
}

function evaluateAllCurrents({ groups, voltageMv, cable, load }: FiberState): void {
  for (const group of groups) evaluateCurrents(group, voltageMv, cable, load.ionicNa, load.slopeUs);
}

/** A backward-Euler step of the potentials over dtMs whose increments are applied `factor` times. */
function potentialStep(state: FiberState, dtMs: number, factor: 1 | 2): void {
  const { cable, potentials, voltageMv, load } = state;
  evaluateAllCurrents(state);
  const { inside, sheath } = state.implicitStep(potentials, load, dtMs);
  for (let k = 0; k < cable.compartmentCount; k++) {
    const change = inside[k] - sheath[k];
    state.membraneCurrentMaPerCm2[k] = (load.ionicNa[k] + (cable.capacitanceNf[k] / dtMs + load.slopeUs[k]) * change) / cable.surfaceNaPerMaCm2[k];
    potentials.inside[k] += factor * inside[k];
    potentials.sheath[k] += factor * sheath[k];
    voltageMv[k] = potentials.inside[k] - potentials.sheath[k];
  }
}

/** Puts the stimuli of step n into the load: field of all contacts, current clamps and voltage clamps. */
export function applyStimuli(state: FiberState, setup: FiberSetup, currentUa: readonly (Float64Array | null)[], n: number): void {
  const { load, potentials } = state;
  load.axonNa.fill(0);
  load.sheathNa.fill(0);
  load.clampUs.fill(0);
  setup.sources.forEach((source, c) => {
    const current = (currentUa[c]?.[n] ?? 0) * setup.scale;
    if (!source || current === 0) return;
    for (let k = 0; k < load.axonNa.length; k++) {
      load.axonNa[k] += current * source.axonNa[k];
      load.sheathNa[k] += current * source.sheathNa[k];
    }
  });
  for (const clamp of setup.clamps) {
    const factor = clamp.factor[n];
    if (factor === 0) continue;
    const k = clamp.compartment;
    if (clamp.kind === 'current') {
      load.axonNa[k] += factor * clamp.amplitude;
      continue;
    }
    let outsideMv = 0;
    setup.sources.forEach((source, c) => { outsideMv += (currentUa[c]?.[n] ?? 0) * setup.scale * (source?.potentialMv[k] ?? 0); });
    load.clampUs[k] += 1 / CLAMP_RESISTANCE_MOHM;
    load.axonNa[k] += (clamp.amplitude - outsideMv - potentials.inside[k]) / CLAMP_RESISTANCE_MOHM;
  }
}
