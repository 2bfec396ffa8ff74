// The geometry that Gmsh is given, judged by what Gmsh makes of it: volumes and areas against their closed forms.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { areaUm2 } from '../../../src-model/geometry/shape';
import type { Electrode, Shape } from '../../../src-model/project';
import type { FieldProblem } from '../../../src-workers/field/problem';
import { writeGeo } from '../../../src-workers/mesh/geo/write-geo';
import { readMsh } from '../../../src-workers/mesh/msh/read-msh';
import { missingGroups, physicalGroupsOf } from '../../../src-workers/mesh/physical-groups';
import { signedVolume, tetCountOf, triangleArea, type TetMesh } from '../../../src-workers/mesh/tet-mesh';
import { circle, electrode, EXAMPLE_LIFE, exampleNerve, fascicle } from '../field/nerves';

const ELLIPSE: Shape = { kind: 'ellipse', centerYUm: -90, centerZUm: 40, diameterYUm: 100, diameterZUm: 220, rotationDeg: 30 };
const POLYGON: Shape = { kind: 'polygon', verticesUm: [[60, -60], [170, -40], [150, 70], [100, 10], [70, 60]] };

const volumeOf = (mesh: TetMesh, tag: number): number => {
  let volume = 0;
  for (let t = 0; t < tetCountOf(mesh); t++) if (mesh.regions[t] === tag) volume += signedVolume(mesh.vertices, ...(mesh.tetrahedra.subarray(4 * t, 4 * t + 4) as unknown as [number, number, number, number]));
  return volume;
};
const surfaceOf = (mesh: TetMesh, tag: number): number => {
  let area = 0;
  mesh.surfaces.forEach((surface, f) => { if (surface === tag) area += triangleArea(mesh.vertices, ...(mesh.triangles.subarray(3 * f, 3 * f + 3) as unknown as [number, number, number])); });
  return area;
};

interface Case {
  name: string;
  electrode: Electrode;
  /** Area of the first contact, um2, and how far facets may fall short of it. */
  contactUm2: number;
  within: number;
}
const flatArc = (width: number, radius: number, length: number) => 2 * Math.asin(width / (2 * radius)) * radius * length;
const CASES: Case[] = [
  { name: 'LIFE in a fascicle', electrode: EXAMPLE_LIFE, contactUm2: Math.PI * 25 * 1000, within: 0.07 },
  { name: 'LIFE in the epineurium', electrode: electrode({ kind: 'life', id: 'E', xUm: 0, lengthUm: 500, yUm: 0, zUm: 190, diameterUm: 40 }), contactUm2: Math.PI * 40 * 500, within: 0.07 },
  { name: 'cuff', electrode: electrode({ kind: 'cuff', id: 'E', centerXUm: 2500 }), contactUm2: Math.PI * 500 * 100, within: 0.01 },
  { name: 'cuff with a recess, no insulator', electrode: electrode({ kind: 'cuff', id: 'E', centerXUm: 900, recessUm: 40, insulator: false }), contactUm2: Math.PI * 580 * 100, within: 0.01 },
  { name: 'multi-contact cuff, turned', electrode: electrode({ kind: 'multi-contact-cuff', id: 'E', centerXUm: 2500, contactLengthUm: 200, rotationDeg: 20 }), contactUm2: flatArc(100 * Math.PI, 250, 200), within: 0.01 },
  { name: 'multi-contact cuff with a recess', electrode: electrode({ kind: 'multi-contact-cuff', id: 'E', centerXUm: 2500, contactCount: 3, contactWidthUm: 150, recessUm: 30 }), contactUm2: flatArc(150, 280, 100), within: 0.01 },
  { name: 'TIME through both fascicles', electrode: electrode({ kind: 'time', id: 'E', xUm: 2500, yUm: 0, zUm: 5, rotationDeg: 10 }), contactUm2: 1600, within: 1e-6 },
  { name: 'point', electrode: electrode({ kind: 'point', id: 'E', xUm: 2500, yUm: 0, zUm: 0 }), contactUm2: 0, within: 0 },
];

