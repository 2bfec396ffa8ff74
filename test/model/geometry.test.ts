// Shapes: measures against closed forms and against dense polygons; distances and relations as properties over random shapes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ellipsePerimeterUm } from '../../src-model/geometry/ellipse';
import { distanceUm, type PointUm } from '../../src-model/geometry/point';
import { polygonFlaw } from '../../src-model/geometry/polygon';
import { outlineDistanceUm, relationOf } from '../../src-model/geometry/relation';
import { areaUm2, boundingBox, centerOf, contains, farthestDistanceUm, outlinePoints, perimeterUm, randomInteriorPoint, rotated, signedDistanceUm, translated } from '../../src-model/geometry/shape';
import type { Circle, Ellipse, Polygon, Shape } from '../../src-model/project';
import { keyedStream } from '../../src-model/random/keyed-stream';

const polygon = (...verticesUm: [number, number][]): Polygon => ({ kind: 'polygon', verticesUm });
const circle = (centerYUm: number, centerZUm: number, diameterUm: number): Circle => ({ kind: 'circle', centerYUm, centerZUm, diameterUm });
const ellipse = (centerYUm: number, centerZUm: number, diameterYUm: number, diameterZUm: number, rotationDeg = 0): Ellipse => ({ kind: 'ellipse', centerYUm, centerZUm, diameterYUm, diameterZUm, rotationDeg });

const coordinate = fc.double({ min: -300, max: 300, noNaN: true });
const size = fc.double({ min: 5, max: 400, noNaN: true });
const circles = fc.tuple(coordinate, coordinate, size).map((p) => circle(...p));
const ellipses = fc.tuple(coordinate, coordinate, size, size, fc.double({ min: -360, max: 360, noNaN: true })).map((p) => ellipse(...p));
/** Star-shaped, often concave. */
const polygons = fc.tuple(coordinate, coordinate, fc.array(fc.double({ min: 5, max: 200, noNaN: true }), { minLength: 3, maxLength: 12 })).map(([y, z, radii]) =>
  polygon(...radii.map((r, k): [number, number] => [y + r * Math.cos((2 * Math.PI * k) / radii.length), z + r * Math.sin((2 * Math.PI * k) / radii.length)])));
const shapes: fc.Arbitrary<Shape> = fc.oneof(circles, ellipses, polygons);
const points = fc.tuple(coordinate, coordinate);

const dense = (shape: Shape, count: number): PointUm[] => outlinePoints(shape, count);

describe('measures', () => {
  it('a rectangle has its area and perimeter wherever it lies', () => {
    for (const at of [0, 100, -1e6]) {
      const rectangle = polygon([at, at], [at + 10, at], [at + 10, at + 20], [at, at + 20]);
      expect(areaUm2(rectangle)).toBeCloseTo(200, 9);
      expect(perimeterUm(rectangle)).toBeCloseTo(60, 9);
      expect(centerOf(rectangle)[0]).toBeCloseTo(at + 5, 6);
      expect(centerOf(rectangle)[1]).toBeCloseTo(at + 10, 6);
    }
  });

  it('ellipse perimeters: circle, a tabulated 2:1 ellipse, and the flat limit', () => {
    expect(ellipsePerimeterUm(ellipse(0, 0, 10, 10))).toBeCloseTo(10 * Math.PI, 12);
    expect(ellipsePerimeterUm(ellipse(0, 0, 4, 2))).toBeCloseTo(9.688448220547675, 12); // 8 E(3/4)
    expect(ellipsePerimeterUm(ellipse(0, 0, 2, 2e-9))).toBeCloseTo(4, 9);
  });

  it('area and perimeter agree with a dense outline, also after turning and shifting', () => {
    fc.assert(fc.property(shapes, coordinate, coordinate, fc.double({ min: -360, max: 360, noNaN: true }), (shape, y, z, angle) => {
      const moved = rotated(translated(shape, y, z), angle, [3, 4]);
      const outline = polygon(...dense(moved, 4000).map(([a, b]): [number, number] => [a, b]));
      expect(areaUm2(moved)).toBeCloseTo(areaUm2(shape), 6);
      expect(Math.abs(areaUm2(outline) - areaUm2(shape))).toBeLessThanOrEqual(1e-5 * areaUm2(shape) + 1e-9);
      expect(Math.abs(perimeterUm(outline) - perimeterUm(shape))).toBeLessThanOrEqual(1e-4 * perimeterUm(shape));
      const box = boundingBox(moved);
      for (const [py, pz] of dense(moved, 50)) {
        expect(py).toBeGreaterThanOrEqual(box.minYUm - 1e-9);
        expect(py).toBeLessThanOrEqual(box.maxYUm + 1e-9);
        expect(pz).toBeGreaterThanOrEqual(box.minZUm - 1e-9);
        expect(pz).toBeLessThanOrEqual(box.maxZUm + 1e-9);
      }
    }), { numRuns: 40 });
  });

  it('turns counter-clockwise with y to the right and z up', () => {
    const turned = rotated(ellipse(0, 0, 20, 2), 45);
    expect(contains(turned, [5, 5])).toBe(true);
    expect(contains(turned, [5, -5])).toBe(false);
    const [y, z] = centerOf(rotated(circle(10, 0, 1), 90, [0, 0]));
    expect([y, z].map((v) => Math.round(v * 1e9) / 1e9)).toEqual([0, 10]);
  });
});

