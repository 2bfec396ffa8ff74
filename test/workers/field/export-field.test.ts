// What ParaView and Gmsh get to see: geometry, domains and potentials of a solved field, read back from the files.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SILENT_TASK } from '../../../src-model/task';
import { exportFieldMsh, exportFieldVtu } from '../../../src-workers/field/export-field';
import { fieldGrid } from '../../../src-workers/field/field-grid';
import { buildFieldMesh, samplePotentials, solveContacts, type FieldMesh } from '../../../src-workers/field/solve';
import type { FieldProblem } from '../../../src-workers/field/problem';
import { tetFieldMesh } from '../../../src-workers/field/tet/field-mesh';
import { readMsh } from '../../../src-workers/mesh/msh/read-msh';
import { missingGroups, physicalGroupsOf } from '../../../src-workers/mesh/physical-groups';
import { splitPrism } from '../../../src-workers/mesh/split-prism';
import { signedVolume, tetCountOf, validateTetMesh, type TetMesh } from '../../../src-workers/mesh/tet-mesh';
import { VTK_CELLS } from '../../../src-workers/mesh/vtu';
import { boxMesh } from '../mesh/tet-fixtures';
import { EXAMPLE_LIFE, exampleNerve } from './nerves';

const extrudedProblem = { ...exampleNerve([EXAMPLE_LIFE], { mesh: 3 }), bathDiameterUm: 1500 };
const extruded = buildFieldMesh(extrudedProblem, SILENT_TASK);
const bareProblem = { ...extrudedProblem, bathDiameterUm: null };
/** A box in the place of a nerve: fascicle, epineurium, a contact and the ground. */
const boxProblem = { ...exampleNerve([EXAMPLE_LIFE]), bathDiameterUm: null, fascicles: exampleNerve([]).fascicles.slice(0, 1) };
const box = tetFieldMesh(boxProblem, boxMesh({
  cells: [6, 3, 3], from: [0, -10, -10], to: [60, 10, 10],
  regionAt: (x) => (x < 30 ? 10 : 2),
  surfaceAt: (_, outside, x) => (outside !== null ? 11 : x < 1e-9 ? 101 : x > 60 - 1e-9 ? 1 : 0),
}), 'the test');

const CASES: { name: string; problem: FieldProblem; mesh: FieldMesh }[] = [
  { name: 'extruded', problem: extrudedProblem, mesh: extruded },
  { name: 'tetrahedra', problem: boxProblem, mesh: box },
  { name: 'extruded without a bath', problem: bareProblem, mesh: buildFieldMesh(bareProblem, SILENT_TASK) },
];

const volumeOf = (mesh: TetMesh, tag: number) => {
  let volume = 0;
  for (let t = 0; t < tetCountOf(mesh); t++) {
    const [a, b, c, d] = mesh.tetrahedra.subarray(4 * t, 4 * t + 4);
    if (mesh.regions[t] === tag) volume += signedVolume(mesh.vertices, a, b, c, d);
  }
  return volume;
};

