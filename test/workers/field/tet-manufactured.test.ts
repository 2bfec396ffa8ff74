// The tetrahedral solver against solutions known in closed form, on structured meshes.
import { describe, expect, it } from 'vitest';
import { SILENT_TASK } from '../../../src-model/task';
import { conjugateGradients } from '../../../src-workers/field/conjugate-gradients';
import { LOAD_PER_MA } from '../../../src-workers/field/extruded-system';
import type { FieldProblem } from '../../../src-workers/field/problem';
import { shapeValues, tetNodeCount, type ElementOrder } from '../../../src-workers/field/tet/elements';
import { tetFieldMesh, type TetFieldMesh } from '../../../src-workers/field/tet/field-mesh';
import { sampleTetPotentials, solveTetContacts } from '../../../src-workers/field/tet/solve-tet';
import { buildTetSystem } from '../../../src-workers/field/tet/tet-system';
import { signedVolume } from '../../../src-workers/mesh/tet-mesh';
import { boxMesh } from '../mesh/tet-fixtures';
import { electrode, exampleNerve, fascicle } from './nerves';

const LENGTH = 40, WIDTH = 20, WALL = 16;

/** A box: fascicle for x < WALL, epineurium beyond, perineurium between, ground at x = LENGTH, contact at x = 0. */
const slabMesh = (n: number) => boxMesh({
  cells: [5 * n, 2 * n, 2 * n], from: [0, -WIDTH / 2, -WIDTH / 2], to: [LENGTH, WIDTH / 2, WIDTH / 2],
  regionAt: (x) => (x < WALL ? 10 : 2),
  surfaceAt: (_, outside, x) => (outside !== null ? 11 : x < 1e-9 ? 103 : x > LENGTH - 1e-9 ? 1 : 0),
});

const slabProblem = (changes: Partial<FieldProblem> = {}): FieldProblem => ({
  ...exampleNerve([]), lengthUm: LENGTH, nerveDiameterUm: WIDTH, bathDiameterUm: null, epineurium: { xx: 0.2, yy: 0.1, zz: 0.05 },
  fascicles: [{ ...fascicle('F', { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 1 }, 3), endoneurium: { xx: 0.5, yy: 0.085, zz: 0.05 } }],
  ...changes,
});

const contact = electrode({ kind: 'life', id: 'end', xUm: 0, lengthUm: 1, yUm: 0, zUm: 0 });
/** Contacts are tagged 101, 103, ...: the point takes 101, the end face 103. */
const point = electrode({ kind: 'point', id: 'point', xUm: 3, yUm: 1, zUm: 2 });

describe('current through three resistances in series', () => {
  it.each([1, 2] as const)('is exact to rounding with elements of order %i', (order) => {
    const problem = slabProblem({ electrodes: [point, contact] });
    problem.settings.relativeTolerance = 1e-12;
    const mesh = tetFieldMesh(problem, slabMesh(2), 'the test', order);
    const [solution] = solveTetContacts(problem, mesh, [1], SILENT_TASK);
    const area = WIDTH ** 2;
    // ohm: length / (conductivity area) with um = 1e-6 m; mV per mA is ohm.
    const endoneurium = (1e6 * WALL) / (0.5 * area), epineurium = (1e6 * (LENGTH - WALL)) / (0.2 * area), perineurium = (1e6 * 3) / (0.002 * area);
    const exact = (x: number) => (x <= WALL ? epineurium + perineurium + endoneurium * (1 - x / WALL) : epineurium * ((LENGTH - x) / (LENGTH - WALL)));
    const xs = [0, 3.3, 15.9, 16.1, 30, 40];
    const potentials = sampleTetPotentials(mesh, solution, Float64Array.from(xs.flatMap((x) => [x, 1.7, -2.3])));
    xs.forEach((x, i) => expect(Math.abs(potentials[i] - exact(x))).toBeLessThan(1e-9 * exact(0)));
    expect(solution.report.accessResistanceOhm / exact(0)).toBeCloseTo(1, 10);
    expect(solution.report.groundCurrentMa).toBeCloseTo(1, 10);
    expect(solution.report.relativeResidual).toBeLessThan(1e-12);
  });

  it('is reciprocal: contact to point as point to contact', () => {
    const problem = slabProblem({ electrodes: [point, contact] });
    problem.settings.relativeTolerance = 1e-12;
    const mesh = tetFieldMesh(problem, slabMesh(2), 'the test');
    const system = buildTetSystem(problem, mesh);
    const [fromPoint, fromContact] = solveTetContacts(problem, mesh, [0, 1], SILENT_TASK);
    const [atPoint] = sampleTetPotentials(mesh, fromContact, Float64Array.of(3, 1, 2));
    // Mean over the contact of the point's potential: with equal areas per triangle, and P2 means at edge middles.
    const loads = new Float64Array(mesh.unknowns.freeCount);
    system.multiply(fromContact.potentialsMvPerMa, loads);
    const meanAtContact = loads.reduce((sum, load, i) => sum + load * fromPoint.potentialsMvPerMa[i], 0) / LOAD_PER_MA;
    expect(meanAtContact / atPoint).toBeCloseTo(1, 9);
    expect(fromPoint.report.groundCurrentMa).toBeCloseTo(1, 9);
  });
});

