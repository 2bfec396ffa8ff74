// Preconditioned conjugate gradients. The end is judged by the true residual and by the charge: the sum of the residual is the current that
// enters but does not reach the ground, which can be larger than the residual's norm suggests.
import { CancelledError, type Task } from '../../src-model/task';

export interface LinearProblem {
  /** y = A x; A symmetric positive definite on the unknowns in use. */
  multiply: (x: Float64Array, y: Float64Array) => void;
  /** z = (approximately A^-1) r. */
  precondition: (r: Float64Array, z: Float64Array) => void;
}

export interface IterationResult {
  x: Float64Array;
  iterations: number;
  /** The larger of ||b - A x|| / ||b|| and |sum (b - A x)| / sum |b|, computed afresh from x. */
  relativeResidual: number;
}

const MAX_ITERATIONS = 300;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function sum(a: Float64Array, size: (value: number) => number): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += size(a[i]);
  return total;
}

/** Iterates until the true relative residual is at most `tolerance` or nothing helps any more: the caller judges `relativeResidual`. */
export function conjugateGradients(problem: LinearProblem, b: Float64Array, tolerance: number, task: Task): IterationResult {
  const n = b.length;
  const x = new Float64Array(n), r = b.slice(), z = new Float64Array(n), p = new Float64Array(n), q = new Float64Array(n);
  const norm = Math.sqrt(dot(b, b)), charge = sum(b, Math.abs);
  if (norm === 0) return { x, iterations: 0, relativeResidual: 0 };
  const relative = () => Math.max(Math.sqrt(dot(r, r)) / norm, Math.abs(sum(r, (value) => value)) / charge);
  const trueResidual = () => {
    problem.multiply(x, r);
    for (let i = 0; i < n; i++) r[i] = b[i] - r[i];
    return relative();
  };
  let iterations = 0;
  let relativeResidual = 1;
  // The recurrence's residual drifts from the true one; a restart from the true one makes up for it.
  for (let restart = 0; restart < 3 && relativeResidual > tolerance; restart++) {
    let rz = 0;
    for (let step = 0; iterations < MAX_ITERATIONS; step++) {
      if (!(relative() > 0.9 * tolerance)) break;
      if (task.cancelled) throw new CancelledError();
      problem.precondition(r, z);
      const next = dot(r, z);
      if (step === 0) p.set(z);
      else {
        const beta = next / rz;
        for (let i = 0; i < n; i++) p[i] = z[i] + beta * p[i];
      }
      rz = next;
      problem.multiply(p, q);
      const alpha = rz / dot(p, q);
      if (!Number.isFinite(alpha)) return { x, iterations, relativeResidual: trueResidual() };
      for (let i = 0; i < n; i++) {
        x[i] += alpha * p[i];
        r[i] -= alpha * q[i];
      }
      iterations++;
    }
    relativeResidual = trueResidual();
  }
  return { x, iterations, relativeResidual };
}
