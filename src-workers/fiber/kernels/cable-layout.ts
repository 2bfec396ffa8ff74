// How the compartments of a group of fibres lie in memory: kinds of slots, their fields, runs of equal slots.
import { type LaneFormat, laneBytes } from '../../codegen/lane-builder';
import { membraneFieldCount } from './membrane-code';
import type { MembranePlan } from './membrane-plan';

/**
 * Fields of a slot, one value per lane each. All rows are divided by the membrane area, so that conductances are in S/cm2 and
 * currents in mA/cm2. h is the time of one solve: dt (backward Euler) or dt / 2 (second order).
 * Exposed slot, unknown y = V - origin:
 *   diagonal y' - lower y'(left) - upper y'(right) = right + source, diagonal = fixed + slope, right = capacity y + drive.
 * Layered slot, unknowns yi and x (sheath), with w = yi - x = V - origin:
 *   (fixedI + c) yi' - c x' - ... = h + sourceI, (fixedX + c) x' - c yi' - ... = sheathCapacity x - h + sourceX,
 *   c = capacity + slope, h = capacity w + drive.
 * fixed: capacity / couplings to the neighbours / constant conductances; capacity = C / h. The forward pass leaves the factors u and
 * solutions z of the elimination: unknown = z + u * unknown(right).
 */
export const EXPOSED = { y: 0, diagonal: 1, right: 2, lower: 3, upper: 4, fixed: 5, capacity: 6, source: 7, u: 1, z: 2, end: 8 } as const;
export const LAYERED = {
  w: 0, x: 1, c: 2, h: 3, lowerI: 4, upperI: 5, lowerX: 6, upperX: 7, fixedI: 8, fixedX: 9, capacity: 10, sheathCapacity: 11,
  sourceI: 12, sourceX: 13, uII: 14, uIX: 15, uXI: 16, uXX: 17, zI: 18, zX: 19, end: 20,
} as const;

export interface SlotKind {
  plan: MembranePlan;
  layered: boolean;
  /** Potentials of these slots are written to the record: V, and behind it that of the sheath if layered. */
  recorded: boolean;
}

/** A membrane that is folded into the fixed conductance and the static source needs no code of its own. */
export const kindKey = ({ plan, layered, recorded }: SlotKind): string =>
  `${layered ? 'layered' : 'exposed'} ${recorded ? 'recorded' : ''} ${plan.passive ? 'passive' : plan.key}`;

export const membraneField = (kind: SlotKind): number => (kind.layered ? LAYERED.end : EXPOSED.end);
export const slotBytes = (kind: SlotKind, format: LaneFormat): number =>
  (membraneField(kind) + (kind.plan.passive ? 0 : membraneFieldCount(kind.plan))) * laneBytes(format);
/** Source fields of a slot: one, or inside and sheath. */
export const sourceCount = (kind: SlotKind): number => (kind.layered ? 2 : 1);

/** A run of equal slots as the kernels read it: kind, address of the first slot, count, address of the last slot (i32 each). */
export const RUN_BYTES = 16;
export interface Run {
  kind: number;
  first: number;
  count: number;
}
