// How fibres of different lengths share the slots of a group: nodes of Ranvier are aligned, missing compartments are padded.
import type { Cable } from '../cable';

/**
 * kinds[k]: kind of compartment k (equal kinds run the same code). `key`: fibres with equal keys can share a group.
 * A fibre whose interior gaps between nodes are all alike is aligned at its first node; its ends may be incomplete gaps.
 * Other fibres share a group only with fibres of exactly the same sequence.
 */
export interface FiberShape {
  kinds: Uint8Array;
  key: string;
  /** Compartments before the first node: padded on the left to the longest of the group. */
  leading: number;
  /** Number of complete nodes: fibres are sorted by it, so that little is padded. */
  nodeCount: number;
}

export function fiberShape(cable: Cable, kindOf: (compartment: number) => number): FiberShape {
  const kinds = Uint8Array.from({ length: cable.compartmentCount }, (_, k) => kindOf(k));
  if (!cable.layered) return { kinds, key: `single ${kinds[0]}`, leading: 0, nodeCount: cable.compartmentCount };
  const nodes = exposedRuns(cable);
  const exact: FiberShape = { kinds, key: `exact ${kinds.join()}`, leading: 0, nodeCount: nodes.length };
  if (nodes.length < 2) return exact;
  const period = kinds.slice(nodes[0].from, nodes[1].from);
  const leading = nodes[0].from;
  const aligned = kinds.every((kind, k) => kind === period[(k - leading + period.length * Math.ceil(leading / period.length)) % period.length]);
  return aligned && leading < period.length ? { kinds, key: `nodes ${period.join()}`, leading, nodeCount: nodes.length } : exact;
}

function exposedRuns({ exposed, compartmentCount }: Cable): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let k = 0; k < compartmentCount; k++) {
    if (!exposed[k]) continue;
    const last = runs.at(-1);
    if (last?.to === k) last.to = k + 1;
    else runs.push({ from: k, to: k + 1 });
  }
  return runs;
}

/** Slots of a group: kinds by slot, and the slot of compartment 0 of every fibre (further compartments follow). */
export interface SlotAlignment {
  kinds: Uint8Array;
  first: number[];
}

/** Aligns fibres with equal keys. */
export function alignSlots(shapes: readonly FiberShape[]): SlotAlignment {
  const leading = Math.max(...shapes.map((shape) => shape.leading));
  const first = shapes.map((shape) => leading - shape.leading);
  const count = Math.max(...shapes.map((shape, f) => first[f] + shape.kinds.length));
  const kinds = new Uint8Array(count);
  shapes.forEach((shape, f) => { kinds.set(shape.kinds, first[f]); });
  return { kinds, first };
}