describe.each(CASES)('$name', ({ problem, mesh }) => {
  const solutions = solveContacts(problem, mesh, [0], SILENT_TASK);
  const grid = fieldGrid(mesh, solutions);

  it('VTU points carry the potential that sampling gives there', () => {
    const { nodeCount } = VTK_CELLS[grid.cellType];
    const values = grid.pointFields[0].values;
    expect(grid.pointFields[0].name).toBe('LIFE (mV per mA)');
    const largest = Math.max(...values);
    // Corners of cells lie on domain borders, where two values meet: compare at middles of cells, by the element's own mean.
    for (let cell = 0; cell < grid.connectivity.length / nodeCount; cell += 97) {
      const corners = [...grid.connectivity.subarray(nodeCount * cell, nodeCount * cell + (nodeCount === 18 ? 6 : 4))];
      const middle = [0, 1, 2].map((k) => corners.reduce((sum, p) => sum + grid.pointsUm[3 * p + k], 0) / corners.length);
      const [sampled] = samplePotentials(mesh, solutions[0], Float64Array.from(middle));
      const own = [...grid.connectivity.subarray(nodeCount * cell, nodeCount * (cell + 1))].map((p) => values[p]);
      expect(sampled).toBeGreaterThan(Math.min(...own) - 0.01 * largest);
      expect(sampled).toBeLessThan(Math.max(...own) + 0.01 * largest);
    }
    expect(values.every(Number.isFinite)).toBe(true);
    expect(new Set(grid.connectivity).size).toBe(grid.pointsUm.length / 3);
  });

  it('MSH reads back as a sound, conforming mesh with the same domains', () => {
    const back = readMsh(exportFieldMsh(problem, mesh, solutions));
    expect(validateTetMesh(back)).toEqual([]);
    const groups = physicalGroupsOf(problem);
    const wanted = new Set([...(groups.bath === null ? [] : [groups.bath]), groups.epineurium, ...groups.endoneurium].map((group) => group.tag));
    expect(new Set(back.regions)).toEqual(wanted);
    // Conforming: every face belongs to two tetrahedra, or to one on the border.
    const faces = new Map<string, number>();
    for (let t = 0; t < tetCountOf(back); t++) {
      const corners = [...back.tetrahedra.subarray(4 * t, 4 * t + 4)].sort((a, b) => a - b);
      for (let skipped = 0; skipped < 4; skipped++) {
        const key = corners.filter((_, c) => c !== skipped).join();
        faces.set(key, (faces.get(key) ?? 0) + 1);
      }
    }
    expect(Math.max(...faces.values())).toBe(2);
    // Tagged triangles are faces: of two tetrahedra on a perineurium, of one on the border.
    const inner = new Set(groups.perineurium.map((group) => group.tag));
    expect(missingGroups(back, groups)).toEqual([]);
    back.surfaces.forEach((tag, f) => { expect(faces.get([...back.triangles.subarray(3 * f, 3 * f + 3)].sort((a, b) => a - b).join())).toBe(inner.has(tag) ? 2 : 1); });
    const whole = mesh.kind === 'tet' ? 60 * 400 / 2 : Math.PI * 100 ** 2 * 5000;
    expect(volumeOf(back, groups.endoneurium[0].tag) / whole).toBeGreaterThan(0.93);
    expect(volumeOf(back, groups.endoneurium[0].tag) / whole).toBeLessThan(1 + 1e-9);
  });
});

it('a prism is cut into positive tetrahedra that fill it, whatever its vertex numbers', () => {
  const vertices = Float64Array.of(0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 2, 1, 0, 2, 0, 1);
  const orders = [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [2, 0, 1, 5, 3, 4], [3, 1, 4, 0, 5, 2], [4, 5, 0, 1, 3, 2], [1, 3, 5, 0, 2, 4]];
  for (const numbers of orders) {
    const corner = (v: number) => numbers.indexOf(v);
    const volumes = splitPrism(numbers).map(([a, b, c, d]) => signedVolume(vertices, corner(a), corner(b), corner(c), corner(d)));
    expect(volumes.every((volume) => volume > 0)).toBe(true);
    expect(volumes.reduce((sum, volume) => sum + volume, 0)).toBeCloseTo(1, 12);
  }
});

const READER = `
import sys, vtk
for name in sys.argv[1:]:
    reader = vtk.vtkXMLUnstructuredGridReader()
    reader.SetFileName(name)
    size = vtk.vtkCellSizeFilter()
    size.SetInputConnection(reader.GetOutputPort())
    size.Update()
    g = size.GetOutput()
    domain, volume = g.GetCellData().GetArray("domain"), g.GetCellData().GetArray("Volume")
    sums = {}
    for c in range(g.GetNumberOfCells()):
        sums[domain.GetValue(c)] = sums.get(domain.GetValue(c), 0) + volume.GetValue(c)
    print(min(volume.GetValue(c) for c in range(g.GetNumberOfCells())) > 0, sums)
`;
const vtkMissing = spawnSync('python3', ['-c', 'import vtk']).status !== 0;
describe.skipIf(vtkMissing)('VTK itself (python3-vtk9)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ranvier-export-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  it('measures positive volumes of all cells', () => {
    const names = CASES.map(({ name, problem, mesh }) => {
      const file = join(folder, `${name}.vtu`);
      writeFileSync(file, exportFieldVtu(mesh, solveContacts(problem, mesh, [0], SILENT_TASK)));
      return file;
    });
    const read = spawnSync('python3', ['-c', READER, ...names], { encoding: 'utf8' });
    expect(read.stderr).toBe('');
    const [prisms, tets] = read.stdout.trim().split('\n');
    expect(prisms).toMatch(/^True /);
    const endoneurium = Number(/\b2: ([\d.]+)/.exec(prisms)![1]);
    // VTK measures curved cells by flat pieces.
    expect(endoneurium / (Math.PI * 100 ** 2 * 5000)).toBeGreaterThan(0.98);
    expect(endoneurium / (Math.PI * 100 ** 2 * 5000)).toBeLessThan(1);
    expect(tets).toMatch(/^True \{2: 12000\.\d*, 1: 1(2000|1999)\.\d*\}/);
  });
});
