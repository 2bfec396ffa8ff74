// A group of fibres in the memory of the direct kernel: one fibre per lane, compartments in slots.
import { laneBytes, laneCount } from '../../codegen/lane-builder';
import { EXPOSED, LAYERED, RUN_BYTES, type SlotKind, membraneField, slotBytes, sourceCount } from './cable-layout';
import type { CableKernel, CableKernelExports } from './cable-kernel';
import { clampSources } from './clamp-sources';
import type { FiberGroup, FiberSnapshot, GroupMember } from './fiber-group';
import type { KernelMemory } from './kernel-memory';
import type { MembranePlan } from './membrane-plan';
import { type FiberShape, alignSlots } from './slot-alignment';

export interface CableMember extends GroupMember {
  shape: FiberShape;
  /** By membrane of the cable. */
  plans: readonly MembranePlan[];
}

/** A loaded kernel with the exports that this group calls. */
export interface LoadedCableKernel {
  kernel: CableKernel;
  exports: CableKernelExports;
  memory: KernelMemory;
}

/** Also reads the state back: how a settled fibre is carried over to the run. */
export interface CableGroup extends FiberGroup {
  snapshot(member: number): FiberSnapshot;
}

/**
 * Lays the members out and computes the first right-hand side. `solveMs`: the time of one solve (dt, or dt / 2 in the second-order scheme).
 * All members need equal shape keys; there may be fewer members than lanes (the rest repeats the first).
 */
export function placeCableGroup({ kernel, exports, memory }: LoadedCableKernel, members: readonly CableMember[], solveMs: number, dtMs: number): CableGroup {
  const { format, kinds } = kernel;
  const bytes = laneBytes(format);
  const lanes = laneCount(format);
  const alignment = alignSlots(members.map(({ shape }) => shape));
  const slots = placeSlots(alignment.kinds, kinds, (size) => memory.allocate(size), format);
  const contactCount = members[0].setup.sources.length;
  const contactBytes = slots.sourceTotal * bytes;
  const basis = memory.allocate((contactCount + 1) * contactBytes);
  const currents = memory.allocate((contactCount + 1) * bytes);
  const runTable = memory.allocate(slots.runs.length * RUN_BYTES);
  slots.runs.forEach(({ kind, first, count }, r) => {
    const size = slotBytes(kinds[kind], format);
    [kind, first, count, first + (count - 1) * size].forEach((value, k) => { memory.setInt32(runTable + r * RUN_BYTES + 4 * k, value); });
  });
  const values = memory.values;
  values.fill(0, memory.indexOf(slots.begin), memory.indexOf(slots.end));
  values.fill(0, memory.indexOf(basis), memory.indexOf(currents + (contactCount + 1) * bytes));
  memory.fill(kernel.parameters.address.dt, dtMs);
  memory.fill(currents, 1);

  const occupant = (lane: number): number => (lane < members.length ? lane : 0);
  for (let lane = 0; lane < lanes; lane++) {
    const member = members[occupant(lane)];
    values[memory.indexOf(kernel.parameters.address.diameter) + lane] = member.setup.cable.diameterUm;
    const first = alignment.first[occupant(lane)];
    const put = (slot: number, field: number, value: number): void => { values[memory.indexOf(slots.address[slot] + field * bytes) + lane] = value; };
    const putBasis = (contact: number, slot: number, source: number, value: number): void => {
      values[memory.indexOf(basis + contact * contactBytes + (slots.firstSource[slot] + source) * bytes) + lane] = value;
    };
    alignment.kinds.forEach((kind, slot) => {
      const compartment = slot - first;
      if (compartment >= 0 && compartment < member.setup.cable.compartmentCount) placeCompartment(member, compartment, kinds[kind], solveMs, (field, value) => put(slot, field, value), (contact, source, value) => putBasis(contact, slot, source, value));
      else placePadding(templateOf(member, members, kind), kinds[kind], (field, value) => put(slot, field, value));
    });
  }

  const clamps = clampSources(members, (member, compartment) => {
    const slot = alignment.first[member] + compartment;
    return {
      source: memory.indexOf(basis + slots.firstSource[slot] * bytes) + member,
      conductance: [EXPOSED.fixed, EXPOSED.diagonal].map((field) => memory.indexOf(slots.address[slot] + field * bytes) + member),
    };
  });
  const staticSources = values.slice(memory.indexOf(basis), memory.indexOf(basis + contactBytes));

  const { runs } = slots;
  exports.prepare(runTable, runs.length);
  const rowBytes = slots.recordColumns * bytes;
  return {
    format, recordColumns: slots.recordColumns,
    column: (member, compartment) => slots.recordColumn[alignment.first[member] + compartment],
    setCurrents: (currentUa) => {
      const shared = memory.values;
      if (clamps.any) {
        shared.set(staticSources, memory.indexOf(basis));
        clamps.apply(shared, currentUa);
      }
      for (let c = 0; c < contactCount; c++) {
        for (let lane = 0; lane < lanes; lane++) shared[memory.indexOf(currents + (c + 1) * bytes) + lane] = currentUa[c] * members[occupant(lane)].setup.scale;
      }
      exports.combine(runTable, runs.length, currents, contactCount + 1, basis, contactBytes);
    },
    setClamp: clamps.set,
    advance: (steps, record) => exports.advance(runTable, runs.length, steps, record, rowBytes),
    advanceDamped: (record) => {
      exports.hold(runTable, runs.length);
      exports.finish(runTable, runs.length, record, rowBytes);
    },
    range: (record, rows, target) => exports.range(record, rows, rowBytes, slots.recordColumns, target),
    snapshot: (lane) => readSnapshot(members[lane], kinds, (compartment, field) =>
      memory.values[memory.indexOf(slots.address[alignment.first[lane] + compartment] + field * bytes) + lane]),
  };
}

