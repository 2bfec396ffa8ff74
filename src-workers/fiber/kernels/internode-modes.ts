// Modal condensation: a passive internode between two nodes as independent first-order modes instead of coupled compartments.
//
// Unknowns z = (yi, yx) of its compartments obey M dz/dt + K z = G (yL e_first + yR e_last) + S. With K phi = lambda M phi and
// phi' M phi = 1, t_m = G phi_m(first) phi_m . M z is the current of mode m into the left node, and with F = (G phi(first))^2
//   dt_m/dtau + lambda t_m = F (yL +- yR) + G phi(first) phi . S        (+: symmetric mode, -: antisymmetric)
// where the current into the right node is +- t_m. Backward Euler of the modes is backward Euler of the compartments, exactly.
import { symmetricEigen } from '../../optimization/symmetric-eigen';
import type { Cable } from '../cable';

/**
 * Modes of one parity, slowest first. shape[m * count + 2 k], [... + 1]: G phi(first) phi at yi and yx of compartment k of the left half;
 * the right half mirrors it, with the opposite sign in antisymmetric modes.
 */
export interface ParityModes {
  ratePerMs: Float64Array;
  /** F above, uS/ms (nA per mV per ms). */
  gain: Float64Array;
  shape: Float64Array;
}

export interface InternodeModes {
  compartmentCount: number;
  /** Coupling between node and first compartment, uS. */
  nodeUs: number;
  symmetric: ParityModes;
  antisymmetric: ParityModes;
}

/** Relative difference between the two halves of an internode up to which it counts as symmetric. */
const SYMMETRY_TOLERANCE = 1e-9;

/** Passive membrane conductance by compartment, uS; NaN where the membrane is not passive. */
export type PassiveUs = (compartment: number) => number;

/**
 * Modes of the compartments from .. to - 1, which lie between the nodes from - 1 and to.
 * Null if the internode is not a mirror image of itself or not passive.
 */
export function internodeModes(cable: Cable, from: number, to: number, passiveUs: PassiveUs): InternodeModes | null {
  const count = to - from;
  if (count < 2 || count % 2 === 1 || !isSymmetric(cable, from, to, passiveUs)) return null;
  const { k, m } = internodeMatrices(cable, from, to, passiveUs);
  const nodeUs = cable.axialUs[from - 1];
  return { compartmentCount: count, nodeUs, symmetric: parityModes(k, m, count, 1, nodeUs), antisymmetric: parityModes(k, m, count, -1, nodeUs) };
}

function isSymmetric(cable: Cable, from: number, to: number, passiveUs: PassiveUs): boolean {
  const close = (a: number, b: number): boolean => Math.abs(a - b) <= SYMMETRY_TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  for (let j = 0; j < to - from; j++) {
    const a = from + j;
    const b = to - 1 - j;
    if (!close(passiveUs(a), passiveUs(b))) return false;
    for (const values of [cable.capacitanceNf, cable.myelinUs, cable.myelinNf]) if (!close(values[a], values[b])) return false;
    for (const values of [cable.axialUs, cable.periaxonalUs]) if (!close(values[a - 1], values[b])) return false;
  }
  return true;
}

/** K (uS) and M (nF), 2 count x 2 count, row-major, unknowns (yi, yx) by compartment. */
function internodeMatrices(cable: Cable, from: number, to: number, passiveUs: PassiveUs): { k: Float64Array; m: Float64Array } {
  const n = 2 * (to - from);
  const k = new Float64Array(n * n);
  const m = new Float64Array(n * n);
  for (let c = from; c < to; c++) {
    const i = 2 * (c - from);
    const x = i + 1;
    const g = passiveUs(c);
    k[i * n + i] = g + cable.axialUs[c - 1] + cable.axialUs[c];
    k[x * n + x] = g + cable.myelinUs[c] + cable.periaxonalUs[c - 1] + cable.periaxonalUs[c];
    k[i * n + x] = k[x * n + i] = -g;
    m[i * n + i] = cable.capacitanceNf[c];
    m[x * n + x] = cable.capacitanceNf[c] + cable.myelinNf[c];
    m[i * n + x] = m[x * n + i] = -cable.capacitanceNf[c];
    if (c + 1 === to) continue;
    k[i * n + i + 2] = k[(i + 2) * n + i] = -cable.axialUs[c];
    k[x * n + x + 2] = k[(x + 2) * n + x] = -cable.periaxonalUs[c];
  }
  return { k, m };
}

/** Solves M phi = (1 / lambda) K phi in the symmetric (parity 1) or antisymmetric (-1) subspace; K is well conditioned, so slow modes are exact. */
function parityModes(k: Float64Array, m: Float64Array, count: number, parity: 1 | -1, nodeUs: number): ParityModes {
  const n = 2 * count;
  const half = count;
  // Unknown j < count of the half belongs to unknowns j and its mirror image, each with weight 1 / sqrt(2).
  const mirror = (j: number): number => 2 * (count - 1 - (j >> 1)) + (j & 1);
  const reduce = (matrix: Float64Array): Float64Array => {
    const reduced = new Float64Array(half * half);
    for (let i = 0; i < half; i++) for (let j = 0; j < half; j++) reduced[i * half + j] = matrix[i * n + j] + parity * matrix[i * n + mirror(j)];
    return reduced;
  };
  const lower = cholesky(reduce(k), half);
  const { values, vectors } = symmetricEigen(congruent(reduce(m), lower, half), half);
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  const modes: ParityModes = { ratePerMs: new Float64Array(half), gain: new Float64Array(half), shape: new Float64Array(half * half) };
  order.forEach((column, mode) => {
    const phi = solveTransposed(lower, Float64Array.from({ length: half }, (_, i) => vectors[i * half + column] / Math.sqrt(2 * values[column])), half);
    const first = nodeUs * phi[0];
    modes.ratePerMs[mode] = 1 / values[column];
    modes.gain[mode] = first * first;
    for (let j = 0; j < half; j++) modes.shape[mode * half + j] = first * phi[j];
  });
  return modes;
}

function cholesky(matrix: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j];
      for (let l = 0; l < j; l++) sum -= lower[i * n + l] * lower[j * n + l];
      lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / lower[j * n + j];
    }
  }
  return lower;
}

/** L^-1 A L^-T, symmetric. */
function congruent(matrix: Float64Array, lower: Float64Array, n: number): Float64Array {
  const solveColumns = (a: Float64Array): Float64Array => {
    const result = a.slice();
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = result[i * n + j];
        for (let l = 0; l < i; l++) sum -= lower[i * n + l] * result[l * n + j];
        result[i * n + j] = sum / lower[i * n + i];
      }
    }
    return result;
  };
  const transpose = (a: Float64Array): Float64Array => a.map((_, at) => a[(at % n) * n + Math.floor(at / n)]);
  return solveColumns(transpose(solveColumns(matrix)));
}

/** x with L^T x = right. */
function solveTransposed(lower: Float64Array, right: Float64Array, n: number): Float64Array {
  const x = right.slice();
  for (let i = n - 1; i >= 0; i--) {
    for (let l = i + 1; l < n; l++) x[i] -= lower[l * n + i] * x[l];
    x[i] /= lower[i * n + i];
  }
  return x;
}
