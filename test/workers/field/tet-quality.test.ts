// Quality of tetrahedra whose angles and radii are known in closed form.
import { expect, it } from 'vitest';
import { tetQuality } from '../../../src-workers/field/tet/tet-quality';
import type { TetMesh } from '../../../src-workers/mesh/tet-mesh';

const meshOf = (...vertices: [number, number, number][]): TetMesh => ({
  kind: 'tet', vertices: Float64Array.from(vertices.flat()), tetrahedra: Uint32Array.of(0, 1, 2, 3), regions: Int32Array.of(1), triangles: new Uint32Array(0), surfaces: new Int32Array(0), groups: [],
});

it('a regular tetrahedron has 70.5 degrees everywhere and the aspect 1, wherever it lies', () => {
  const { minimumAngleDeg, maximumAspect } = tetQuality(meshOf([11, 11, 11], [11, 9, 9], [9, 11, 9], [9, 9, 11]));
  expect(minimumAngleDeg).toBeCloseTo((Math.acos(1 / 3) * 180) / Math.PI, 10);
  expect(maximumAspect).toBeCloseTo(1, 10);
});

it('the corner of a cube: R = sqrt(3) / 2, r = 1 / (3 + sqrt(3))', () => {
  const { minimumAngleDeg, maximumAspect } = tetQuality(meshOf([0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]));
  expect(minimumAngleDeg).toBeCloseTo((Math.acos(1 / Math.sqrt(3)) * 180) / Math.PI, 10);
  expect(maximumAspect).toBeCloseTo((Math.sqrt(3) / 2) * (3 + Math.sqrt(3)) / 3, 10);
});

it('a flat one is told by both', () => {
  const { minimumAngleDeg, maximumAspect } = tetQuality(meshOf([0, 0, 0], [1, 0, 0], [0, 1, 0], [0.3, 0.3, 0.001]));
  expect(minimumAngleDeg).toBeLessThan(1);
  expect(maximumAspect).toBeGreaterThan(100);
});
