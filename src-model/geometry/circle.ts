// Circles in the transverse plane.
import type { Circle } from '../project';
import type { RandomStream } from '../random/keyed-stream';
import type { BoxUm, PointUm } from './point';

export const circleAreaUm2 = (circle: Circle): number => (Math.PI * circle.diameterUm ** 2) / 4;
export const circlePerimeterUm = (circle: Circle): number => Math.PI * circle.diameterUm;

export function circleBox({ centerYUm, centerZUm, diameterUm }: Circle): BoxUm {
  const radius = diameterUm / 2;
  return { minYUm: centerYUm - radius, maxYUm: centerYUm + radius, minZUm: centerZUm - radius, maxZUm: centerZUm + radius };
}

/** Negative inside. */
export function circleSignedDistanceUm({ centerYUm, centerZUm, diameterUm }: Circle, [y, z]: PointUm): number {
  return Math.hypot(y - centerYUm, z - centerZUm) - diameterUm / 2;
}

export function circleFarthestDistanceUm({ centerYUm, centerZUm, diameterUm }: Circle, [y, z]: PointUm): number {
  return Math.hypot(y - centerYUm, z - centerZUm) + diameterUm / 2;
}

/** `count` points, counter-clockwise from +y. */
export function circleOutline({ centerYUm, centerZUm, diameterUm }: Circle, count: number): PointUm[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count;
    return [centerYUm + (diameterUm / 2) * Math.cos(angle), centerZUm + (diameterUm / 2) * Math.sin(angle)];
  });
}

/** Uniform over the points at least `marginUm` inside; null when there are none. */
export function circleRandomPoint({ centerYUm, centerZUm, diameterUm }: Circle, marginUm: number, stream: RandomStream): PointUm | null {
  const inner = diameterUm / 2 - marginUm;
  if (inner < 0) return null;
  const radius = inner * Math.sqrt(stream.uniform());
  const angle = 2 * Math.PI * stream.uniform();
  return [centerYUm + radius * Math.cos(angle), centerZUm + radius * Math.sin(angle)];
}
