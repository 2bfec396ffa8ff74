// Preconditioned conjugate gradients. The end is judged by the true residual and by the charge: the sum of the residual is the current that
// enters but does not reach the ground, which can be larger than the residual's norm suggests.
import { CancelledError, type Task } from '../../src-model/task';
import { floatBytes, newFloats, type KernelMemory } from './kernel-memory';

export interface LinearProblem {
  memory: KernelMemory;
  /** In that memory; used anew by every solution. */
  vectors: IterationVectors;
  /** y = A x, both in that memory; A symmetric positive definite on the unknowns in use. */
  multiply: (x: Float64Array, y: Float64Array) => void;
  /** z = (approximately A^-1) r. */
  precondition: (r: Float64Array, z: Float64Array) => void;
}

/** Solution, residual, direction, its image (before it: the preconditioned residual), and a place for one number. */
export interface IterationVectors {
  x: Float64Array;
  r: Float64Array;
  p: Float64Array;
  q: Float64Array;
  scalar: Float64Array;
}

/** Kernel memory that `createIterationVectors` takes for `size` unknowns. */
export const iterationBytes = (size: number): number => 4 * floatBytes(size, 'f64') + floatBytes(1, 'f64');

export function createIterationVectors(memory: KernelMemory, size: number): IterationVectors {
  const vector = () => newFloats(memory, size, 'f64');
  return { x: vector(), r: vector(), p: vector(), q: vector(), scalar: newFloats(memory, 1, 'f64') };
}

export interface IterationResult {
  x: Float64Array;
  iterations: number;
  /** The larger of ||b - A x|| / ||b|| and |sum (b - A x)| / sum |b|, computed afresh from x. */
  relativeResidual: number;
}

const MAX_ITERATIONS = 300;

/** Iterates until the true relative residual is at most `tolerance` or nothing helps any more: the caller judges `relativeResidual`. */
export function conjugateGradients(problem: LinearProblem, b: Float64Array, tolerance: number, task: Task): IterationResult {
  const { memory: { f64: kernel }, vectors: { x, r, p, q, scalar } } = problem;
  const n = b.length;
  const dot = (u: Float64Array, v: Float64Array): number => {
    kernel.dot(u.byteOffset, v.byteOffset, n, scalar.byteOffset);
    return scalar[0];
  };
  const sum = (u: Float64Array): number => {
    kernel.sum(u.byteOffset, n, scalar.byteOffset);
    return scalar[0];
  };
  const addScaled = (to: Float64Array, from: Float64Array, factor: number) => kernel.addScaled(to.byteOffset, from.byteOffset, n, factor);
  x.fill(0);
  r.set(b);
  const norm = Math.sqrt(dot(r, r)), charge = b.reduce((total, value) => total + Math.abs(value), 0);
  if (norm === 0) return { x: x.slice(), iterations: 0, relativeResidual: 0 };
  const relative = () => Math.max(Math.sqrt(dot(r, r)) / norm, Math.abs(sum(r)) / charge);
  const trueResidual = () => {
    problem.multiply(x, q);
    r.set(b);
    addScaled(r, q, -1);
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
      problem.precondition(r, q);
      const next = dot(r, q);
      if (step === 0) p.set(q);
      else kernel.scaleAndAdd(p.byteOffset, q.byteOffset, n, next / rz);
      rz = next;
      problem.multiply(p, q);
      const alpha = rz / dot(p, q);
      if (!Number.isFinite(alpha)) return { x: x.slice(), iterations, relativeResidual: trueResidual() };
      addScaled(x, p, alpha);
      addScaled(r, q, -alpha);
      iterations++;
    }
    relativeResidual = trueResidual();
  }
  return { x: x.slice(), iterations, relativeResidual };
}
