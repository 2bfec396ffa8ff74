// One fibre of a batch made ready for stepping: cable, stimulus sources and clamps. Shared by the reference solver and the kernels.
import type { Clamp } from '../../src-model/project';
import { type Cable, buildCable } from './cable';
import { type ClampSchedule, type DriveSchedule, clampSchedule } from './drive-schedule';
import type { FiberBatchRequest, FiberSpec } from './request';

/** Series resistance between the command and the inside of the fibre, Mohm. */
export const CLAMP_RESISTANCE_MOHM = 0.1;

/**
 * The field enters only as currents (see Cable): for 1 uA of one contact, axonNa[k] = sum_j G_kj (e_j - e_k) flows into yi of
 * compartment k and sheathNa[k] = sum_j X_kj (e_j - e_k) into yx (0 where exposed). potentialMv[k] = e for 1 uA.
 */
export interface ContactSource {
  axonNa: Float64Array;
  sheathNa: Float64Array;
  potentialMv: Float64Array;
}

export interface PlacedClamp extends ClampSchedule {
  kind: Clamp['kind'];
  compartment: number;
  /** nA for a current clamp, mV for a voltage clamp. */
  amplitude: number;
}

export interface FiberSetup {
  spec: FiberSpec;
  cable: Cable;
  /** By contact; null for a contact without drive. */
  sources: (ContactSource | null)[];
  /** Factor on all drives. */
  scale: number;
  clamps: PlacedClamp[];
}

/**
 * Prepares fibre `f` of a request. Throws a RangeError (impossible geometry) or an Error (footprints that do not fit).
 * The set-up does not depend on the other fibres of the batch.
 */
export function fiberSetup(request: FiberBatchRequest, f: number, drive: DriveSchedule): FiberSetup {
  const spec = request.fibers[f];
  const cable = buildCable(spec);
  const footprints = request.footprints[f];
  const sources = request.drives.map((waveform, c) => {
    if (!waveform) return null;
    const footprint = footprints[c];
    if (footprint?.length !== cable.compartmentCount) {
      throw new Error(`The footprint of contact ${c} has ${footprint?.length ?? 0} values for ${cable.compartmentCount} compartments; sample it at the compartment centres of this fibre.`);
    }
    if (!footprint.every(Number.isFinite)) throw new Error(`The footprint of contact ${c} is not finite everywhere on this fibre; the fibre may leave the meshed volume.`);
    return contactSource(cable, footprint);
  });
  const clamps = (request.clamps?.[f] ?? []).map((clamp): PlacedClamp => ({
    kind: clamp.kind, amplitude: clamp.amplitude, compartment: clampCompartment(cable, clamp.position), ...clampSchedule(clamp, drive),
  }));
  return { spec, cable, sources, scale: request.scale?.[f] ?? 1, clamps };
}

/** As fiberSetup, but what makes this fibre impossible is returned, as a sentence; anything else is a fault of the request as a whole and thrown. */
export function setupOrReason(request: FiberBatchRequest, f: number, drive: DriveSchedule): FiberSetup | string {
  try {
    return fiberSetup(request, f, drive);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message;
  }
}

/** The currents that 1 uA of a contact with this footprint (mV per mA) drives through the couplings of the cable. */
export function contactSource(cable: Cable, footprintMvPerMa: Float64Array): ContactSource {
  const n = cable.compartmentCount;
  const buffer = new ArrayBuffer(3 * n * Float64Array.BYTES_PER_ELEMENT);
  const [potentialMv, axonNa, sheathNa] = [0, 1, 2].map((index) => new Float64Array(buffer, 8 * n * index, n));
  for (let k = 0; k < n; k++) potentialMv[k] = footprintMvPerMa[k] * 1e-3;
  for (let k = 0; k < n - 1; k++) {
    const dropMv = potentialMv[k + 1] - potentialMv[k];
    axonNa[k] += cable.axialUs[k] * dropMv;
    axonNa[k + 1] -= cable.axialUs[k] * dropMv;
    sheathNa[k] += cable.periaxonalUs[k] * dropMv;
    sheathNa[k + 1] -= cable.periaxonalUs[k] * dropMv;
  }
  for (let k = 0; k < n; k++) if (cable.exposed[k]) sheathNa[k] = 0;
  return { axonNa, sheathNa, potentialMv };
}

/**
 * The compartment at a fraction of the fibre's length: the nearest node of Ranvier, or the compartment that contains the point.
 * Throws a RangeError when a myelinated fibre is too short to have a node.
 */
export function clampCompartment(cable: Cable, position: number): number {
  const xUm = position * cable.lengthUm;
  if (cable.layered) {
    if (cable.nodeCompartments.length === 0) {
      throw new RangeError(`A clamp needs a node of Ranvier, and this fibre of ${cable.lengthUm} um has none; make it longer or change its node shift.`);
    }
    return cable.nodeCompartments.reduce((best, k) => (Math.abs(cable.centerUm[k] - xUm) < Math.abs(cable.centerUm[best] - xUm) ? k : best), cable.nodeCompartments[0]);
  }
  return compartmentAt(cable, xUm);
}

/** The compartment that contains a position; at a border the one on its right. */
export function compartmentAt(cable: Cable, xUm: number): number {
  let k = 0;
  while (k < cable.compartmentCount - 1 && xUm >= cable.centerUm[k] + cable.compartmentLengthUm[k] / 2) k++;
  return k;
}
