// The placer: random sequential addition, largest axons first.
import { areaUm2 } from '../../src-model/geometry/shape';
import type { Shape } from '../../src-model/project';
import { keyedStream } from '../../src-model/random/keyed-stream';
import { CancelledError, type Task } from '../../src-model/task';
import { DiscGrid } from './disc-grid';
import { interiorPointsOf } from './interior-points';

export interface Positions {
  /** Centres, um; NaN where there is no place. */
  yUm: Float64Array;
  zUm: Float64Array;
}

export interface PlacementRequest {
  shape: Shape;
  diameterUm: Float64Array;
  /** Least gap between axons, and between axon and border. */
  spacingUm: number;
  borderSpacingUm: number;
  /** Random positions tried for each axon. */
  maxTries: number;
  /** Key of the random draws: axon k draws from (seed, fascicle, "place", k), whatever the others do. */
  seed: number;
  fascicleId: string;
}

const REPORT_EVERY = 256;

/** Fills in the positions that are still NaN; those given stay and are kept clear of. Cancelling throws CancelledError. */
export function placeAxons(request: PlacementRequest, positions: Positions, task: Task): void {
  const { shape, diameterUm, spacingUm, borderSpacingUm, maxTries, seed, fascicleId } = request;
  const { yUm, zUm } = positions;
  const count = diameterUm.length;
  const grid = new DiscGrid(Math.sqrt(areaUm2(shape) / Math.max(1, count)));
  const waiting: number[] = [];
  for (let axon = 0; axon < count; axon++) {
    if (Number.isNaN(yUm[axon])) waiting.push(axon);
    else grid.add(yUm[axon], zUm[axon], diameterUm[axon] / 2);
  }
  waiting.sort((a, b) => diameterUm[b] - diameterUm[a] || a - b);
  const interiorPoint = interiorPointsOf(shape);
  waiting.forEach((axon, done) => {
    if (done % REPORT_EVERY === 0) {
      if (task.cancelled) throw new CancelledError();
      task.progress(done, waiting.length);
    }
    const radius = diameterUm[axon] / 2;
    const stream = keyedStream(seed, fascicleId, 'place', axon);
    for (let attempt = 0; attempt < maxTries; attempt++) {
      const point = interiorPoint(radius + borderSpacingUm, stream);
      if (!point) return;
      if (!grid.isFree(point[0], point[1], radius, spacingUm)) continue;
      [yUm[axon], zUm[axon]] = point;
      grid.add(point[0], point[1], radius);
      return;
    }
  });
  task.progress(waiting.length, waiting.length);
}