// ---------------------------------------------------------------- order of convergence

const KX = Math.PI / (2 * LENGTH), KY = Math.PI / WIDTH;
const ENDO = { xx: 0.1, yy: 0.3, zz: 0.05 }, EPI = { xx: 0.2, yy: 0.1, zz: 0.05 };
const crossSection = (y: number, z: number) => Math.cos(KY * (y + WIDTH / 2)) * Math.cos(KY * (z + WIDTH / 2));
/** 0 at x = LENGTH, no flux through the other faces; normal current continuous at the wall, where it drives a jump. */
const exactAt = (x: number, y: number, z: number) => (x < WALL ? EPI.xx / ENDO.xx : 1) * Math.cos(KX * x) * crossSection(y, z);
/** -div sigma grad of it. */
const sourceAt = (x: number, y: number, z: number) => {
  const s = x < WALL ? ENDO : EPI;
  return (s.xx * KX ** 2 + (s.yy + s.zz) * KY ** 2) * exactAt(x, y, z);
};
/** Conductance per area (S/m/um) for which the jump is what the current asks: g (u_in - u_out) = -sigma u'. */
const CONDUCTANCE = (EPI.xx * KX * Math.tan(KX * WALL)) / (EPI.xx / ENDO.xx - 1);

/** Four Gauss points on [0, 1]. */
const GAUSS = [[0.0694318442029737, 0.1739274225687269], [0.3300094782075719, 0.3260725774312731], [0.669990521792428, 0.3260725774312731], [0.9305681557970262, 0.1739274225687269]];

/** Calls `visit` at quadrature points of a tetrahedron (collapsed cube): barycentric coordinates, position, weight with volume. */
function integrateTet(mesh: TetFieldMesh, t: number, visit: (l: number[], x: number, y: number, z: number, weight: number) => void): void {
  const corners = [...mesh.tetrahedra.subarray(4 * t, 4 * t + 4)];
  const volume = signedVolume(mesh.vertices, corners[0], corners[1], corners[2], corners[3]);
  for (const [u, wu] of GAUSS) for (const [v, wv] of GAUSS) for (const [w, ww] of GAUSS) {
    const l = [u, (1 - u) * v, (1 - u) * (1 - v) * w, (1 - u) * (1 - v) * (1 - w)];
    const [x, y, z] = [0, 1, 2].map((k) => corners.reduce((sum, c, i) => sum + l[i] * mesh.vertices[3 * c + k], 0));
    visit(l, x, y, z, 6 * volume * wu * wv * ww * (1 - u) ** 2 * (1 - v));
  }
}

