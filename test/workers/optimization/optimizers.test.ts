// Optimisers on standard test functions, with seeded draws: the known minimum must be found.
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { describe, expect, it } from 'vitest';
import { cmaEs } from '../../../src-workers/optimization/cma-es';
import { nelderMead } from '../../../src-workers/optimization/nelder-mead';
import { optimize, type Bounds, type Optimizer, type Random } from '../../../src-workers/optimization/optimizer';
import { particleSwarm } from '../../../src-workers/optimization/particle-swarm';
import { symmetricEigen } from '../../../src-workers/optimization/symmetric-eigen';

const seeded = (seed: number): Random => {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
};
const sphere = (x: number[]): number => x.reduce((sum, v) => sum + v * v, 0);
const rosenbrock = ([x, y]: number[]): number => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
const beale = ([x, y]: number[]): number => (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y ** 3) ** 2;
const ackley = (x: number[]): number =>
  -20 * Math.exp(-0.2 * Math.sqrt(sphere(x) / x.length)) - Math.exp(x.reduce((s, v) => s + Math.cos(2 * Math.PI * v), 0) / x.length) + 20 + Math.E;
const box = (n: number, half: number): Bounds[] => Array.from({ length: n }, () => ({ lower: -half, upper: half }));

const minimize = (optimizer: Optimizer, bounds: Bounds[], cost: (x: number[]) => number, evaluations: number) =>
  optimize(optimizer, bounds, evaluations, (points) => Promise.resolve(points.map(cost)));

describe('nelder-mead', () => {
  it.each([['sphere', sphere, [0, 0]], ['rosenbrock', rosenbrock, [1, 1]], ['beale', beale, [3, 0.5]]] as const)('finds the minimum of %s', async (_, cost, minimum) => {
    const { bestPoint, bestCost } = await minimize(nelderMead(Float64Array.of(0.3, 0.6)), box(2, 4.5), cost, 2000);
    expect(bestCost).toBeLessThan(1e-8);
    bestPoint.forEach((value, k) => expect(value).toBeCloseTo(minimum[k], 3));
  });
  it('reports convergence and stops before the budget', async () => {
    const { converged, history } = await minimize(nelderMead(Float64Array.of(0.2)), box(1, 1), sphere, 5000);
    expect(converged).toBe(true);
    expect(history.length).toBeLessThan(500);
  });
});

describe('particle swarm', () => {
  it.each([['sphere', sphere], ['ackley', ackley]] as const)('finds the minimum of %s in five dimensions', async (_, cost) => {
    const { bestCost } = await minimize(particleSwarm(5, seeded(3), 30), box(5, 5), cost, 15000);
    expect(bestCost).toBeLessThan(1e-4);
  });
});

describe('cma-es', () => {
  it.each([['sphere', sphere, 5], ['ackley', ackley, 5], ['rosenbrock', rosenbrock, 2]] as const)('finds the minimum of %s', async (_, cost, n) => {
    const { bestCost } = await minimize(cmaEs(new Float64Array(n).fill(0.7), seeded(1)), box(n, 5), cost, 6000);
    expect(bestCost).toBeLessThan(1e-7);
  });
  it('solves an ill-conditioned ellipsoid (condition 1e6)', async () => {
    const ellipsoid = (x: number[]): number => x.reduce((sum, v, k) => sum + 10 ** ((6 * k) / (x.length - 1)) * v * v, 0);
    const { bestCost } = await minimize(cmaEs(new Float64Array(6).fill(0.8), seeded(2)), box(6, 3), ellipsoid, 8000);
    expect(bestCost).toBeLessThan(1e-6);
  });
  it('finds a minimum on the bounds', async () => {
    const { bestPoint } = await minimize(cmaEs(Float64Array.of(0.5, 0.5), seeded(4)), box(2, 1), ([x, y]) => (x - 3) ** 2 + y * y, 3000);
    expect(bestPoint[0]).toBeCloseTo(1, 4);
    expect(bestPoint[1]).toBeCloseTo(0, 3);
  });
});

describe('every optimiser', () => {
  const makers = {
    'nelder-mead': () => nelderMead(Float64Array.of(0.4, 0.4)),
    'particle-swarm': () => particleSwarm(2, seeded(7)),
    'cma-es': () => cmaEs(Float64Array.of(0.4, 0.4), seeded(7)),
  };
  it.each(Object.entries(makers))('%s stays inside the bounds, keeps to its budget and repeats itself', async (_, make) => {
    const runs = await Promise.all([0, 1].map(() => minimize(make(), box(2, 2), rosenbrock, 137)));
    expect(runs[0].history).toHaveLength(137);
    expect(runs[0].history).toEqual(runs[1].history);
    for (const { point } of runs[0].history) for (const value of point) expect(Math.abs(value)).toBeLessThanOrEqual(2);
  });
  it.each(Object.entries(makers))('%s survives NaN costs', async (_, make) => {
    const { bestCost } = await minimize(make(), box(2, 2), (x) => (x[0] < -1 ? NaN : sphere(x)), 600);
    expect(bestCost).toBeLessThan(0.05);
  });
});

describe('symmetric eigen-decomposition', () => {
  it('reproduces A v = lambda v and orthonormal vectors', () => {
    const n = 6;
    const random = seeded(5);
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = random() - 0.5;
    const { values, vectors } = symmetricEigen(a, n);
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < n; i++) {
        let product = 0;
        for (let k = 0; k < n; k++) product += a[i * n + k] * vectors[k * n + j];
        expect(product).toBeCloseTo(values[j] * vectors[i * n + j], 12);
      }
    }
  });
});
