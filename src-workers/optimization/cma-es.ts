// Covariance matrix adaptation evolution strategy, (mu/mu_w, lambda) with rank-one and rank-mu update.
// Hansen & Ostermeier 2001, Evol Comput 9:159-195; parameters: Hansen 2016, arXiv:1604.00772, table 1.
// Points outside the cube are folded back at the faces, so that every evaluation is feasible.
import { comparable, type Optimizer, type Random } from './optimizer';
import { symmetricEigen } from './symmetric-eigen';

const INITIAL_STEP = 0.3;

export function cmaEs(start: Float64Array, random: Random, tolerance = 1e-9): Optimizer {
  const n = start.length;
  const lambda = 4 + Math.floor(3 * Math.log(n));
  const mu = Math.floor(lambda / 2);
  const rawWeights = Array.from({ length: mu }, (_, i) => Math.log((lambda + 1) / 2) - Math.log(i + 1));
  const weightSum = rawWeights.reduce((a, b) => a + b, 0);
  const weights = rawWeights.map((w) => w / weightSum);
  const muEff = 1 / weights.reduce((sum, w) => sum + w * w, 0);
  const cSigma = (muEff + 2) / (n + muEff + 5);
  const dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma;
  const cC = (4 + muEff / n) / (n + 4 + (2 * muEff) / n);
  const c1 = 2 / ((n + 1.3) ** 2 + muEff);
  const cMu = Math.min(1 - c1, (2 * (muEff - 2 + 1 / muEff)) / ((n + 2) ** 2 + muEff));
  const expectedNorm = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));

  let mean = start.slice();
  let sigma = INITIAL_STEP;
  let pSigma = new Float64Array(n);
  let pC = new Float64Array(n);
  const covariance = Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 : 0));
  let axes = symmetricEigen(covariance, n);
  let steps: Float64Array[] = [];
  let asked: Float64Array[] = [];
  let generation = 0;

  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  /** B diag(scale) z: from the eigenframe to coordinates. */
  const rotate = (z: Float64Array, scale: (d: number) => number): Float64Array => {
    const out = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      const part = scale(Math.sqrt(Math.max(axes.values[j], 0))) * z[j];
      for (let i = 0; i < n; i++) out[i] += axes.vectors[i * n + j] * part;
    }
    return out;
  };
  /** C^(-1/2) y. */
  const whiten = (y: Float64Array): Float64Array => {
    const z = new Float64Array(n);
    for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) z[j] += axes.vectors[i * n + j] * y[i];
    return rotate(z, (d) => (d > 0 ? 1 / d : 0));
  };
  const sample = (): void => {
    steps = Array.from({ length: lambda }, () => rotate(Float64Array.from({ length: n }, normal), (d) => d));
    asked = steps.map((y) => mean.map((m, k) => foldIntoCube(m + sigma * y[k])));
  };
  sample();

  return {
    ask: () => asked,
    get converged() {
      return sigma * Math.sqrt(Math.max(...axes.values)) < tolerance;
    },
    tell(costs) {
      generation++;
      const order = asked.map((_, k) => k).sort((a, b) => comparable(costs[a]) - comparable(costs[b]) || a - b).slice(0, mu);
      // Steps as they were evaluated, after folding.
      const selected = order.map((k) => asked[k].map((value, i) => (value - mean[i]) / sigma));
      const mix = new Float64Array(n);
      selected.forEach((y, r) => y.forEach((value, i) => (mix[i] += weights[r] * value)));
      mean = mean.map((m, i) => m + sigma * mix[i]);

      const whitened = whiten(mix);
      pSigma = pSigma.map((p, i) => (1 - cSigma) * p + Math.sqrt(cSigma * (2 - cSigma) * muEff) * whitened[i]);
      const norm = Math.hypot(...pSigma);
      const stalled = norm / Math.sqrt(1 - (1 - cSigma) ** (2 * generation)) >= (1.4 + 2 / (n + 1)) * expectedNorm;
      pC = pC.map((p, i) => (1 - cC) * p + (stalled ? 0 : Math.sqrt(cC * (2 - cC) * muEff) * mix[i]));
      const kept = 1 - c1 - cMu + (stalled ? c1 * cC * (2 - cC) : 0);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          const rankMu = selected.reduce((sum, y, r) => sum + weights[r] * y[i] * y[j], 0);
          const value = kept * covariance[i * n + j] + c1 * pC[i] * pC[j] + cMu * rankMu;
          covariance[i * n + j] = value;
          covariance[j * n + i] = value;
        }
      }
      sigma = Math.min(sigma * Math.exp((cSigma / dSigma) * (norm / expectedNorm - 1)), 1);
      axes = symmetricEigen(covariance, n);
      sample();
    },
  };
}

/** Reflects a coordinate at 0 and 1 until it lies between them. */
function foldIntoCube(value: number): number {
  const period = ((value % 2) + 2) % 2;
  return period <= 1 ? period : 2 - period;
}
