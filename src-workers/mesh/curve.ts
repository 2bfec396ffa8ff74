// Outlines in the cross-section: straight segments and whole ellipses (circles included), by parameter.
// Section points are [y, z] in um.
import { cosineAndSine, directionAngle, hypotenuse } from './portable-math';

export type SectionPoint = [number, number];

export type Curve =
  | { kind: 'segment'; from: SectionPoint; to: SectionPoint }
  /** p(t) = center + R(rotation) (radiusA cos t, radiusB sin t), t in radians, closed. */
  | { kind: 'ellipse'; center: SectionPoint; radiusA: number; radiusB: number; rotationRad: number };

export function circleCurve(centerY: number, centerZ: number, radius: number): Curve {
  return { kind: 'ellipse', center: [centerY, centerZ], radiusA: radius, radiusB: radius, rotationRad: 0 };
}

export function polygonCurves(corners: readonly SectionPoint[]): Curve[] {
  return corners.map((from, i) => ({ kind: 'segment', from, to: corners[(i + 1) % corners.length] }));
}

/** Range of the parameter: 0..1 for segments, 0..2 pi for ellipses. */
export function parameterEnd(curve: Curve): number {
  return curve.kind === 'segment' ? 1 : 2 * Math.PI;
}

export function curvePoint(curve: Curve, t: number): SectionPoint {
  if (curve.kind === 'segment') {
    if (t === 0) return curve.from;
    if (t === 1) return curve.to;
    return [curve.from[0] + t * (curve.to[0] - curve.from[0]), curve.from[1] + t * (curve.to[1] - curve.from[1])];
  }
  const [cosine, sine] = cosineAndSine(t);
  const a = curve.radiusA * cosine, b = curve.radiusB * sine;
  const [c, s] = cosineAndSine(curve.rotationRad);
  return [curve.center[0] + c * a - s * b, curve.center[1] + s * a + c * b];
}

/** The point in the frame where an ellipse becomes the unit circle. */
function toUnitCircle(curve: Extract<Curve, { kind: 'ellipse' }>, [y, z]: SectionPoint): SectionPoint {
  const dy = y - curve.center[0], dz = z - curve.center[1];
  const [c, s] = cosineAndSine(curve.rotationRad);
  return [(c * dy + s * dz) / curve.radiusA, (c * dz - s * dy) / curve.radiusB];
}

/** Angle parameter of a point on (or near) an ellipse, in [0, 2 pi). */
export function ellipseParameter(curve: Extract<Curve, { kind: 'ellipse' }>, point: SectionPoint): number {
  const [u, v] = toUnitCircle(curve, point);
  const t = directionAngle(v, u);
  return t < 0 ? t + 2 * Math.PI : t;
}

export function isInsideEllipse(curve: Extract<Curve, { kind: 'ellipse' }>, point: SectionPoint): boolean {
  const [u, v] = toUnitCircle(curve, point);
  return u * u + v * v < 1;
}

/** Same geometry up to `tolerance` (um); used to draw coinciding outlines once. */
export function sameCurve(a: Curve, b: Curve, tolerance: number): boolean {
  const near = (p: SectionPoint, q: SectionPoint) => hypotenuse(p[0] - q[0], p[1] - q[1]) <= tolerance;
  if (a.kind === 'segment') {
    return b.kind === 'segment' && ((near(a.from, b.from) && near(a.to, b.to)) || (near(a.from, b.to) && near(a.to, b.from)));
  }
  if (b.kind === 'segment' || !near(a.center, b.center)) return false;
  if (Math.abs(a.radiusA - b.radiusA) > tolerance || Math.abs(a.radiusB - b.radiusB) > tolerance) return false;
  return Math.abs(a.radiusA - a.radiusB) <= tolerance || Math.abs(cosineAndSine(a.rotationRad - b.rotationRad)[1]) * a.radiusA <= tolerance;
}

/** Parameters on `a` (first of each pair) and on `b` where the two curves cross. */
export function crossings(a: Curve, b: Curve): [number, number][] {
  if (a.kind === 'segment') return b.kind === 'segment' ? crossSegments(a, b) : crossSegmentEllipse(a, b);
  if (b.kind === 'segment') return crossSegmentEllipse(b, a).map(([s, t]) => [t, s]);
  return crossEllipses(a, b);
}

