// The triangulation's own promises: Delaunay but for constraints, constraints kept, crossings cut, near points merged, graded layers.
import { describe, expect, it } from 'vitest';
import { createSegments, insertSegment } from '../../../src-workers/mesh/constraints';
import { circleCurve, crossings, curvePoint, type Curve } from '../../../src-workers/mesh/curve';
import { gradedLayers } from '../../../src-workers/mesh/grading';
import { createTriangulation, findEdge, inCircle, insertPoint, orientation, pointCount, triangleCount, type Triangulation } from '../../../src-workers/mesh/triangulation';

function expectDelaunay(m: Triangulation): void {
  for (let t = 0; t < triangleCount(m); t++) {
    const [a, b, c] = m.corners.slice(3 * t, 3 * t + 3);
    expect(orientation(m, a, b, m.points[2 * c], m.points[2 * c + 1])).toBeGreaterThan(0);
    for (let i = 0; i < 3; i++) {
      const u = m.neighbors[3 * t + i];
      if (u < 0 || m.constraints[3 * t + i] >= 0) continue;
      const opposite = [0, 1, 2].find((k) => m.neighbors[3 * u + k] === t)!;
      const v = m.corners[3 * u + opposite];
      expect(inCircle(m, t, m.points[2 * v], m.points[2 * v + 1])).toBe(false);
    }
  }
}

const isConstrained = (m: Triangulation, a: number, b: number): boolean => {
  const edge = findEdge(m, a, b);
  return edge !== null && m.constraints[3 * edge.triangle + edge.corner] >= 0;
};

describe('triangulation', () => {
  it('is Delaunay for scattered, collinear and cocircular points', () => {
    const m = createTriangulation(0, 0, 100, 1e-6);
    for (let i = 0; i < 300; i++) insertPoint(m, 90 * Math.sin(12.9898 * i), 90 * Math.sin(78.233 * i));
    for (let i = -8; i <= 8; i++) for (let k = -8; k <= 8; k++) insertPoint(m, 10 * i, 10 * k);
    expectDelaunay(m);
    // 289 grid points, 300 scattered ones (one of them the origin, which the grid has as well), 3 of the rim.
    expect(pointCount(m)).toBe(300 + 289 - 1 + 3);
    expect(triangleCount(m)).toBe(2 * pointCount(m) - 5);
  });

  it('keeps segments, through points that lie on them', () => {
    const m = createTriangulation(0, 0, 100, 1e-6);
    for (let i = 0; i < 200; i++) insertPoint(m, 90 * Math.sin(3.7 * i), 90 * Math.sin(9.1 * i + 1));
    const curves: Curve[] = [{ kind: 'segment', from: [-80, -80], to: [80, 80] }];
    const segments = createSegments(curves);
    const a = insertPoint(m, -80, -80), middle = insertPoint(m, 20, 20), b = insertPoint(m, 80, 80);
    insertSegment(m, segments, { curve: 0, a, b, from: 0, to: 1 });
    expect(isConstrained(m, a, middle)).toBe(true);
    expect(isConstrained(m, middle, b)).toBe(true);
    expect(segments.to.some((t) => Math.abs(t - 100 / 160) < 1e-12)).toBe(true);
    expectDelaunay(m);
  });

  it('cuts segments that cross', () => {
    const m = createTriangulation(0, 0, 100, 1e-6);
    const curves: Curve[] = [{ kind: 'segment', from: [-50, 0], to: [50, 0] }, { kind: 'segment', from: [0, -50], to: [10, 50] }];
    const segments = createSegments(curves);
    curves.forEach((curve, c) => {
      const a = insertPoint(m, ...curvePoint(curve, 0)), b = insertPoint(m, ...curvePoint(curve, 1));
      insertSegment(m, segments, { curve: c, a, b, from: 0, to: 1 });
    });
    const crossing = pointCount(m) - 1;
    expect(m.points.slice(2 * crossing)).toEqual([5, 0]);
    for (let v = 3; v < crossing; v++) expect(isConstrained(m, v, crossing)).toBe(true);
  });

  it('takes points within the tolerance for one', () => {
    const m = createTriangulation(0, 0, 100, 1e-6);
    expect(insertPoint(m, 5, 5)).toBe(insertPoint(m, 5 + 5e-7, 5));
    expect(insertPoint(m, 5, 5.1)).not.toBe(3);
  });
});

describe('curves', () => {
  it('meet where geometry says', () => {
    const circle = circleCurve(0, 0, 5);
    const line: Curve = { kind: 'segment', from: [-10, 3], to: [10, 3] };
    expect(crossings(line, circle).map(([s]) => curvePoint(line, s)[0]).sort((p, q) => p - q).map((y) => Math.round(y * 1e9) / 1e9)).toEqual([-4, 4]);
    const other = circleCurve(6, 0, 5);
    const met = crossings(circle, other);
    expect(met).toHaveLength(2);
    for (const [s, t] of met) {
      const p = curvePoint(circle, s), q = curvePoint(other, t);
      expect(Math.hypot(p[0] - q[0], p[1] - q[1])).toBeLessThan(1e-9);
      expect(p[0]).toBeCloseTo(3, 9);
    }
    expect(crossings(circle, circleCurve(0, 0, 4))).toEqual([]);
  });
});

describe('graded layers', () => {
  it('has the planes, the sizes at them and no layer above the limit', () => {
    const x = gradedLayers(5000, [{ xUm: 2000, sizeUm: 5 }, { xUm: 3000, sizeUm: 5 }], { fast: 0.4, slow: 0.4, kneeUm: 100, maximumUm: 300 });
    expect(x[0]).toBe(0);
    expect(x[x.length - 1]).toBe(5000);
    for (const plane of [2000, 3000]) {
      const at = x.indexOf(plane);
      expect(at).toBeGreaterThan(0);
      expect(x[at + 1] - plane).toBeLessThan(7);
      expect(plane - x[at - 1]).toBeLessThan(7);
    }
    for (let l = 1; l < x.length; l++) {
      expect(x[l]).toBeGreaterThan(x[l - 1]);
      expect(x[l] - x[l - 1]).toBeLessThan(301);
    }
  });
});