describe('distances', () => {
  it('signed and farthest distance agree with a dense outline', () => {
    fc.assert(fc.property(shapes, points, (shape, point) => {
      const outline = dense(shape, 3000);
      const spacing = Math.max(...outline.map((p, k) => distanceUm(p, outline[(k + 1) % outline.length])));
      const nearest = Math.min(...outline.map((p) => distanceUm(p, point)));
      const exact = Math.abs(signedDistanceUm(shape, point));
      expect(exact).toBeLessThanOrEqual(nearest + 1e-7);
      expect(exact).toBeGreaterThanOrEqual(nearest - spacing);
      const farthest = Math.max(...outline.map((p) => distanceUm(p, point)));
      expect(farthestDistanceUm(shape, point)).toBeGreaterThanOrEqual(farthest - 1e-7);
      expect(farthestDistanceUm(shape, point)).toBeLessThanOrEqual(farthest + spacing);
    }), { numRuns: 150 });
  });

  it('special points of an ellipse: centre, on the axes, at the foci', () => {
    const shape = ellipse(0, 0, 10, 6);
    expect(signedDistanceUm(shape, [0, 0])).toBeCloseTo(-3, 12);
    expect(signedDistanceUm(shape, [7, 0])).toBeCloseTo(2, 12);
    expect(signedDistanceUm(shape, [0, -5])).toBeCloseTo(2, 12);
    expect(signedDistanceUm(shape, [4, 0])).toBeCloseTo(-1, 12);
    expect(signedDistanceUm(rotated(shape, 90), [0, 7])).toBeCloseTo(2, 9);
  });

  it('random interior points keep their margin and fill the shape', () => {
    fc.assert(fc.property(shapes, fc.double({ min: 0, max: 5, noNaN: true }), fc.integer(), (shape, margin, seed) => {
      const point = randomInteriorPoint(shape, margin, keyedStream(seed));
      if (point) expect(signedDistanceUm(shape, point)).toBeLessThanOrEqual(-margin + 1e-9);
      else expect(areaUm2(shape) - margin * perimeterUm(shape)).toBeLessThan(0.02 * areaUm2(shape) + 4 * Math.PI * margin ** 2);
    }), { numRuns: 100 });
    expect(randomInteriorPoint(circle(0, 0, 10), 5.1, keyedStream(1))).toBeNull();
  });
});

describe('relations', () => {
  it('sees containment, which outline sampling misses', () => {
    expect(relationOf(circle(0, 0, 100), circle(10, 0, 20))).toBe('second inside first');
    expect(relationOf(ellipse(0, 0, 10, 5, 30), ellipse(2, 1, 90, 60, 80))).toBe('first inside second');
    expect(relationOf(polygon([0, 0], [100, 0], [0, 100]), polygon([10, 10], [20, 10], [10, 20]))).toBe('second inside first');
  });

  it('sees crossings between sample points: thin cross of two ellipses, needle through a circle', () => {
    expect(relationOf(ellipse(0, 0, 1000, 0.01), ellipse(0, 0, 0.01, 1000))).toBe('crossing');
    expect(relationOf(circle(0, 0, 10), ellipse(0, 0, 100, 0.001, 17))).toBe('crossing');
  });

  it('touching counts as crossing', () => {
    expect(relationOf(circle(0, 0, 10), circle(10, 0, 10))).toBe('crossing');
    expect(relationOf(polygon([0, 0], [1, 0], [1, 1], [0, 1]), polygon([1, 0], [2, 0], [2, 1], [1, 1]))).toBe('crossing');
  });

  it('relation and outline distance agree with dense outlines and are symmetric', () => {
    fc.assert(fc.property(shapes, shapes, (first, second) => {
      const relation = relationOf(first, second);
      const gap = outlineDistanceUm(first, second);
      const signed = dense(first, 700).map((point) => signedDistanceUm(second, point));
      const lowest = Math.min(...signed);
      const highest = Math.max(...signed);
      if (relation === 'apart' || relation === 'second inside first') expect(lowest).toBeGreaterThan(-1e-9);
      if (relation === 'first inside second') expect(highest).toBeLessThan(1e-9);
      if (lowest < -1e-6 && highest > 1e-6) expect(relation).toBe('crossing');
      if (relation !== 'crossing') {
        const sampled = Math.min(...signed.map(Math.abs));
        expect(gap).toBeLessThanOrEqual(sampled + 1e-6);
        expect(gap).toBeGreaterThanOrEqual(sampled - perimeterUm(first) / 100);
      } else expect(gap).toBe(0);
      expect(outlineDistanceUm(second, first)).toBeCloseTo(gap, 4);
      // Within rounding of a touch either answer is right.
      const plain = gap > 1e-6 || (lowest < -1e-6 && highest > 1e-6);
      const mirror = { 'apart': 'apart', 'crossing': 'crossing', 'first inside second': 'second inside first', 'second inside first': 'first inside second' }[relation];
      if (plain) expect(relationOf(second, first)).toBe(mirror);
    }), { numRuns: 200 });
  });
});

describe('polygons that are not simple', () => {
  it('names the crossing edges', () => {
    expect(polygonFlaw(polygon([0, 0], [10, 10], [10, 0], [0, 10]))).toEqual({ kind: 'crossing', edges: [0, 2] });
    expect(polygonFlaw(polygon([0, 0], [10, 0], [5, 0], [5, 5]))).toEqual({ kind: 'crossing', edges: [0, 1] });
  });
  it('names a repeated corner and a polygon without area', () => {
    expect(polygonFlaw(polygon([0, 0], [10, 0], [10, 0], [0, 10]))).toEqual({ kind: 'repeated corner', corner: 2 });
    expect(polygonFlaw(polygon([0, 0], [5, 5], [10, 10]))?.kind).toBe('crossing');
  });
  it('accepts concave polygons of either sense', () => {
    fc.assert(fc.property(polygons, (shape) => {
      expect(polygonFlaw(shape)).toBeNull();
      expect(polygonFlaw(polygon(...[...shape.verticesUm].reverse()))).toBeNull();
    }), { numRuns: 50 });
  });
});