type Segment = Extract<Curve, { kind: 'segment' }>;
type Ellipse = Extract<Curve, { kind: 'ellipse' }>;
const SLACK = 1e-9;

function crossSegments(a: Segment, b: Segment): [number, number][] {
  const ay = a.to[0] - a.from[0], az = a.to[1] - a.from[1];
  const by = b.to[0] - b.from[0], bz = b.to[1] - b.from[1];
  const det = ay * bz - az * by;
  if (Math.abs(det) < 1e-12 * hypotenuse(ay, az) * hypotenuse(by, bz)) return [];
  const cy = b.from[0] - a.from[0], cz = b.from[1] - a.from[1];
  const s = (cy * bz - cz * by) / det, t = (cy * az - cz * ay) / det;
  const within = (v: number) => v >= -SLACK && v <= 1 + SLACK;
  return within(s) && within(t) ? [[Math.min(1, Math.max(0, s)), Math.min(1, Math.max(0, t))]] : [];
}

function crossSegmentEllipse(a: Segment, b: Ellipse): [number, number][] {
  const [u0, v0] = toUnitCircle(b, a.from), [u1, v1] = toUnitCircle(b, a.to);
  const du = u1 - u0, dv = v1 - v0;
  const qa = du * du + dv * dv, qb = u0 * du + v0 * dv, qc = u0 * u0 + v0 * v0 - 1;
  const disc = qb * qb - qa * qc;
  if (disc <= 0) return [];
  const root = Math.sqrt(disc);
  const q = qb >= 0 ? -(qb + root) : root - qb;
  return [q / qa, qc / q]
    .filter((s) => s >= -SLACK && s <= 1 + SLACK)
    .map((s) => [Math.min(1, Math.max(0, s)), ellipseParameter(b, curvePoint(a, s))]);
}

/** Sign changes of b's implicit function along a, bisected to rounding. */
function crossEllipses(a: Ellipse, b: Ellipse): [number, number][] {
  const reach = Math.max(a.radiusA, a.radiusB) + Math.max(b.radiusA, b.radiusB);
  if (hypotenuse(a.center[0] - b.center[0], a.center[1] - b.center[1]) > reach) return [];
  const outside = (t: number) => {
    const [u, v] = toUnitCircle(b, curvePoint(a, t));
    return u * u + v * v - 1;
  };
  const found: [number, number][] = [];
  const samples = 360;
  let before = outside(0);
  for (let i = 1; i <= samples; i++) {
    let low = (2 * Math.PI * (i - 1)) / samples, high = (2 * Math.PI * i) / samples;
    const after = i === samples ? outside(0) : outside(high);
    if ((before < 0) !== (after < 0)) {
      for (let step = 0; step < 60; step++) {
        const middle = (low + high) / 2;
        if ((outside(middle) < 0) === (before < 0)) low = middle;
        else high = middle;
      }
      const t = low % (2 * Math.PI);
      found.push([t, ellipseParameter(b, curvePoint(a, t))]);
    }
    before = after;
  }
  return found;
}

/** Smallest distance from a point to the curve, um; exact for circles and segments, to first order for ellipses. */
export function distanceToCurve(curve: Curve, point: SectionPoint): number {
  if (curve.kind === 'segment') {
    const dy = curve.to[0] - curve.from[0], dz = curve.to[1] - curve.from[1];
    const along = ((point[0] - curve.from[0]) * dy + (point[1] - curve.from[1]) * dz) / (dy * dy + dz * dz);
    const s = Math.min(1, Math.max(0, along));
    return hypotenuse(point[0] - curve.from[0] - s * dy, point[1] - curve.from[1] - s * dz);
  }
  if (curve.radiusA === curve.radiusB) {
    return Math.abs(hypotenuse(point[0] - curve.center[0], point[1] - curve.center[1]) - curve.radiusA);
  }
  const [u, v] = toUnitCircle(curve, point);
  const rho = hypotenuse(u, v);
  if (rho === 0) return Math.min(curve.radiusA, curve.radiusB);
  const foot = hypotenuse(curve.radiusA * (u - u / rho), curve.radiusB * (v - v / rho));
  return Math.min(foot, Math.abs(rho - 1) * Math.max(curve.radiusA, curve.radiusB));
}
