// The axons of one fascicle, as flat arrays.

/**
 * All arrays have length `count`; axon k keeps index k through every phase.
 * myelinated: 1 or 0. diameterUm: fibre diameter (outside of the myelin). yUm, zUm: absolute centre, um; NaN without a place.
 * nodeShift: shift of the first node in internodal lengths, 0..1; 0 for unmyelinated. placed: 1 or 0; only placed axons are
 * simulated. An axon whose place an electrode has taken keeps its position but counts as not placed.
 */
export interface AxonTable {
  count: number;
  myelinated: Uint8Array;
  diameterUm: Float64Array;
  yUm: Float64Array;
  zUm: Float64Array;
  nodeShift: Float64Array;
  placed: Uint8Array;
}
