// Nelder-Mead simplex with dimension-dependent coefficients.
// Nelder & Mead 1965, Comput J 7:308-313; coefficients: Gao & Han 2012, Comput Optim Appl 51:259-277.
import { clampToCube, comparable, type Optimizer } from './optimizer';

interface Vertex {
  point: Float64Array;
  cost: number;
}

const INITIAL_STEP = 0.25;

export function nelderMead(start: Float64Array, tolerance = 1e-7): Optimizer {
  const n = start.length;
  const expansion = 1 + 2 / n;
  const contraction = 0.75 - 1 / (2 * n);
  const shrinkage = n > 1 ? 1 - 1 / n : 0.5;
  let simplex: Vertex[] = [];
  let asked = initialSimplex(start);
  let stage: 'simplex' | 'shrink' | 'reflect' | 'expand' | 'contract' = 'simplex';
  let centroid = new Float64Array(n);
  let reflected: Vertex | null = null;

  /** centroid + factor (centroid - worst), kept inside the cube. */
  const along = (factor: number): Float64Array => {
    const worst = simplex[n].point;
    return centroid.map((c, k) => clampToCube(c + factor * (c - worst[k])));
  };
  const reflectNext = (): void => {
    simplex.sort((a, b) => a.cost - b.cost);
    centroid = new Float64Array(n);
    for (const { point } of simplex.slice(0, n)) point.forEach((value, k) => (centroid[k] += value / n));
    stage = 'reflect';
    asked = [along(1)];
  };
  const replaceWorst = (vertex: Vertex): void => {
    simplex[n] = vertex;
    reflectNext();
  };
  const shrink = (): void => {
    const best = simplex[0].point;
    asked = simplex.slice(1).map(({ point }) => point.map((value, k) => best[k] + shrinkage * (value - best[k])));
    stage = 'shrink';
  };

  return {
    ask: () => asked,
    get converged() {
      if (simplex.length === 0) return false;
      const best = simplex[0].point;
      return simplex.every(({ point }) => point.every((value, k) => Math.abs(value - best[k]) < tolerance));
    },
    tell(costs) {
      const told: Vertex[] = asked.map((point, k) => ({ point, cost: comparable(costs[k]) }));
      const [first] = told;
      switch (stage) {
        case 'simplex':
          simplex = told;
          reflectNext();
          break;
        case 'shrink':
          simplex = [simplex[0], ...told];
          reflectNext();
          break;
        case 'reflect':
          reflected = first;
          if (first.cost < simplex[0].cost) {
            stage = 'expand';
            asked = [along(expansion)];
          } else if (first.cost < simplex[n - 1].cost) {
            replaceWorst(first);
          } else {
            stage = 'contract';
            asked = [along(first.cost < simplex[n].cost ? contraction : -contraction)];
          }
          break;
        case 'expand':
          replaceWorst(first.cost < reflected!.cost ? first : reflected!);
          break;
        case 'contract':
          if (first.cost < Math.min(reflected!.cost, simplex[n].cost)) replaceWorst(first);
          else shrink();
          break;
      }
    },
  };
}

function initialSimplex(start: Float64Array): Float64Array[] {
  return [start, ...Array.from(start, (value, k) => {
    const point = start.slice();
    point[k] = value + INITIAL_STEP <= 1 ? value + INITIAL_STEP : value - INITIAL_STEP;
    return point;
  })];
}