function errorInL2(order: ElementOrder, n: number): number {
  const base = slabProblem({ epineurium: EPI });
  const problem = { ...base, fascicles: [{ ...base.fascicles[0], endoneurium: ENDO, perineuriumSPerM: CONDUCTANCE, perineuriumThicknessUm: 1 }] };
  problem.settings.relativeTolerance = 1e-10;
  const mesh = tetFieldMesh(problem, slabMesh(n), 'the test', order);
  const { tetNodes } = mesh.nodes, { componentOfTet, unknownOfNode, freeCount } = mesh.unknowns;
  const perTet = tetNodeCount(order), shape = new Float64Array(perTet), load = new Float64Array(freeCount);
  const unknownAt = (t: number, i: number) => unknownOfNode[componentOfTet[t]][tetNodes[perTet * t + i]];
  for (let t = 0; t < componentOfTet.length; t++) {
    integrateTet(mesh, t, (l, x, y, z, weight) => {
      shapeValues(order, l, shape);
      for (let i = 0; i < perTet; i++) if (unknownAt(t, i) < freeCount) load[unknownAt(t, i)] += weight * shape[i] * sourceAt(x, y, z);
    });
  }
  const { x: solved } = conjugateGradients(buildTetSystem(problem, mesh), load, 1e-10, SILENT_TASK);
  let squared = 0;
  for (let t = 0; t < componentOfTet.length; t++) {
    integrateTet(mesh, t, (l, x, y, z, weight) => {
      shapeValues(order, l, shape);
      let value = 0;
      for (let i = 0; i < perTet; i++) if (unknownAt(t, i) < freeCount) value += shape[i] * solved[unknownAt(t, i)];
      squared += weight * (value - exactAt(x, y, z)) ** 2;
    });
  }
  return Math.sqrt(squared);
}

describe('a manufactured solution, anisotropic, with a jump', () => {
  it.each([[1, 1.8], [2, 2.8]] as const)('order %i elements converge with order %f or better in L2', (order, least) => {
    const errors = [1, 2, 4].map((n) => errorInL2(order, n));
    expect(Math.log2(errors[1] / errors[2])).toBeGreaterThan(least);
    expect(errors[2]).toBeLessThan(errors[1]);
    expect(errors[1]).toBeLessThan(errors[0]);
  });
});

describe('sampling', () => {
  const problem = slabProblem({ electrodes: [point, contact] });
  const mesh = tetFieldMesh(problem, slabMesh(2), 'the test');
  const [solution] = solveTetContacts(problem, mesh, [1], SILENT_TASK);
  it('names points outside the modelled volume', () => {
    expect(() => sampleTetPotentials(mesh, solution, Float64Array.of(1, 0, 0, 50, 0, 0))).toThrow(/Point 1 at \(50, 0, 0\) um lies outside/);
    expect(() => sampleTetPotentials(mesh, solution, Float64Array.of(NaN, 0, 0))).toThrow(/outside/);
  });
  it('extrapolates the nearest tetrahedron where there is none', () => {
    // Without the cells around (20, 0, 0) the potential there must still be the linear one.
    const hollow = boxMesh({
      cells: [10, 4, 4], from: [0, -10, -10], to: [40, 10, 10],
      regionAt: (x, y, z) => (x > WALL && x < 24 && Math.hypot(y, z) < 8 ? 500 : x < WALL ? 10 : 2),
      surfaceAt: (inside, outside, x) => (outside !== null ? (inside === 500 || outside === 500 ? 0 : 11) : x < 1e-9 ? 103 : x > LENGTH - 1e-9 ? 1 : 0),
    });
    const holed = tetFieldMesh(problem, hollow, 'the test');
    expect(holed.warnings[0]).toMatch(/belong to no domain of the nerve and were left out/);
    const notes = { insideElectrode: 0 };
    const [inHole, inTissue] = sampleTetPotentials(holed, solveTetContacts(problem, holed, [1], SILENT_TASK)[0], Float64Array.of(21, 0.5, 0.5, 38, 0, 0), notes);
    expect(notes.insideElectrode).toBe(1);
    expect(inHole).toBeGreaterThan(inTissue);
  });
});
