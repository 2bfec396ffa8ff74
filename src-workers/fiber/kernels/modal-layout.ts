// How a group of fibres lies in memory for the modal kernel: nodes of Ranvier with the modes of the internode on their right,
// and the incomplete internodes at the fibre ends ("tails") compartment by compartment.
import { type LaneFormat, laneBytes } from '../../codegen/lane-builder';
import { membraneFieldCount } from './membrane-code';
import type { MembranePlan } from './membrane-plan';

/**
 * Fields of a node, one value per lane each; rows are divided by the node's membrane area. Unknown y = V - origin.
 *   diagonal y' - upper(left) y'(left) - upper y'(right) = right + source
 * mask: 1 where the internode on the right exists in the lane, else 0. last: 1 at the lane's last node. massOff: what fast modes add to
 * the capacity between the two nodes. u, z: factors and solutions of the elimination, in the place of diagonal and right.
 * After the membrane's fields follow the modes of the internode on the right, symmetric ones first, and their sources.
 */
export const NODE = { y: 0, diagonal: 1, right: 2, upper: 3, fixed: 4, capacity: 5, massOff: 6, mask: 7, last: 8, source: 9, u: 1, z: 2, end: 10 } as const;

/** Fields of a tail compartment, from the outer end inwards; factors are constant because tails are passive. Zero where the lane has none. */
export const TAIL = {
  w: 0, x: 1, capacity: 2, sheathCapacity: 3, lowerI: 4, lowerX: 5, p: 6, q: 7, r: 8, uII: 9, uIX: 10, uXI: 11, uXX: 12, zI: 13, zX: 14,
  sourceI: 15, sourceX: 16, end: 17,
} as const;

export interface ModalShape {
  plan: MembranePlan;
  /** Modes kept of each parity. */
  modesPerParity: number;
}

export const modeField = ({ plan }: ModalShape): number => NODE.end + membraneFieldCount(plan);
export const modeSourceField = (shape: ModalShape): number => modeField(shape) + 2 * shape.modesPerParity;
export const nodeBytes = (shape: ModalShape, format: LaneFormat): number => (modeSourceField(shape) + 2 * shape.modesPerParity) * laneBytes(format);
export const tailBytes = (format: LaneFormat): number => TAIL.end * laneBytes(format);

/**
 * The group's own constants, lane values at an address that the kernel is given: for the whole step and for the damped half step the pair
 * (keep, gain) of every mode; then the conductance between node and tail, for the leading and the trailing tail.
 */
export const modePairField = (shape: ModalShape, damped: boolean, mode: number): number => (damped ? 4 * shape.modesPerParity : 0) + 2 * mode;
export const tailCouplingField = (shape: ModalShape, trailing: boolean): number => 8 * shape.modesPerParity + (trailing ? 1 : 0);
export const constantFields = (shape: ModalShape): number => 8 * shape.modesPerParity + 2;

/** Addresses and counts of a group as the kernel reads them (i32 each, in this order). */
export const GROUP_WORDS = ['nodes', 'nodeCount', 'lead', 'leadCount', 'trail', 'trailCount', 'constants', 'sourced'] as const;
export type GroupWord = (typeof GROUP_WORDS)[number];
export const wordOffset = (word: GroupWord): number => 4 * GROUP_WORDS.indexOf(word);