const gmshMissing = spawnSync('gmsh', ['--version']).error !== undefined;
describe.skipIf(gmshMissing)('geometry for Gmsh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ranvier-geo-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const meshOf = (problem: FieldProblem): TetMesh => {
    writeFileSync(join(folder, 'n.geo'), writeGeo(problem, 1));
    const output = execFileSync('gmsh', ['n.geo', '-3', '-o', 'n.msh', '-nt', '1', '-nopopup', '-v', '4'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
    expect(output).not.toMatch(/Error/);
    return readMsh(readFileSync(join(folder, 'n.msh')));
  };

  it.each(CASES)('$name', ({ electrode: placed, contactUm2, within }) => {
    const problem = exampleNerve([placed], { mesh: 2 });
    const mesh = meshOf(problem);
    const groups = physicalGroupsOf(problem);
    expect(missingGroups(mesh, groups)).toEqual([]);
    // Coarse facets cut a few percent off round volumes.
    for (const [group, diameter] of [[groups.endoneurium[0], 200], [groups.endoneurium[1], 100]] as const) {
      const whole = (Math.PI / 4) * diameter ** 2 * 5000;
      expect(volumeOf(mesh, group.tag) / whole).toBeLessThan(1);
      expect(volumeOf(mesh, group.tag) / whole).toBeGreaterThan(0.8);
    }
    expect(surfaceOf(mesh, groups.ground.tag) / (Math.PI * 5000 * 5000)).toBeGreaterThan(0.95);
    expect(surfaceOf(mesh, groups.ground.tag) / (Math.PI * 5000 * 5000)).toBeLessThan(1);
    const total = [groups.bath!, groups.epineurium, ...groups.endoneurium].reduce((sum, group) => sum + volumeOf(mesh, group.tag), 0);
    expect(total / ((Math.PI / 4) * 5000 ** 3)).toBeGreaterThan(0.9);
    for (const contact of groups.contacts) {
      if (contact === null) continue;
      expect(surfaceOf(mesh, contact.tag) / contactUm2 - 1).toBeLessThan(1e-6);
      expect(1 - surfaceOf(mesh, contact.tag) / contactUm2).toBeLessThan(within + 1e-9);
    }
  });

  it('ellipses, polygons, no bath, several electrodes at once', () => {
    const problem: FieldProblem = {
      ...exampleNerve([electrode({ kind: 'cuff', id: 'C', centerXUm: 1000, contactLengthUm: 200 }), electrode({ kind: 'life', id: 'L', xUm: 2000, lengthUm: 300, yUm: -90, zUm: 40, diameterUm: 20 })], { mesh: 1.2 }),
      bathDiameterUm: null, lengthUm: 3000,
      fascicles: [fascicle('ellipse', ELLIPSE, 3), fascicle('poly "gon"', POLYGON, 2), fascicle('c', circle(0, 200, 40), 1)],
    };
    const mesh = meshOf(problem);
    const groups = physicalGroupsOf(problem);
    expect(missingGroups(mesh, groups)).toEqual([]);
    const life = (Math.PI / 4) * 20 ** 2 * 300;
    expect(volumeOf(mesh, groups.endoneurium[0].tag) / (areaUm2(ELLIPSE) * 3000 - life)).toBeCloseTo(0.96, 1);
    expect(volumeOf(mesh, groups.endoneurium[1].tag) / (areaUm2(POLYGON) * 3000)).toBeCloseTo(1, 9);
    // The whole end of the nerve is ground: its fascicles too.
    expect(surfaceOf(mesh, groups.ground.tag) / ((Math.PI / 4) * 500 ** 2)).toBeCloseTo(0.98, 1);
    // The ellipse leans by its angle: at its long end there is endoneurium.
    const tip = [-90 - 95 * Math.sin(Math.PI / 6), 40 + 95 * Math.cos(Math.PI / 6)];
    const nearest = [...mesh.regions.keys()].reduce((best, t) => {
      const middle = [1, 2].map((k) => mesh.tetrahedra.subarray(4 * t, 4 * t + 4).reduce((sum, v) => sum + mesh.vertices[3 * v + k], 0) / 4);
      const distance = Math.hypot(middle[0] - tip[0], middle[1] - tip[1]);
      return distance < best.distance ? { distance, tag: mesh.regions[t] } : best;
    }, { distance: Infinity, tag: 0 });
    expect(nearest.tag).toBe(groups.endoneurium[0].tag);
  });

  it('refuses electrodes that do not fit, by name', () => {
    expect(() => writeGeo(exampleNerve([electrode({ kind: 'life', id: 'L', xUm: 4500, yUm: 0, zUm: 200 })]), 1)).toThrow(/electrode "L": .*spans x = 4500 to 5500 um/);
    expect(() => writeGeo(exampleNerve([electrode({ kind: 'life', id: 'L', xUm: 0, yUm: 0, zUm: 0 })]), 1)).toThrow(/electrode "L": The wire \(diameter 25 um\) crosses the perineurium of fascicle "F1"/);
    expect(() => writeGeo(exampleNerve([electrode({ kind: 'cuff', id: 'C', centerXUm: 2500, insulatorThicknessUm: 3000 })]), 1)).toThrow(/electrode "C": The insulator reaches 3250\.0 um/);
  });
});