interface PlacedSlots {
  begin: number;
  end: number;
  address: Int32Array;
  firstSource: Int32Array;
  sourceTotal: number;
  recordColumn: Int32Array;
  recordColumns: number;
  runs: { kind: number; first: number; count: number }[];
}

function placeSlots(slotKinds: Uint8Array, kinds: readonly SlotKind[], allocate: (bytes: number) => number, format: CableKernel['format']): PlacedSlots {
  const total = slotKinds.reduce((sum, kind) => sum + slotBytes(kinds[kind], format), 0);
  const begin = allocate(total);
  const placed: PlacedSlots = {
    begin, end: begin + total, address: new Int32Array(slotKinds.length), firstSource: new Int32Array(slotKinds.length), sourceTotal: 0,
    recordColumn: new Int32Array(slotKinds.length).fill(-1), recordColumns: 0, runs: [],
  };
  let at = begin;
  slotKinds.forEach((kind, slot) => {
    placed.address[slot] = at;
    placed.firstSource[slot] = placed.sourceTotal;
    placed.sourceTotal += sourceCount(kinds[kind]);
    if (kinds[kind].recorded) {
      placed.recordColumn[slot] = placed.recordColumns;
      placed.recordColumns += kinds[kind].layered ? 2 : 1;
    }
    const run = placed.runs.at(-1);
    if (run?.kind === kind) run.count++;
    else placed.runs.push({ kind, first: at, count: 1 });
    at += slotBytes(kinds[kind], format);
  });
  return placed;
}

type PutField = (field: number, value: number) => void;

