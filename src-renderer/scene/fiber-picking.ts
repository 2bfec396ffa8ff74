// Which fibre is under the pointer: in the cross-section a point among discs, in 3-D a ray among cylinders parallel to x.
import type { FiberTable } from '../../src-model/results';

/** The fibre whose disc, grown by `toleranceUm`, contains the point; of several the one whose border is deepest. -1: none. */
export function fiberAtPoint(table: FiberTable, yUm: number, zUm: number, toleranceUm: number): number {
  let best = -1;
  let deepest = toleranceUm;
  for (let k = 0; k < table.count; k++) {
    const distance = Math.hypot(table.yUm[k] - yUm, table.zUm[k] - zUm) - table.diameterUm[k] / 2;
    if (distance < deepest) [best, deepest] = [k, distance];
  }
  return best;
}

export interface Ray {
  origin: [x: number, y: number, z: number];
  /** Unit vector. */
  direction: [x: number, y: number, z: number];
}

export interface FiberHit {
  fiber: number;
  /** Along the ray, um. */
  distanceUm: number;
}

/**
 * First fibre that the ray meets between startX and endX, of those that are shown. `leastRadiusUm(distance)` is the radius to which
 * thin fibres are widened on the screen at that distance along the ray.
 */
export function fiberOnRay(table: FiberTable, ray: Ray, startX: number, endX: number, leastRadiusUm: (distanceUm: number) => number, isShown: (fiber: number) => boolean = () => true): FiberHit | null {
  const [ox, oy, oz] = ray.origin;
  const [dx, dy, dz] = ray.direction;
  const across = dy * dy + dz * dz;
  let hit: FiberHit | null = null;
  for (let k = 0; k < table.count; k++) {
    const [y, z] = [oy - table.yUm[k], oz - table.zUm[k]];
    const nearest = across > 0 ? Math.max(0, -(y * dy + z * dz) / across) : 0;
    const radius = Math.max(table.diameterUm[k] / 2, leastRadiusUm(nearest));
    const distance = entry(y, z, dy, dz, across, radius, ox, dx, startX, endX);
    if (distance !== null && (hit === null || distance < hit.distanceUm) && isShown(k)) hit = { fiber: k, distanceUm: distance };
  }
  return hit;
}

/** Distance along the ray at which it enters the capped cylinder, or null. (y, z): origin relative to the cylinder's axis. */
function entry(y: number, z: number, dy: number, dz: number, across: number, radius: number, ox: number, dx: number, startX: number, endX: number): number | null {
  // Interval inside the endless cylinder: |(y, z) + t (dy, dz)| <= radius.
  let [from, to] = [-Infinity, Infinity];
  const c = y * y + z * z - radius * radius;
  if (across > 0) {
    const b = y * dy + z * dz;
    const discriminant = b * b - across * c;
    if (discriminant < 0) return null;
    const root = Math.sqrt(discriminant);
    [from, to] = [(-b - root) / across, (-b + root) / across];
  } else if (c > 0) return null;
  // Interval between the two end planes.
  if (dx !== 0) {
    const [t0, t1] = [(startX - ox) / dx, (endX - ox) / dx];
    from = Math.max(from, Math.min(t0, t1));
    to = Math.min(to, Math.max(t0, t1));
  } else if (ox < startX || ox > endX) return null;
  return from <= to && to >= 0 ? Math.max(0, from) : null;
}
