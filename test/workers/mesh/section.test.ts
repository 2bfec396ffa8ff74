// The cross-section mesh: conforming, above the stated angle bound, areas of curved regions right, every outline present.
import { describe, expect, it } from 'vitest';
import { areaUm2 } from '../../../src-model/geometry/shape';
import type { Shape } from '../../../src-model/project';
import { buildExtrudedMesh } from '../../../src-workers/mesh/extrude';
import type { ExtrudedMesh } from '../../../src-workers/mesh/extruded-mesh';
import { boundOnAngleDeg } from '../../../src-workers/mesh/quality';
import { MINIMUM_ANGLE_DEG } from '../../../src-workers/mesh/section';
import { integrateTriangle, triangleIntegrals } from '../../../src-workers/field/quadratic-triangle';
import { electrode, EXAMPLE_LIFE, exampleNerve, fascicle, randomNerve } from '../field/nerves';

const ELLIPSE: Shape = { kind: 'ellipse', centerYUm: -80, centerZUm: 20, diameterYUm: 220, diameterZUm: 110, rotationDeg: 35 };
const CONCAVE: Shape = { kind: 'polygon', verticesUm: [[40, -100], [180, -60], [110, 0], [180, 90], [60, 60]] };

/** Area of each domain: the integral of 1, by the mass matrix. */
function domainAreas(mesh: ExtrudedMesh): Map<number, number> {
  const areas = new Map<number, number>();
  const integrals = triangleIntegrals();
  mesh.domains.forEach((domain, t) => {
    integrateTriangle(mesh.nodesUm, mesh.triangles, 6 * t, integrals);
    areas.set(domain, (areas.get(domain) ?? 0) + integrals.mass.reduce((sum, v) => sum + v, 0));
  });
  return areas;
}

/** Every edge has one or two triangles, with the same middle node seen from both, and the Euler characteristic is that of a disc. */
function expectConforming(mesh: ExtrudedMesh): void {
  const edges = new Map<string, { middle: number; count: number }>();
  for (let o = 0; o < mesh.triangles.length; o += 6) {
    for (let i = 0; i < 3; i++) {
      const a = mesh.triangles[o + i], b = mesh.triangles[o + ((i + 1) % 3)], middle = mesh.triangles[o + 3 + i];
      const key = a < b ? `${a} ${b}` : `${b} ${a}`;
      const edge = edges.get(key) ?? { middle, count: 0 };
      expect(edge.middle).toBe(middle);
      edges.set(key, { middle, count: edge.count + 1 });
    }
  }
  for (const { count } of edges.values()) expect(count === 1 || count === 2).toBe(true);
  expect(mesh.cornerCount - edges.size + mesh.domains.length).toBe(1);
}

