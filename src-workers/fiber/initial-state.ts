// The state of a fibre at t = 0: after settling, and with the membrane states half a step ahead in the second-order scheme.
import type { Cable } from './cable';
import type { StepGrid } from './drive-schedule';
import type { FiberSnapshot } from './kernels/fiber-group';
import { INPUT } from './reference/membrane-program';
import { type FiberState, staggerStates, startFiber } from './reference/stepper';
import type { MembraneModel } from '../membrane/model';

const uniform = new WeakMap<MembraneModel, Map<string, FiberSnapshot>>();

/** The initial state by the plain solver. Fibres whose compartments all start alike share the state of one compartment per membrane. */
export function initialSnapshot(cable: Cable, grid: StepGrid): FiberSnapshot {
  const [first] = cable.membranes;
  if (first.settling && cable.layered) return settledSnapshot(cable, grid);
  const known = uniform.get(first) ?? new Map<string, FiberSnapshot>();
  uniform.set(first, known);
  const ownDiameter = cable.membranes.some(({ states }) => states.some(({ kind }) => kind === 'concentration'));
  const key = JSON.stringify([grid.dtMs, grid.scheme, cable.initialVoltageMv, ownDiameter ? cable.diameterUm : 0]);
  const snapshot = known.get(key) ?? uniformSnapshot(cable, grid);
  known.set(key, snapshot);
  return snapshot;
}

/** Settled states of layered fibres, by their cable: the trials of a threshold search share it. */
const settled = new WeakMap<Cable, Map<string, FiberSnapshot>>();

function settledSnapshot(cable: Cable, grid: StepGrid): FiberSnapshot {
  const known = settled.get(cable) ?? new Map<string, FiberSnapshot>();
  settled.set(cable, known);
  const key = `${grid.scheme} ${grid.dtMs}`;
  const snapshot = known.get(key) ?? snapshotOf(started(cable, grid));
  known.set(key, snapshot);
  return snapshot;
}

function started(cable: Cable, grid: StepGrid): FiberState {
  const state = startFiber(cable);
  staggerStates(state, grid);
  return state;
}

/** One uncoupled compartment for each membrane. */
function uniformSnapshot(cable: Cable, grid: StepGrid): FiberSnapshot {
  const representatives = cable.membranes.map((_, m) => cable.membraneIndex.indexOf(m));
  const places = [...new Set(representatives.filter((k) => k >= 0))];
  const pick = <A extends Float64Array | Uint8Array>(values: A): A => values.filter((_, k) => places.includes(k)) as A;
  const isolated = (): Float64Array => new Float64Array(places.length);
  const reduced: Cable = {
    ...cable, compartmentCount: places.length, centerUm: pick(cable.centerUm), compartmentLengthUm: pick(cable.compartmentLengthUm), sectionKind: pick(cable.sectionKind),
    surfaceNaPerMaCm2: pick(cable.surfaceNaPerMaCm2), membraneNaPerMaCm2: pick(cable.membraneNaPerMaCm2), capacitanceNf: pick(cable.capacitanceNf),
    axialUs: isolated(), periaxonalUs: isolated(), myelinUs: pick(cable.myelinUs), myelinNf: pick(cable.myelinNf), exposed: pick(cable.exposed),
    membraneIndex: pick(cable.membraneIndex),
  };
  const placed = [...places].sort((a, b) => a - b);
  const whole = snapshotOf(started(reduced, grid));
  const of = (membrane: number): number => placed.indexOf(representatives[membrane]);
  return {
    // Alike in all compartments: without settling V is the initial potential; with it there is one membrane only.
    departureMv: () => whole.departureMv(0),
    sheathMv: () => whole.sheathMv(0),
    state: (membrane, state) => whole.state(membrane, state, of(membrane)),
  };
}

function snapshotOf(state: FiberState): FiberSnapshot {
  const { cable, potentials, voltageMv } = state;
  const rowOf = new Int32Array(cable.compartmentCount);
  const byMembrane = new Map(state.groups.map((group) => {
    group.compartments.forEach((k, row) => { rowOf[k] = row; });
    return [cable.membraneIndex[group.compartments[0]], group.inputs] as const;
  }));
  return {
    departureMv: (k) => voltageMv[k] - cable.initialVoltageMv,
    sheathMv: (k) => potentials.sheath[k],
    state: (membrane, index, k) => byMembrane.get(membrane)![INPUT.firstState + index][rowOf[k]],
  };
}
