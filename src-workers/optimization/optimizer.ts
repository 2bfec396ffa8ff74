// Optimisers as ask/tell machines: `ask` names points to evaluate (all of them may run at the same time), `tell` brings their costs.
// They work on the unit cube; `toBounds` maps to the user's bounds. No optimiser draws random numbers but through `random`,
// so that a seed fixes the whole course.

export interface Optimizer {
  /** The next points to evaluate, each with coordinates in [0, 1]. */
  ask(): Float64Array[];
  /** Costs in the order of `ask`. NaN counts as the worst cost. */
  tell(costs: readonly number[]): void;
  /** True when the optimiser has converged: further points would differ by less than its tolerance. */
  readonly converged: boolean;
}

/** A uniform draw in [0, 1). */
export type Random = () => number;

export interface Bounds {
  lower: number;
  upper: number;
}

export const toBounds = (point: Float64Array, bounds: readonly Bounds[]): number[] =>
  bounds.map(({ lower, upper }, k) => lower + (upper - lower) * point[k]);

export const clampToCube = (value: number): number => Math.min(1, Math.max(0, value));

/** NaN sorts last. */
export const comparable = (cost: number): number => (Number.isNaN(cost) ? Infinity : cost);

export interface OptimizationStep {
  evaluation: number;
  point: number[];
  cost: number;
  bestCost: number;
}

export interface OptimizationResult {
  bestPoint: number[];
  bestCost: number;
  history: OptimizationStep[];
  converged: boolean;
}

/** Runs an optimiser for at most `evaluations` evaluations of `costsOf` (points in the user's bounds, evaluated side by side). */
export async function optimize(
  optimizer: Optimizer,
  bounds: readonly Bounds[],
  evaluations: number,
  costsOf: (points: number[][]) => Promise<number[]>,
  onStep: (step: OptimizationStep) => void = () => undefined,
): Promise<OptimizationResult> {
  const history: OptimizationStep[] = [];
  let bestPoint: number[] = [];
  let bestCost = Infinity;
  while (!optimizer.converged && history.length < evaluations) {
    const asked = optimizer.ask().slice(0, evaluations - history.length);
    const points = asked.map((point) => toBounds(point, bounds));
    const costs = await costsOf(points);
    costs.forEach((cost, k) => {
      if (comparable(cost) < bestCost || bestPoint.length === 0) {
        bestCost = comparable(cost);
        bestPoint = points[k];
      }
      const step = { evaluation: history.length + 1, point: points[k], cost, bestCost };
      history.push(step);
      onStep(step);
    });
    if (history.length < evaluations) optimizer.tell(costs);
  }
  return { bestPoint, bestCost, history, converged: optimizer.converged };
}