describe('cross-section', () => {
  const problem = { ...exampleNerve([EXAMPLE_LIFE]), fascicles: [fascicle('E', ELLIPSE, 5), fascicle('P', CONCAVE, 4)] };
  problem.electrodes = [electrode({ kind: 'life', id: 'L', xUm: 2000, yUm: -80, zUm: 20 })];
  const mesh = buildExtrudedMesh(problem);

  it('has the true areas of curved regions (quadratic edges: 0.01 %; polygons exactly)', () => {
    const areas = domainAreas(mesh);
    expect(Math.abs(areas.get(2)! / areaUm2(ELLIPSE) - 1)).toBeLessThan(1e-4);
    expect(Math.abs(areas.get(3)! / areaUm2(CONCAVE) - 1)).toBeLessThan(1e-12);
    const nerve = areas.get(1)! + areas.get(2)! + areas.get(3)!;
    expect(Math.abs(nerve / (Math.PI * 250 ** 2) - 1)).toBeLessThan(1e-4);
    expect(Math.abs((nerve + areas.get(0)!) / (Math.PI * 2500 ** 2) - 1)).toBeLessThan(1e-4);
  });

  it('is conforming and above the angle bound', () => {
    expectConforming(mesh);
    expect(mesh.quality.straightened).toBe(0);
    expect(mesh.quality.minimumAngleDeg).toBeGreaterThanOrEqual(boundOnAngleDeg(MINIMUM_ANGLE_DEG, mesh.quality.sharpestOutlineDeg));
  });

  it('is the same bytes every time', () => {
    const again = buildExtrudedMesh(problem);
    expect(again.nodesUm).toEqual(mesh.nodesUm);
    expect(again.triangles).toEqual(mesh.triangles);
    expect(again.xNodesUm).toEqual(mesh.xNodesUm);
  });

  it('follows the mesh factor', () => {
    const size = (factor: 'coarse' | 'fine' | number) => buildExtrudedMesh({ ...problem, settings: { ...problem.settings, mesh: factor } }).domains.length;
    expect(size('coarse')).toBeLessThan(mesh.domains.length);
    expect(size('fine')).toBeGreaterThan(1.5 * mesh.domains.length);
    expect(size(1)).toBe(mesh.domains.length);
  });

  it('draws a strip that crosses fascicles, with its four contacts', () => {
    const time = electrode({ kind: 'time', id: 'T', xUm: 2500, yUm: 0, zUm: 10, rotationDeg: 20 });
    const crossing = buildExtrudedMesh({ ...problem, electrodes: [time] });
    expectConforming(crossing);
    const lengths = crossing.contacts.map((place) => {
      if (place.kind === 'point') throw new Error('A TIME contact is a surface.');
      let length = 0;
      for (let e = 0; e < place.edges.length; e += 3) {
        length += Math.hypot(crossing.nodesUm[2 * place.edges[e]] - crossing.nodesUm[2 * place.edges[e + 1]], crossing.nodesUm[2 * place.edges[e] + 1] - crossing.nodesUm[2 * place.edges[e + 1] + 1]);
      }
      return length;
    });
    for (const length of lengths) expect(length).toBeCloseTo(40, 6);
    const removedArea = crossing.removed[1].reduce((sum, gone, t) => {
      if (gone === 0) return sum;
      const integrals = triangleIntegrals();
      integrateTriangle(crossing.nodesUm, crossing.triangles, 6 * t, integrals);
      return sum + integrals.mass.reduce((s, v) => s + v, 0);
    }, 0);
    expect(removedArea).toBeCloseTo(340 * 10, 2);
  });

  it('has contacts of a multi-contact cuff where the reference places them', () => {
    const cuff = electrode({ kind: 'multi-contact-cuff', id: 'C', centerXUm: 2500, contactLengthUm: 200 });
    const { contacts, nodesUm } = buildExtrudedMesh(exampleNerve([cuff]));
    const middles = contacts.map((place) => {
      if (place.kind === 'point') throw new Error('A cuff contact is a surface.');
      const nodes = Array.from(place.edges).filter((_, i) => i % 3 === 2);
      return [0, 1].map((axis) => nodes.reduce((sum, n) => sum + nodesUm[2 * n + axis], 0) / nodes.length);
    });
    // Contact 0 at +z, then towards +y.
    [[0, 1], [1, 0], [0, -1], [-1, 0]].forEach(([y, z], k) => {
      expect((middles[k][0] * y + middles[k][1] * z) / Math.hypot(...middles[k])).toBeGreaterThan(0.9999);
    });
  });

  it('refuses electrodes that do not fit, by name', () => {
    const outside = electrode({ kind: 'life', id: 'too long', xUm: 4500, lengthUm: 1000, yUm: 100, zUm: 0 });
    expect(() => buildExtrudedMesh(exampleNerve([outside]))).toThrow(/"too long".*5500 um/);
    const thick = electrode({ kind: 'cuff', id: 'thick', centerXUm: 2500, contactThicknessUm: 2300 });
    expect(() => buildExtrudedMesh(exampleNerve([thick]))).toThrow(/"thick".*bath/);
    const crowded = electrode({ kind: 'multi-contact-cuff', id: 'crowded', centerXUm: 2500, contactCount: 8, contactWidthUm: 300 });
    expect(() => buildExtrudedMesh(exampleNerve([crowded]))).toThrow(/"crowded".*overlap/);
  });
});

describe('random valid nerves', () => {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed);
  it.each(seeds)('nerve %i is meshed above the angle bound', (seed) => {
    const mesh = buildExtrudedMesh(randomNerve(seed));
    expectConforming(mesh);
    expect(mesh.warnings).toEqual([]);
    expect(mesh.quality.minimumAngleDeg).toBeGreaterThanOrEqual(boundOnAngleDeg(MINIMUM_ANGLE_DEG, mesh.quality.sharpestOutlineDeg));
  });
});
