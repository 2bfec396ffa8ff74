import { describe, expect, it } from 'vitest';
import { projectSchema } from '../../../src-model/project';
import { fieldProblemOf } from '../../../src-workers/field/build-problem';
import { buildExtrudedMesh } from '../../../src-workers/mesh/extrude';
import { sectionLines } from '../../../src-workers/mesh/mesh-section';
import type { TetMesh } from '../../../src-workers/mesh/tet-mesh';
import { smallNerve } from '../../main/small-project';

describe('lines of a mesh in a transverse plane', () => {
  const mesh = buildExtrudedMesh(fieldProblemOf(projectSchema.parse(smallNerve())));

  it('extruded: each edge once, through its middle, and the wire is a hole where it is metal', () => {
    const edges = new Set(Array.from({ length: mesh.domains.length * 3 }, (_, k) => mesh.triangles[6 * Math.floor(k / 3) + 3 + (k % 3)]));
    const outside = sectionLines(mesh, 100);
    expect(outside.length).toBeLessThanOrEqual(8 * edges.size);
    expect(outside.length).toBeGreaterThan(4 * edges.size);
    const deepest = (lines: Float32Array): number => {
      let least = Infinity;
      for (let k = 0; k < lines.length; k += 2) least = Math.min(least, Math.hypot(lines[k] - 20, lines[k + 1] + 10));
      return least;
    };
    // The wire (radius 10 um at y 20, z -10) is not meshed within its active site.
    expect(deepest(sectionLines(mesh, 2500))).toBeGreaterThan(9.9);
  });

  it('tetrahedra: a plane through the unit tetrahedron cuts three faces in a triangle whose size shrinks with x', () => {
    const tet: TetMesh = {
      kind: 'tet', vertices: Float64Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]), tetrahedra: Uint32Array.from([0, 1, 2, 3]), regions: Int32Array.of(1),
      triangles: new Uint32Array(0), surfaces: new Int32Array(0), groups: [],
    };
    const lines = sectionLines(tet, 0.25);
    expect(lines.length).toBe(12);
    expect(Math.max(...lines)).toBeCloseTo(0.75, 6);
    const lengths = [0, 4, 8].map((k) => Math.hypot(lines[k + 2] - lines[k], lines[k + 3] - lines[k + 1])).sort();
    expect(lengths[0]).toBeCloseTo(0.75, 6);
    expect(lengths[2]).toBeCloseTo(0.75 * Math.SQRT2, 6);
    expect(sectionLines(tet, 2).length).toBe(0);
  });
});
