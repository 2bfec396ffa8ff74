// Footprints: the potential along every simulated fibre for 1 mA through each contact. Ragged, in shared memory, so that
// workers read them in place.

/**
 * Fibre k of the simulated fibres owns the compartments offsets[k] .. offsets[k + 1] (offsets has one entry more than there are fibres).
 * xUm: compartment centres. perContact[c][i]: mV per mA at compartment i for contact c, in the order of `contactsOf`.
 */
export interface Footprints {
  offsets: Int32Array;
  xUm: Float64Array;
  perContact: Float64Array[];
}

/** Compartment centres of all fibres, laid out as footprints without any contact yet. */
export function layOutCompartments(centersUm: readonly Float64Array[]): Footprints {
  const offsets = new Int32Array(centersUm.length + 1);
  centersUm.forEach((centers, k) => { offsets[k + 1] = offsets[k] + centers.length; });
  const xUm = sharedFloats(offsets[centersUm.length]);
  centersUm.forEach((centers, k) => xUm.set(centers, offsets[k]));
  return { offsets, xUm, perContact: [] };
}

export function sharedFloats(length: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

/** The footprint of fibre k, one array per contact: views, not copies. */
export function footprintOf(footprints: Footprints, k: number): Float64Array[] {
  return footprints.perContact.map((values) => values.subarray(footprints.offsets[k], footprints.offsets[k + 1]));
}