/** Constants, sources and initial state of one compartment; every row is divided by the membrane area. */
function placeCompartment(
  { setup, initial, plans }: CableMember, k: number, kind: SlotKind, solveMs: number, put: PutField, putBasis: (contact: number, source: number, value: number) => void,
): void {
  const { cable } = setup;
  const area = cable.membraneNaPerMaCm2[k];
  const left = k > 0 ? cable.axialUs[k - 1] / area : 0;
  const right = cable.axialUs[k] / area;
  const capacity = cable.capacitanceNf[k] / (solveMs * area);
  const { passive } = plans[cable.membraneIndex[k]];
  if (kind.layered) {
    const leftX = k > 0 ? cable.periaxonalUs[k - 1] / area : 0;
    const rightX = cable.periaxonalUs[k] / area;
    const sheathCapacity = cable.myelinNf[k] / (solveMs * area);
    put(LAYERED.w, initial.departureMv(k));
    put(LAYERED.x, initial.sheathMv(k));
    put(LAYERED.lowerI, left);
    put(LAYERED.upperI, right);
    put(LAYERED.lowerX, leftX);
    put(LAYERED.upperX, rightX);
    put(LAYERED.fixedI, left + right);
    put(LAYERED.fixedX, leftX + rightX + sheathCapacity + cable.myelinUs[k] / area);
    put(LAYERED.capacity, capacity);
    put(LAYERED.sheathCapacity, sheathCapacity);
    if (passive) {
      put(LAYERED.c, capacity + passive.slopeSPerCm2);
      putBasis(0, 0, passive.driveMaPerCm2);
      putBasis(0, 1, -passive.driveMaPerCm2);
    }
  } else {
    put(EXPOSED.y, initial.departureMv(k));
    put(EXPOSED.lower, left);
    put(EXPOSED.upper, right);
    put(EXPOSED.fixed, left + right + capacity + (passive?.slopeSPerCm2 ?? 0));
    put(EXPOSED.capacity, capacity);
    if (passive) putBasis(0, 0, passive.driveMaPerCm2);
  }
  if (!passive) kind.plan.stateNames.forEach((_, s) => put(membraneField(kind) + s, initial.state(cable.membraneIndex[k], s, k)));
  setup.sources.forEach((source, c) => {
    if (!source) return;
    putBasis(c + 1, 0, source.axonNa[k] / area);
    if (kind.layered) putBasis(c + 1, 1, source.sheathNa[k] / area);
  });
}

/** Some compartment of a kind: its states keep a padded slot finite. */
function templateOf(own: CableMember, members: readonly CableMember[], kind: number): { member: CableMember; compartment: number } {
  for (const member of [own, ...members]) {
    const compartment = member.shape.kinds.indexOf(kind);
    if (compartment >= 0) return { member, compartment };
  }
  throw new Error('A slot has a kind that no fibre of its group has.');
}

/** A slot that no compartment of this lane occupies: coupled to nothing, so that it cannot influence the lane. */
function placePadding({ member, compartment }: { member: CableMember; compartment: number }, kind: SlotKind, put: PutField): void {
  if (kind.layered) {
    for (const field of [LAYERED.fixedI, LAYERED.fixedX, LAYERED.capacity, LAYERED.c]) put(field, 1);
  } else {
    put(EXPOSED.fixed, 2);
    put(EXPOSED.capacity, 1);
  }
  if (!kind.plan.passive) {
    const membrane = member.setup.cable.membraneIndex[compartment];
    kind.plan.stateNames.forEach((_, s) => put(membraneField(kind) + s, member.initial.state(membrane, s, compartment)));
  }
}

function readSnapshot({ setup: { cable }, shape, plans }: CableMember, kinds: readonly SlotKind[], read: (compartment: number, field: number) => number): FiberSnapshot {
  const departureMv = new Float64Array(cable.compartmentCount);
  const sheathMv = new Float64Array(cable.compartmentCount);
  const states = plans.map((plan) => plan.stateNames.map(() => new Float64Array(cable.compartmentCount)));
  for (let k = 0; k < cable.compartmentCount; k++) {
    const kind = kinds[shape.kinds[k]];
    departureMv[k] = read(k, kind.layered ? LAYERED.w : EXPOSED.y);
    sheathMv[k] = kind.layered ? read(k, LAYERED.x) : 0;
    if (!kind.plan.passive) states[cable.membraneIndex[k]].forEach((values, s) => { values[k] = read(k, membraneField(kind) + s); });
  }
  return { departureMv: (k) => departureMv[k], sheathMv: (k) => sheathMv[k], state: (m, s, k) => states[m][s][k] };
}
