// Ellipses in the transverse plane. `rotationDeg` turns counter-clockwise, seen with y to the right and z up.
import type { Ellipse } from '../project';
import { turned, type BoxUm, type PointUm } from './point';

export const ellipseAreaUm2 = ({ diameterYUm, diameterZUm }: Ellipse): number => (Math.PI * diameterYUm * diameterZUm) / 4;

/** Exact to rounding: complete elliptic integral by the arithmetic-geometric mean (Abramowitz & Stegun 17.6). */
export function ellipsePerimeterUm({ diameterYUm, diameterZUm }: Ellipse): number {
  const major = Math.max(diameterYUm, diameterZUm) / 2;
  let a = major;
  let b = Math.min(diameterYUm, diameterZUm) / 2;
  let sum = (a * a - b * b) / 2;
  for (let power = 1; a - b > 1e-15 * major && power < 2 ** 30; power *= 2) {
    const half = (a - b) / 2;
    [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
    sum += power * half * half;
  }
  return (2 * Math.PI * (major * major - sum)) / a;
}

export function ellipseBox({ centerYUm, centerZUm, diameterYUm, diameterZUm, rotationDeg }: Ellipse): BoxUm {
  const angle = (rotationDeg * Math.PI) / 180;
  const halfY = Math.hypot(diameterYUm * Math.cos(angle), diameterZUm * Math.sin(angle)) / 2;
  const halfZ = Math.hypot(diameterYUm * Math.sin(angle), diameterZUm * Math.cos(angle)) / 2;
  return { minYUm: centerYUm - halfY, maxYUm: centerYUm + halfY, minZUm: centerZUm - halfZ, maxZUm: centerZUm + halfZ };
}

/** `count` points at even steps of the parameter angle, counter-clockwise from the end of the first axis. */
export function ellipseOutline(ellipse: Ellipse, count: number): PointUm[] {
  return Array.from({ length: count }, (_, index) => ellipsePoint(ellipse, (2 * Math.PI * index) / count));
}

export function ellipsePoint({ centerYUm, centerZUm, diameterYUm, diameterZUm, rotationDeg }: Ellipse, parameter: number): PointUm {
  const [y, z] = turned([(diameterYUm / 2) * Math.cos(parameter), (diameterZUm / 2) * Math.sin(parameter)], rotationDeg);
  return [centerYUm + y, centerZUm + z];
}

/** The point relative to the centre in the first quadrant of the axes, longer axis first: distances do not change. */
function inFirstQuadrant(ellipse: Ellipse, [y, z]: PointUm): { p: number; q: number; a: number; b: number } {
  const [u, v] = turned([y - ellipse.centerYUm, z - ellipse.centerZUm], -ellipse.rotationDeg);
  const [alongY, alongZ] = [Math.abs(u), Math.abs(v)];
  return ellipse.diameterYUm >= ellipse.diameterZUm
    ? { p: alongY, q: alongZ, a: ellipse.diameterYUm / 2, b: ellipse.diameterZUm / 2 }
    : { p: alongZ, q: alongY, a: ellipse.diameterZUm / 2, b: ellipse.diameterYUm / 2 };
}

/** Exact signed distance to the outline, negative inside: the nearest point solves a monotone equation, by bisection (Eberly 2013). */
export function ellipseSignedDistanceUm(ellipse: Ellipse, point: PointUm): number {
  const { p, q, a, b } = inFirstQuadrant(ellipse, point);
  const inside = (p / a) ** 2 + (q / b) ** 2 < 1;
  const distance = nearestDistance(p, q, a, b);
  return inside ? -distance : distance;
}

function nearestDistance(p: number, q: number, a: number, b: number): number {
  // On an axis the equation below divides by zero, and next to it by what is left of rounding.
  const onAxis = 1e-14 * b;
  if (q <= onAxis) {
    const focal = a * a - b * b;
    if (a * p >= focal) return Math.abs(p - a);
    const cos = (a * p) / focal;
    return Math.hypot(a * cos - p, b * Math.sqrt(1 - cos * cos));
  }
  if (p <= onAxis) return Math.abs(q - b);
  // Nearest point (ratio p / (w + ratio - 1), q / w) with (ratio (p/a) / (w + ratio - 1))^2 + (q/b / w)^2 = 1, which falls in w.
  const ratio = (a / b) ** 2;
  const u = p / a;
  const v = q / b;
  let low = v;
  let high = Math.hypot(ratio * u, v);
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (((ratio * u) / (middle + ratio - 1)) ** 2 + (v / middle) ** 2 > 1) low = middle;
    else high = middle;
  }
  return Math.hypot((ratio * p) / (high + ratio - 1) - p, q / high - q);
}

/** Distance to the farthest point of the outline. */
export function ellipseFarthestDistanceUm(ellipse: Ellipse, point: PointUm): number {
  const { p, q, a, b } = inFirstQuadrant(ellipse, point);
  // It lies in the opposite quadrant, where the derivative b q - (a^2 - b^2) sin t - a p tan t falls with the parameter t.
  let low = 0;
  let high = Math.PI / 2;
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (b * q - (a * a - b * b) * Math.sin(middle) - a * p * Math.tan(middle) > 0) low = middle;
    else high = middle;
  }
  return Math.hypot(p + a * Math.cos(high), q + b * Math.sin(high));
}
