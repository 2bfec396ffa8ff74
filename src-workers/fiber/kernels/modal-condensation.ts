// What the modal kernel needs of one fibre, from its cable: node constants, kept and dropped modes, eliminated tails, sources.
import type { Cable } from '../cable';
import type { ContactSource } from '../fiber-setup';
import { Recent } from '../recent';
import { type InternodeModes, type ParityModes, type PassiveUs, internodeModes } from './internode-modes';
import type { MembranePlan } from './membrane-plan';

/** A fibre that the modal kernel can run: equal, symmetric, passive internodes between single-compartment nodes of equal size. */
export interface ModalFiber {
  /** Compartments before the first node, per internode, after the last node. */
  leading: number;
  period: number;
  trailing: number;
  nodeCount: number;
  modes: InternodeModes;
  passiveUs: PassiveUs;
}

/** Diameters of a population repeat from batch to batch and from trial to trial; 2 kB each. */
const knownModes = new Recent<InternodeModes | null>(1024);

/** Fibres of equal diameter and model share their modes. An internode is known by the values of its first section of each kind. */
function modesOf(cable: Cable, from: number, to: number, passiveUs: PassiveUs): InternodeModes | null {
  let key = `${to - from}`;
  for (let k = from; k <= from + 3; k++) {
    key += ` ${cable.axialUs[k - 1]} ${cable.periaxonalUs[k]} ${cable.capacitanceNf[k]} ${cable.myelinUs[k]} ${cable.myelinNf[k]} ${passiveUs(k)}`;
  }
  return knownModes.get(key, () => internodeModes(cable, from, to, passiveUs));
}

/** Relative difference of node sizes up to which they count as equal. */
const EQUAL = 1e-5;

/** The modal view of a cable, or null if it has none. `plans` by membrane of the cable. */
export function modalFiber(cable: Cable, plans: readonly MembranePlan[]): ModalFiber | null {
  const nodes = cable.nodeCompartments;
  if (!cable.layered || nodes.length < 2 || cable.membranes[0].settling) return null;
  const period = nodes[1] - nodes[0];
  const regular = nodes.every((k, j) => k === nodes[0] + j * period && cable.exposed[k] === 1 && cable.membraneIndex[k] === cable.membraneIndex[nodes[0]]
    && Math.abs(cable.membraneNaPerMaCm2[k] / cable.membraneNaPerMaCm2[nodes[0]] - 1) < EQUAL);
  if (!regular || cable.exposed.reduce((sum, value) => sum + value, 0) !== nodes.length) return null;
  for (let k = 0; k < cable.compartmentCount; k++) {
    const { passive } = plans[cable.membraneIndex[k]];
    if (!cable.exposed[k] && passive?.driveMaPerCm2 !== 0) return null;
  }
  const passiveUs: PassiveUs = (k) => plans[cable.membraneIndex[k]].passive!.slopeSPerCm2 * cable.membraneNaPerMaCm2[k];
  const modes = modesOf(cable, nodes[0] + 1, nodes[1], passiveUs);
  return modes && { leading: nodes[0], period, trailing: cable.compartmentCount - 1 - nodes[nodes.length - 1], nodeCount: nodes.length, modes, passiveUs };
}

/** Constants of the nodes for solves of h ms; everything divided by the node's membrane area. */
export interface NodeConstants {
  area: number;
  /** Per kept mode, symmetric ones first: d and d^2 h F / A. */
  keep: Float64Array;
  gain: Float64Array;
  /**
   * Per mode (all symmetric ones, then all others): factors on its source sigma / A for the steady current into the node (d h, or 1 / lambda
   * of dropped modes) and for the mode itself (d^2 h), of dropped modes for the charge that a change of the source takes (1 / lambda^2).
   */
  steadyMs: Float64Array;
  sourceMs: Float64Array;
  /** What one internode adds to its nodes: diagonal, coupling to the other node, and the capacity of dropped modes (own, other). */
  diagonal: number;
  coupling: number;
  massOwn: number;
  massOther: number;
}

export function nodeConstants(cable: Cable, { modes }: ModalFiber, node: number, h: number, kept: number): NodeConstants {
  const area = cable.membraneNaPerMaCm2[node];
  const keep = new Float64Array(2 * kept);
  const gain = new Float64Array(2 * kept);
  const modesPerParity = modes.symmetric.ratePerMs.length;
  const steadyMs = new Float64Array(2 * modesPerParity);
  const sourceMs = new Float64Array(2 * modesPerParity);
  let [ownUs, otherUs, massOwn, massOther] = [0, 0, 0, 0];
  eachParity(modes, ({ ratePerMs, gain: f }, sign, first) => {
    for (let m = 0; m < ratePerMs.length; m++) {
      const rate = ratePerMs[m];
      if (m < kept) {
        const d = 1 / (1 + h * rate);
        keep[first * kept + m] = d;
        gain[first * kept + m] = (d * d * h * f[m]) / area;
        steadyMs[first * modesPerParity + m] = d * h;
        sourceMs[first * modesPerParity + m] = d * d * h;
        ownUs += d * h * f[m];
        otherUs += sign * d * h * f[m];
      } else {
        steadyMs[first * modesPerParity + m] = 1 / rate;
        sourceMs[first * modesPerParity + m] = 1 / (rate * rate);
        ownUs += f[m] / rate;
        otherUs += (sign * f[m]) / rate;
        massOwn += f[m] / (rate * rate);
        massOther += (sign * f[m]) / (rate * rate);
      }
    }
  });
  return {
    area, keep, gain, steadyMs, sourceMs, massOwn: massOwn / (h * area), massOther: massOther / (h * area),
    diagonal: (modes.nodeUs - ownUs + massOwn / h) / area, coupling: (otherUs - massOther / h) / area,
  };
}

