// The state of a fibre at t = 0: after settling, and with the membrane states half a step ahead in the second-order scheme.
import type { Cable } from './cable';
import type { StepGrid } from './drive-schedule';
import type { FiberSnapshot } from './kernels/fiber-group';
import { settledSnapshots } from './kernels/settling';
import { INPUT } from './reference/membrane-program';
import { type FiberState, fiberAt, staggerStates, startFiber } from './reference/stepper';
import type { MembraneModel, Settling } from '../membrane/model';

/** Start states that all compartments of a membrane share, by the membrane of the nodes. */
const uniform = new WeakMap<MembraneModel, Map<string, FiberSnapshot>>();

/** The initial states of fibres, in order. */
export function initialSnapshots(cables: readonly Cable[], grid: StepGrid): FiberSnapshot[] {
  settleTogether(cables, grid);
  return cables.map((cable) => settledStates.get(cable)?.get(gridKey(grid)) ?? uniformStart(cable, grid));
}

const gridKey = ({ scheme, dtMs }: StepGrid): string => `${scheme} ${dtMs}`;

/** Fibres whose compartments all start alike share the state of one compartment per membrane, by the plain solver. */
function uniformStart(cable: Cable, grid: StepGrid): FiberSnapshot {
  const [first] = cable.membranes;
  const known = uniform.get(first) ?? new Map<string, FiberSnapshot>();
  uniform.set(first, known);
  const ownDiameter = cable.membranes.some(({ states }) => states.some(({ kind }) => kind === 'concentration'));
  // Very short fibres lack some membranes.
  const present = cable.membranes.map((_, m) => (cable.membraneIndex.includes(m) ? 1 : 0)).join('');
  const key = `${gridKey(grid)} ${cable.initialVoltageMv} ${ownDiameter ? cable.diameterUm : 0} ${present}`;
  const snapshot = known.get(key) ?? uniformSnapshot(cable, (reduced) => started(reduced, grid));
  known.set(key, snapshot);
  return snapshot;
}

function started(cable: Cable, grid: StepGrid): FiberState {
  const state = startFiber(cable);
  staggerStates(state, grid);
  return state;
}

/** Settled states of layered fibres: the trials of a threshold search share them, as do fibres of equal size. */
const settledStates = new WeakMap<Cable, Map<string, FiberSnapshot>>();

/** Settles the fibres whose compartments differ after it, if not known yet. Fibres of one kernel may settle differently: variants can have equal channels. */
function settleTogether(cables: readonly Cable[], grid: StepGrid): void {
  const key = gridKey(grid);
  const bySettling = new Map<string, { settling: Settling; unknown: Cable[] }>();
  for (const cable of new Set(cables)) {
    const { settling } = cable.membranes[0];
    if (!settling || !cable.layered || settledStates.get(cable)?.has(key)) continue;
    const together = bySettling.get(JSON.stringify(settling)) ?? { settling, unknown: [] };
    together.unknown.push(cable);
    bySettling.set(JSON.stringify(settling), together);
  }
  for (const { settling, unknown } of bySettling.values()) {
    const snapshots = settledSnapshots(unknown.map((cable) => ({ cable, start: uniformSnapshot(cable, (reduced) => fiberAt(reduced, settling.startMv)) })), settling);
    unknown.forEach((cable, index) => {
      const known = settledStates.get(cable) ?? new Map<string, FiberSnapshot>();
      settledStates.set(cable, known.set(key, staggered(cable, snapshots[index], grid)));
    });
  }
}

/** A snapshot with its states half a step ahead where the scheme wants it. */
function staggered(cable: Cable, snapshot: FiberSnapshot, grid: StepGrid): FiberSnapshot {
  if (grid.scheme !== 'second-order') return snapshot;
  const state = fiberAt(cable, cable.initialVoltageMv);
  for (let k = 0; k < cable.compartmentCount; k++) {
    state.voltageMv[k] = cable.initialVoltageMv + snapshot.departureMv(k);
    state.potentials.sheath[k] = snapshot.sheathMv(k);
    state.potentials.inside[k] = state.voltageMv[k] + snapshot.sheathMv(k);
  }
  for (const { inputs, compartments } of state.groups) {
    const membrane = cable.membraneIndex[compartments[0]];
    inputs.slice(INPUT.firstState).forEach((values, s) => compartments.forEach((k, row) => { values[row] = snapshot.state(membrane, s, k); }));
  }
  staggerStates(state, grid);
  return snapshotOf(state);
}

/** One uncoupled compartment for each membrane. */
function uniformSnapshot(cable: Cable, start: (reduced: Cable) => FiberState): FiberSnapshot {
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
  const whole = snapshotOf(start(reduced));
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
