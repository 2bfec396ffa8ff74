// The WebAssembly kernels of the line solver against plain arithmetic, and the preconditioner's symmetry.
import { describe, expect, it } from 'vitest';
import { applyAxial, axialGridOf } from '../../../src-workers/field/axial-grid';
import { buildExtrudedSystem } from '../../../src-workers/field/extruded-system';
import { createKernelMemory, floatBytes, newFloats, type Floats } from '../../../src-workers/field/kernel-memory';
import { createLevel, levelBytes, multiply, smoothBackward, smoothFromZero, type LineOperator } from '../../../src-workers/field/line-level';
import { patternOfGroups } from '../../../src-workers/field/sparse';
import { buildExtrudedMesh } from '../../../src-workers/mesh/extrude';
import { EXAMPLE_LIFE, exampleNerve } from './nerves';

/** Deterministic values in (-1, 1). */
const noise = (length: number, seed: number) => Float64Array.from({ length }, (_, i) => Math.sin(12.9898 * (i + 1) + seed));

/** Lines whose last node is ground. */
const ENDS = { none: Uint8Array.of(0, 0, 0, 0), all: Uint8Array.of(1, 1, 1, 1), some: Uint8Array.of(1, 0, 1, 0) };

/** Four lines, three slabs of which the middle one lacks line 3. */
function smallOperator(ground: keyof typeof ENDS): LineOperator {
  const slabs = [{ firstLayer: 0, endLayer: 9, pattern: 0 }, { firstLayer: 9, endLayer: 10, pattern: 1 }, { firstLayer: 10, endLayer: 13, pattern: 0 }];
  const xNodesUm = Float64Array.from({ length: 27 }, (_, k) => k ** 1.3);
  for (let layer = 0; layer < 13; layer++) xNodesUm[2 * layer + 1] = (xNodesUm[2 * layer] + xNodesUm[2 * layer + 2]) / 2;
  const grid = axialGridOf({ xNodesUm, slabs });
  const pattern = patternOfGroups(4, [Int32Array.from([0, 1, 2, 1, 2, 3])], [3]);
  const value = (i: number, j: number, diagonal: number) => i === j ? diagonal + i : -0.3 / (1 + Math.abs(i - j));
  const entries = (diagonal: number, without: number) => Float64Array.from(pattern.columns, (j, p) => {
    const i = pattern.rowStart.findIndex((start) => start > p) - 1;
    return i === without || j === without ? 0 : value(i, j, diagonal);
  });
  return { grid, lineCount: 4, endIsGround: ENDS[ground], pattern, stiffness: [entries(2, -1), entries(1.5, 3)], mass: [entries(3, -1), entries(2.5, 3)] };
}

/** A x by plain loops over rows, slabs and the plain axial products. */
function plainProduct(operator: LineOperator, x: Float64Array): Float64Array {
  const { grid, pattern, lineCount } = operator;
  const y = new Float64Array(x.length), lines = new Float64Array(2 * grid.extendedCount), sum = new Float64Array(grid.extendedCount);
  for (let i = 0; i < lineCount; i++) {
    sum.fill(0);
    for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) {
      applyAxial(grid, x, pattern.columns[p] * grid.nodeCount, lines, 0, grid.extendedCount);
      for (const slab of grid.slabs) {
        for (let e = slab.firstExtended; e < slab.firstExtended + slab.nodeCount; e++) sum[e] += operator.stiffness[slab.pattern][p] * lines[e] + operator.mass[slab.pattern][p] * lines[grid.extendedCount + e];
      }
    }
    for (const slab of grid.slabs) for (let k = 0; k < slab.nodeCount; k++) y[i * grid.nodeCount + slab.firstNode + k] += sum[slab.firstExtended + k];
    if (operator.endIsGround[i] === 1) y[(i + 1) * grid.nodeCount - 1] = 0;
  }
  return y;
}

function largestDifference(a: Floats, b: Floats): number {
  let most = 0;
  a.forEach((value, i) => { most = Math.max(most, Math.abs(value - b[i])); });
  return most;
}

/** Rounding of either precision, next to numbers of about 1. */
const EPSILON = { f64: 2 ** -52, f32: 2 ** -23 };
const CASES = (['f64', 'f32'] as const).flatMap((precision) => (['none', 'all', 'some'] as const).map((ground) => ({ precision, ground })));

describe.each(CASES)('line kernels in $precision, lines that end on ground: $ground', ({ precision, ground }) => {
  const operator = smallOperator(ground);
  const size = operator.lineCount * operator.grid.nodeCount;
  const memory = createKernelMemory(levelBytes(operator, precision) + 2 * floatBytes(size, precision));
  const level = createLevel(operator, memory, precision);
  const values = newFloats(memory, size, precision), image = newFloats(memory, size, precision);
  const plain = (x: Floats) => plainProduct(operator, Float64Array.from(x));
  /** Zero where there is no unknown: line 3 inside the removed slab, and the ground. */
  const clean = (v: Float64Array) => {
    for (const k of [19]) v[3 * operator.grid.nodeCount + k] = 0;
    operator.endIsGround.forEach((flag, i) => { if (flag === 1) v[(i + 1) * operator.grid.nodeCount - 1] = 0; });
    return v;
  };

  it('multiplies as plain loops do', () => {
    values.set(clean(noise(size, 1)));
    multiply(level, values, image);
    expect(largestDifference(image, plain(values))).toBeLessThan(5e3 * EPSILON[precision]);
  });

  it('multiplies nothing that lies elsewhere', () => {
    expect(() => multiply(level, new Float64Array(size), image)).toThrow('outside of their memory');
  });

  it('a forward sweep leaves exactly the residual that it reports', () => {
    values.set(clean(noise(size, 2)));
    smoothFromZero(level, values);
    const product = plain(level.x);
    expect(largestDifference(level.product, Float64Array.from(values, (value, i) => value - product[i]))).toBeLessThan(5e4 * EPSILON[precision]);
  });

  it('sweeps converge to the solution', () => {
    const exact = clean(noise(size, 3));
    values.set(plain(exact));
    level.x.fill(0);
    for (let sweep = 0; sweep < 40; sweep++) smoothBackward(level, values);
    expect(largestDifference(level.x, exact)).toBeLessThan(1e-9 + 100 * EPSILON[precision]);
  });
});

describe('multigrid', () => {
  it('is a symmetric positive preconditioner, electrode bodies included', () => {
    const problem = exampleNerve([EXAMPLE_LIFE], { mesh: 4 });
    const system = buildExtrudedSystem(problem, buildExtrudedMesh(problem));
    const size = system.multigrid.levels[0].x.length;
    // Right-hand sides that have a solution: images of the operator.
    const { x, q } = system.vectors;
    const image = (seed: number) => {
      x.set(noise(size, seed));
      system.multiply(x, q);
      return q.slice();
    };
    const u = image(1), v = image(2), bu = new Float64Array(size), bv = new Float64Array(size);
    system.precondition(u, bu);
    system.precondition(v, bv);
    const dot = (p: Float64Array, q: Float64Array) => p.reduce((sum, value, i) => sum + value * q[i], 0);
    expect(Math.abs(dot(bu, v) - dot(u, bv))).toBeLessThan(1e-6 * Math.sqrt(dot(bu, u) * dot(bv, v)));
    expect(dot(bu, u)).toBeGreaterThan(0);
  });
});