function eachParity(modes: InternodeModes, visit: (parity: ParityModes, sign: 1 | -1, index: 0 | 1) => void): void {
  visit(modes.symmetric, 1, 0);
  visit(modes.antisymmetric, -1, 1);
}

/** Sources of one internode for 1 uA of a contact, divided by the node area. */
export interface InternodeSources {
  /** d^2 h sigma per kept mode. */
  modes: Float64Array;
  /** Steady current into the left and the right node. */
  left: number;
  right: number;
  /** Charge (mA ms / cm2) that dropped modes take from the nodes when the current rises by 1 uA. */
  leftCharge: number;
  rightCharge: number;
}

/** Room for the sources of one internode after the other. */
export const emptySources = (kept: number): InternodeSources => ({ modes: new Float64Array(2 * kept), left: 0, right: 0, leftCharge: 0, rightCharge: 0 });

/** Writes the sources of the internode whose first compartment is `from` into `target`. */
export function internodeSources({ modes }: ModalFiber, { area, steadyMs, sourceMs }: NodeConstants, { axonNa, sheathNa }: ContactSource, from: number, target: InternodeSources): void {
  const count = modes.compartmentCount;
  const kept = target.modes.length / 2;
  const last = from + count - 1;
  [target.left, target.right, target.leftCharge, target.rightCharge] = [0, 0, 0, 0];
  for (let index = 0; index < 2; index++) {
    const sign = index === 0 ? 1 : -1;
    const { shape, ratePerMs } = index === 0 ? modes.symmetric : modes.antisymmetric;
    for (let m = 0; m < ratePerMs.length; m++) {
      let sum = 0;
      for (let c = 0, at = m * count; c < count / 2; c++, at += 2) {
        sum += shape[at] * (axonNa[from + c] + sign * axonNa[last - c]) + shape[at + 1] * (sheathNa[from + c] + sign * sheathNa[last - c]);
      }
      const sigma = sum / area;
      const steady = steadyMs[index * ratePerMs.length + m] * sigma;
      const moved = sourceMs[index * ratePerMs.length + m] * sigma;
      target.left += steady;
      target.right += sign * steady;
      if (m < kept) {
        target.modes[index * kept + m] = moved;
      } else {
        target.leftCharge += moved;
        target.rightCharge += sign * moved;
      }
    }
  }
}

/** One compartment of a tail with its elimination done: the fields of TAIL that do not change. */
export interface TailCompartment {
  compartment: number;
  area: number;
  capacity: number;
  sheathCapacity: number;
  lowerI: number;
  lowerX: number;
  p: number;
  q: number;
  r: number;
  uII: number;
  uIX: number;
  uXI: number;
  uXX: number;
}

/** A tail from its outer end to the node. `coupling`: conductance node to tail / node area; `diagonal`: what the tail adds to the node. */
export interface Tail {
  compartments: TailCompartment[];
  coupling: number;
  diagonal: number;
}

export function eliminatedTail(cable: Cable, fiber: ModalFiber, trailing: boolean, h: number): Tail {
  const count = trailing ? fiber.trailing : fiber.leading;
  const node = cable.nodeCompartments[trailing ? fiber.nodeCount - 1 : 0];
  const nodeArea = cable.membraneNaPerMaCm2[node];
  const compartments: TailCompartment[] = [];
  let [uII, uIX, uXX] = [0, 0, 0];
  for (let j = 0; j < count; j++) {
    const k = trailing ? cable.compartmentCount - 1 - j : j;
    // Couplings towards the outer end and towards the node.
    const outer = trailing ? k : k - 1;
    const inner = trailing ? k - 1 : k;
    const area = cable.membraneNaPerMaCm2[k];
    const of = (values: Float64Array, at: number): number => (at < 0 ? 0 : values[at] / area);
    const [lowerI, upperI, lowerX, upperX] = [of(cable.axialUs, outer), of(cable.axialUs, inner), of(cable.periaxonalUs, outer), of(cable.periaxonalUs, inner)];
    const capacity = cable.capacitanceNf[k] / (h * area);
    const sheathCapacity = cable.myelinNf[k] / (h * area);
    const c = capacity + fiber.passiveUs(k) / area;
    const aII = lowerI + upperI + c - lowerI * uII;
    const aXX = lowerX + upperX + sheathCapacity + cable.myelinUs[k] / area + c - lowerX * uXX;
    const b = c + lowerI * uIX;
    const inverse = 1 / (aII * aXX - b * b);
    const [p, q, r] = [aXX * inverse, b * inverse, aII * inverse];
    [uII, uIX, uXX] = [p * upperI, q * upperX, r * upperX];
    compartments.push({ compartment: k, area, capacity, sheathCapacity, lowerI, lowerX, p, q, r, uII, uIX, uXI: q * upperI, uXX });
  }
  const innermost = trailing ? node : node - 1;
  const coupling = count === 0 ? 0 : cable.axialUs[innermost] / nodeArea;
  return { compartments, coupling, diagonal: coupling * (1 - uII) };
}
