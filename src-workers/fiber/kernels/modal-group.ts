// A group of fibres in the memory of the modal kernel: one fibre per lane, aligned at their first nodes.
import { laneBytes, laneCount } from '../../codegen/lane-builder';
import { RUN_BYTES } from './cable-layout';
import { clampSources } from './clamp-sources';
import type { FiberGroup, GroupMember } from './fiber-group';
import type { KernelMemory } from './kernel-memory';
import { type ModalFiber, type NodeConstants, type Tail, type TailCompartment, eliminatedTail, type InternodeSources, emptySources, internodeSources, nodeConstants } from './modal-condensation';
import { MODAL_KIND, type ModalKernel, type ModalKernelExports } from './modal-kernel';
import { GROUP_WORDS, NODE, TAIL, constantFields, modePairField, nodeBytes, tailBytes, tailCouplingField, wordOffset } from './modal-layout';

export interface ModalMember extends GroupMember {
  fiber: ModalFiber;
}

export interface LoadedModalKernel {
  kernel: ModalKernel;
  exports: ModalKernelExports;
  memory: KernelMemory;
}

/** Lays the members out. `solveMs`: dt, or dt / 2 in the second-order scheme. There may be fewer members than lanes (the rest repeats the first). */
export function placeModalGroup({ kernel, exports, memory }: LoadedModalKernel, members: readonly ModalMember[], solveMs: number, dtMs: number): FiberGroup {
  const { format, shape } = kernel;
  const bytes = laneBytes(format);
  const lanes = laneCount(format);
  const kept = shape.modesPerParity;
  const size = { node: nodeBytes(shape, format), tail: tailBytes(format) };
  const longest = (count: (fiber: ModalFiber) => number): number => Math.max(...members.map(({ fiber }) => count(fiber)));
  const counts = { nodes: longest((fiber) => fiber.nodeCount), lead: longest((fiber) => fiber.leading), trail: longest((fiber) => fiber.trailing) };
  // One node more: the last node's store for its right neighbour lands there.
  const nodes = memory.allocate((counts.nodes + 1) * size.node + (counts.lead + counts.trail) * size.tail);
  const lead = nodes + (counts.nodes + 1) * size.node;
  const trail = lead + counts.lead * size.tail;
  const constants = memory.allocate(constantFields(shape) * bytes);
  const sourcesPerNode = 1 + 2 * kept;
  const contactBytes = (counts.nodes * sourcesPerNode + 2 * (counts.lead + counts.trail)) * bytes;
  const contactCount = members[0].setup.sources.length;
  const reduced = members.some(({ fiber }) => fiber.modes.symmetric.ratePerMs.length > kept);
  // Static sources, then one set per contact, then per contact what a change of its current adds for one step.
  const sets = 1 + contactCount * (reduced ? 2 : 1);
  const basis = memory.allocate(sets * contactBytes);
  const currents = memory.allocate(sets * bytes);
  const words = memory.allocate(4 * GROUP_WORDS.length);
  const runTable = memory.allocate(3 * RUN_BYTES);
  const values = memory.values;
  values.fill(0, memory.indexOf(nodes), memory.indexOf(trail + counts.trail * size.tail));
  values.fill(0, memory.indexOf(constants), memory.indexOf(currents + sets * bytes));
  const wordValues = { nodes, nodeCount: counts.nodes, lead, leadCount: counts.lead, trail, trailCount: counts.trail, constants, sourced: 0 };
  for (const word of GROUP_WORDS) memory.setInt32(words + wordOffset(word), wordValues[word]);
  const runs = ([[MODAL_KIND.node, nodes, counts.nodes], [MODAL_KIND.tail, lead, counts.lead], [MODAL_KIND.tail, trail, counts.trail]] as const).filter(([, , count]) => count > 0);
  runs.forEach(([kind, first, count], r) => [kind, first, count, 0].forEach((value, k) => memory.setInt32(runTable + r * RUN_BYTES + 4 * k, value)));
  memory.fill(kernel.parameters.address.dt, dtMs);
  memory.fill(currents, 1);

  const at = (address: number, field: number, lane: number): number => memory.indexOf(address + field * bytes) + lane;
  const basisAt = (set: number, source: number, lane: number): number => memory.indexOf(basis + set * contactBytes + source * bytes) + lane;
  const tailSource = (trailing: boolean, slot: number): number => counts.nodes * sourcesPerNode + 2 * ((trailing ? counts.lead : 0) + slot);

  const room = emptySources(kept);
  const placeLane = (member: ModalMember, lane: number): void => {
    const { setup: { cable, sources }, fiber, initial } = member;
    values[at(0, kernel.parameters.address.diameter / bytes, lane)] = cable.diameterUm;
    const first = cable.nodeCompartments[0];
    const common = nodeConstants(cable, fiber, first, solveMs, kept);
    placeConstants(common, lane);
    const tails = [eliminatedTail(cable, fiber, false, solveMs), eliminatedTail(cable, fiber, true, solveMs)];
    const stateAt = shape.plan.stateNames.map((_, s) => initial.state(cable.membraneIndex[first], s, first));
    for (let j = 0; j < counts.nodes; j++) {
      const node = nodes + j * size.node;
      const put = (field: number, value: number): void => { values[at(node, field, lane)] = value; };
      stateAt.forEach((value, s) => put(NODE.end + s, value));
      if (j >= fiber.nodeCount) {
        // Coupled to nothing.
        put(NODE.fixed, 2);
        put(NODE.capacity, 1);
        continue;
      }
      const k = first + j * fiber.period;
      const last = j === fiber.nodeCount - 1;
      const internodes = (j > 0 ? 1 : 0) + (last ? 0 : 1);
      const capacity = cable.capacitanceNf[k] / (solveMs * common.area);
      put(NODE.y, initial.departureMv(k));
      put(NODE.capacity, capacity + internodes * common.massOwn);
      put(NODE.fixed, capacity + internodes * common.diagonal + (j === 0 ? tails[0].diagonal : 0) + (last ? tails[1].diagonal : 0));
      put(NODE.upper, last ? 0 : common.coupling);
      put(NODE.massOff, last ? 0 : common.massOther);
      put(NODE.mask, last ? 0 : 1);
      put(NODE.last, last ? 1 : 0);
    }
    tails.forEach((tail, t) => placeTail(tail, t === 1, lane));
    sources.forEach((source, c) => {
      if (!source) return;
      for (let j = 0; j < fiber.nodeCount; j++) values[basisAt(c + 1, j * sourcesPerNode, lane)] += source.axonNa[first + j * fiber.period] / common.area;
      for (let j = 0; j + 1 < fiber.nodeCount; j++) {
        internodeSources(fiber, common, source, first + j * fiber.period + 1, room);
        placeInternode(room, c, j, lane);
      }
      tails.forEach((tail, t) => tail.compartments.forEach(({ compartment, area }, slot) => {
        const index = tailSource(t === 1, tailSlot(tail, t === 1, slot));
        values[basisAt(c + 1, index, lane)] = source.axonNa[compartment] / area;
        values[basisAt(c + 1, index + 1, lane)] = source.sheathNa[compartment] / area;
      }));
    });
  };
  const placeConstants = ({ keep, gain }: NodeConstants, lane: number): void => {
    const secondOrder = solveMs < dtMs;
    keep.forEach((d, mode) => {
      const whole = modePairField(shape, false, mode);
      values[at(constants, whole, lane)] = secondOrder ? 2 * d - 1 : d;
      values[at(constants, whole + 1, lane)] = (secondOrder ? 2 : 1) * gain[mode];
      const half = modePairField(shape, true, mode);
      values[at(constants, half, lane)] = d;
      values[at(constants, half + 1, lane)] = gain[mode];
    });
  };
  const placeInternode = (sources: InternodeSources, contact: number, j: number, lane: number): void => {
    const set = contact + 1;
    values[basisAt(set, j * sourcesPerNode, lane)] += sources.left;
    values[basisAt(set, (j + 1) * sourcesPerNode, lane)] += sources.right;
    sources.modes.forEach((value, mode) => { values[basisAt(set, j * sourcesPerNode + 1 + mode, lane)] = value; });
    if (!reduced) return;
    values[basisAt(contactCount + set, j * sourcesPerNode, lane)] -= sources.leftCharge;
    values[basisAt(contactCount + set, (j + 1) * sourcesPerNode, lane)] -= sources.rightCharge;
  };
  /** Tails end at the node: shorter ones are padded at the outer end. */
  const tailSlot = (tail: Tail, trailing: boolean, index: number): number => (trailing ? counts.trail : counts.lead) - tail.compartments.length + index;
  const placeTail = (tail: Tail, trailing: boolean, lane: number): void => {
    values[at(constants, tailCouplingField(shape, trailing), lane)] = tail.coupling;
    tail.compartments.forEach((each, index) => {
      const address = (trailing ? trail : lead) + tailSlot(tail, trailing, index) * size.tail;
      for (const name of TAIL_CONSTANTS) values[at(address, TAIL[name], lane)] = each[name];
    });
  };
  const occupant = (lane: number): ModalMember => members[lane < members.length ? lane : 0];
  for (let lane = 0; lane < lanes; lane++) placeLane(occupant(lane), lane);

  const nodeOf = (member: number, compartment: number): number => (compartment - members[member].fiber.leading) / members[member].fiber.period;
  const clamps = clampSources(members, (member, compartment) => {
    const j = nodeOf(member, compartment);
    return { source: basisAt(0, j * sourcesPerNode, member), conductance: [NODE.fixed, NODE.diagonal].map((field) => at(nodes + j * size.node, field, member)) };
  });
  const now = new Float64Array(contactCount);
  const before = new Float64Array(contactCount);
  let stale = true;
  /** Puts the present currents into the sources; a change since the last time acts as a charge spread over chargeMs. */
  const load = (chargeMs: number): void => {
    const shared = memory.values;
    if (clamps.any) {
      shared.fill(0, memory.indexOf(basis), memory.indexOf(basis + contactBytes));
      clamps.apply(shared, now);
    }
    for (let c = 0; c < contactCount; c++) {
      for (let lane = 0; lane < lanes; lane++) {
        const { scale } = occupant(lane).setup;
        shared[at(currents, c + 1, lane)] = now[c] * scale;
        if (reduced) shared[at(currents, contactCount + c + 1, lane)] = ((now[c] - before[c]) * scale) / chargeMs;
      }
    }
    exports.combine(runTable, runs.length, currents, sets, basis, contactBytes);
    memory.setInt32(words + wordOffset('sourced'), now.some((current) => current !== 0) ? 1 : 0);
    stale = reduced && now.some((current, c) => current !== before[c]);
    before.set(now);
  };
  const rowBytes = counts.nodes * bytes;
  exports.prepare(words);
  return {
    format, recordColumns: counts.nodes,
    column: (member, compartment) => {
      const j = nodeOf(member, compartment);
      return Number.isInteger(j) && j >= 0 && j < members[member].fiber.nodeCount ? j : -1;
    },
    setCurrents: (currentUa) => {
      now.set(currentUa);
      stale = true;
    },
    setClamp: clamps.set,
    advance: (steps, record) => {
      let done = 0;
      while (done < steps) {
        if (stale) load(dtMs);
        // After a change the charge acts in one step only.
        const run = stale ? 1 : steps - done;
        exports.advance(words, run, record + done * rowBytes, rowBytes);
        done += run;
      }
    },
    advanceDamped: (record) => {
      if (stale) load(solveMs);
      exports.hold(words);
      if (stale) load(solveMs);
      exports.finish(words, record, rowBytes);
    },
    range: (record, rows, target) => exports.range(record, rows, rowBytes, counts.nodes, target),
  };
}

const TAIL_CONSTANTS = ['capacity', 'sheathCapacity', 'lowerI', 'lowerX', 'p', 'q', 'r', 'uII', 'uIX', 'uXI', 'uXX'] as const satisfies readonly (keyof TailCompartment & keyof typeof TAIL)[];
