// Random points of a shape that keep a margin to its border, fast for shapes whose exact distance is dear (polygons, ellipses).
import { boundingBox, contains, randomInteriorPoint, signedDistanceUm } from '../../src-model/geometry/shape';
import type { PointUm } from '../../src-model/geometry/point';
import type { Shape } from '../../src-model/project';
import type { RandomStream } from '../../src-model/random/keyed-stream';

/** Cells along each side of the bounding box for which the distance to the border is known in advance. */
const CELLS = 64;
/** Points tried in the bounding box before a margin counts as impossible. */
const MAX_TRIES = 2000;

/** Uniform over the points at least `marginUm` inside; null when there is none (or hardly any). */
export type InteriorPoints = (marginUm: number, stream: RandomStream) => PointUm | null;

export function interiorPointsOf(shape: Shape): InteriorPoints {
  if (shape.kind === 'circle') return (marginUm, stream) => randomInteriorPoint(shape, marginUm, stream);
  const box = boundingBox(shape);
  const width = box.maxYUm - box.minYUm;
  const height = box.maxZUm - box.minZUm;
  // A distance changes by no more than the way between two points: the cell's centre decides for most of its points.
  const reach = Math.hypot(width, height) / CELLS / 2;
  const centerDistance = Float64Array.from({ length: CELLS * CELLS }, (_, cell) =>
    signedDistanceUm(shape, [box.minYUm + ((cell % CELLS) + 0.5) * (width / CELLS), box.minZUm + (Math.floor(cell / CELLS) + 0.5) * (height / CELLS)]));
  return (marginUm, stream) => {
    for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
      const u = stream.uniform();
      const v = stream.uniform();
      const known = centerDistance[Math.floor(u * CELLS) + CELLS * Math.floor(v * CELLS)];
      if (known - reach > -marginUm) continue;
      const point: PointUm = [box.minYUm + u * width, box.minZUm + v * height];
      if (known + reach <= -marginUm || contains(shape, point, marginUm)) return point;
    }
    return null;
  };
}
