// One implicit step of the potentials of a fibre: the linear system.
import type { Cable } from '../cable';

/** Potentials relative to the extracellular potential, mV (see Cable). */
export interface Potentials {
  inside: Float64Array;
  sheath: Float64Array;
}

/** What acts on the potentials during a step, per compartment. */
export interface Load {
  /** Ionic current (nA, outward) at the start of the step and its slope (uS) with respect to V. */
  ionicNa: Float64Array;
  slopeUs: Float64Array;
  /** Current into the inside and into the sheath, nA. */
  axonNa: Float64Array;
  sheathNa: Float64Array;
  /** Conductance from the inside to a clamp whose driving current at the start of the step is part of axonNa, uS. */
  clampUs: Float64Array;
}

/** Increments of the potentials over dtMs by backward Euler with the ionic current linearized once. */
export type ImplicitStep = (now: Potentials, load: Load, dtMs: number) => Potentials;

/** A solver for one cable; the returned increments are overwritten by the next call. */
export const createImplicitStep = (cable: Cable): ImplicitStep => (cable.layered ? doubleCableStep(cable) : singleCableStep(cable));

/** Tridiagonal system, Thomas algorithm. */
function singleCableStep(cable: Cable): ImplicitStep {
  const { compartmentCount: n, axialUs, capacitanceNf } = cable;
  const delta: Potentials = { inside: new Float64Array(n), sheath: new Float64Array(n) };
  const diagonal = new Float64Array(n);
  return ({ inside }, load, dtMs) => {
    const x = delta.inside;
    for (let k = 0; k < n; k++) {
      const right = axialUs[k];
      const left = k > 0 ? axialUs[k - 1] : 0;
      diagonal[k] = capacitanceNf[k] / dtMs + load.slopeUs[k] + load.clampUs[k] + left + right;
      x[k] = load.axonNa[k] - load.ionicNa[k];
      if (k > 0) x[k] -= left * (inside[k] - inside[k - 1]);
      if (k < n - 1) x[k] -= right * (inside[k] - inside[k + 1]);
    }
    for (let k = 1; k < n; k++) {
      const factor = axialUs[k - 1] / diagonal[k - 1];
      diagonal[k] -= factor * axialUs[k - 1];
      x[k] += factor * x[k - 1];
    }
    x[n - 1] /= diagonal[n - 1];
    for (let k = n - 2; k >= 0; k--) x[k] = (x[k] + axialUs[k] * x[k + 1]) / diagonal[k];
    return delta;
  };
}

/**
 * Block-tridiagonal system with symmetric 2x2 blocks [a, b; b, d] for (yi, yx) and diagonal coupling blocks (-G, -X).
 * An exposed compartment keeps yx = 0 by the row (0, 1 | 0); its neighbours keep X on their diagonal only.
 */
function doubleCableStep(cable: Cable): ImplicitStep {
  const { compartmentCount: n, axialUs, periaxonalUs, capacitanceNf, myelinUs, myelinNf, exposed } = cable;
  const delta: Potentials = { inside: new Float64Array(n), sheath: new Float64Array(n) };
  const coupledUs = periaxonalUs.map((value, k) => (k < n - 1 && !exposed[k] && !exposed[k + 1] ? value : 0));
  const a = new Float64Array(n);
  const b = new Float64Array(n);
  const d = new Float64Array(n);
  return ({ inside, sheath }, load, dtMs) => {
    const xi = delta.inside;
    const xx = delta.sheath;
    for (let k = 0; k < n; k++) {
      const gLeft = k > 0 ? axialUs[k - 1] : 0;
      const gRight = axialUs[k];
      const membraneUs = capacitanceNf[k] / dtMs + load.slopeUs[k];
      a[k] = membraneUs + load.clampUs[k] + gLeft + gRight;
      xi[k] = load.axonNa[k] - load.ionicNa[k];
      if (k > 0) xi[k] -= gLeft * (inside[k] - inside[k - 1]);
      if (k < n - 1) xi[k] -= gRight * (inside[k] - inside[k + 1]);
      if (exposed[k]) {
        b[k] = 0;
        d[k] = 1;
        xx[k] = 0;
        continue;
      }
      const pLeft = k > 0 ? periaxonalUs[k - 1] : 0;
      const pRight = periaxonalUs[k];
      b[k] = -membraneUs;
      d[k] = membraneUs + myelinNf[k] / dtMs + myelinUs[k] + pLeft + pRight;
      xx[k] = load.sheathNa[k] + load.ionicNa[k] - myelinUs[k] * sheath[k];
      if (k > 0) xx[k] -= pLeft * (sheath[k] - sheath[k - 1]);
      if (k < n - 1) xx[k] -= pRight * (sheath[k] - sheath[k + 1]);
    }
    for (let k = 1; k < n; k++) {
      const g = axialUs[k - 1];
      const p = coupledUs[k - 1];
      const inverse = 1 / (a[k - 1] * d[k - 1] - b[k - 1] * b[k - 1]);
      const iiUs = g * inverse * d[k - 1];
      const ixUs = -g * inverse * b[k - 1];
      const xiUs = -p * inverse * b[k - 1];
      const xxUs = p * inverse * a[k - 1];
      a[k] -= iiUs * g;
      b[k] -= ixUs * p;
      d[k] -= xxUs * p;
      xi[k] += iiUs * xi[k - 1] + ixUs * xx[k - 1];
      xx[k] += xiUs * xi[k - 1] + xxUs * xx[k - 1];
    }
    for (let k = n - 1; k >= 0; k--) {
      const ri = k < n - 1 ? xi[k] + axialUs[k] * xi[k + 1] : xi[k];
      const rx = k < n - 1 ? xx[k] + coupledUs[k] * xx[k + 1] : xx[k];
      const inverse = 1 / (a[k] * d[k] - b[k] * b[k]);
      xi[k] = (d[k] * ri - b[k] * rx) * inverse;
      xx[k] = (a[k] * rx - b[k] * ri) * inverse;
    }
    return delta;
  };
}
