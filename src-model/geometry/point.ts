// Points and boxes in the transverse plane, um.

/** (y, z) in um. */
export type PointUm = readonly [yUm: number, zUm: number];

export interface BoxUm {
  minYUm: number;
  maxYUm: number;
  minZUm: number;
  maxZUm: number;
}

export function boxOf(points: Iterable<PointUm>): BoxUm {
  const box: BoxUm = { minYUm: Infinity, maxYUm: -Infinity, minZUm: Infinity, maxZUm: -Infinity };
  for (const [y, z] of points) {
    box.minYUm = Math.min(box.minYUm, y);
    box.maxYUm = Math.max(box.maxYUm, y);
    box.minZUm = Math.min(box.minZUm, z);
    box.maxZUm = Math.max(box.maxZUm, z);
  }
  return box;
}

/** Counter-clockwise turn about a pivot, seen with y to the right and z up. */
export function turned([y, z]: PointUm, angleDeg: number, [pivotY, pivotZ]: PointUm = [0, 0]): PointUm {
  const angle = (angleDeg * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return [pivotY + cos * (y - pivotY) - sin * (z - pivotZ), pivotZ + sin * (y - pivotY) + cos * (z - pivotZ)];
}

export function distanceUm([ay, az]: PointUm, [by, bz]: PointUm): number {
  return Math.hypot(ay - by, az - bz);
}

/** Distance from a point to the segment from a to b. */
export function segmentDistanceUm([py, pz]: PointUm, [ay, az]: PointUm, [by, bz]: PointUm): number {
  const uy = by - ay;
  const uz = bz - az;
  const lengthSquared = uy * uy + uz * uz;
  const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, ((py - ay) * uy + (pz - az) * uz) / lengthSquared));
  return Math.hypot(py - ay - along * uy, pz - az - along * uz);
}
