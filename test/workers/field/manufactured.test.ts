// Method of manufactured solutions: linear fields exact to rounding, third order in L2 for the quadratic elements on a curved,
// anisotropic section, with and without the perineurium's jump.
import { describe, expect, it } from 'vitest';
import { SILENT_TASK } from '../../../src-model/task';
import { axialWeights } from '../../../src-workers/field/axial-grid';
import { conjugateGradients } from '../../../src-workers/field/conjugate-gradients';
import { buildExtrudedSystem, type ExtrudedSystem } from '../../../src-workers/field/extruded-system';
import type { FieldProblem } from '../../../src-workers/field/problem';
import { mapPoint, TRIANGLE_RULE } from '../../../src-workers/field/quadratic-triangle';
import { assembleSection } from '../../../src-workers/field/section-matrices';
import { buildExtrudedMesh } from '../../../src-workers/mesh/extrude';
import { componentOfDomain, type ExtrudedMesh } from '../../../src-workers/mesh/extruded-mesh';
import { circle, exampleNerve, fascicle, isotropic } from './nerves';

interface Quadrature { triangle: number; values: Float64Array; y: number; z: number; areaUm2: number }

function eachSectionPoint(mesh: ExtrudedMesh, visit: (point: Quadrature) => void): void {
  const values = new Float64Array(6), derivatives = new Float64Array(12);
  for (let triangle = 0; triangle < mesh.domains.length; triangle++) {
    for (const [s, t, weight] of TRIANGLE_RULE) {
      const { y, z, ys, yt, zs, zt } = mapPoint(mesh.nodesUm, mesh.triangles, 6 * triangle, s, t, values, derivatives);
      visit({ triangle, values, y, z, areaUm2: weight * (ys * zt - yt * zs) });
    }
  }
}

/** Gauss points of one layer: position in 0..1, weight, and the three shape values. */
const LAYER_RULE = [[0.5 - Math.sqrt(0.15), 5 / 18], [0.5, 8 / 18], [0.5 + Math.sqrt(0.15), 5 / 18]]
  .map(([u, weight]) => ({ u, weight, values: [(1 - u) * (1 - 2 * u), 4 * u * (1 - u), u * (2 * u - 1)] }));

function eachVolumePoint(system: ExtrudedSystem, visit: (point: Quadrature & { x: number; volumeUm3: number; lines: number[]; xNode: number; xValues: number[] }) => void): void {
  const { mesh, grid } = system;
  eachSectionPoint(mesh, (point) => {
    const own = mesh.components.lineOfNode[componentOfDomain(mesh.domains[point.triangle])];
    const lines = Array.from({ length: 6 }, (_, i) => own[mesh.triangles[6 * point.triangle + i]]);
    grid.thicknessUm.forEach((h, layer) => {
      for (const { u, weight, values } of LAYER_RULE) {
        visit({ ...point, x: mesh.xNodesUm[2 * layer] + u * h, volumeUm3: point.areaUm2 * weight * h, lines, xNode: 2 * layer, xValues: values });
      }
    });
  });
}

/** Solves for the source density f(domain, x, y, z) and returns the L2 error against u relative to the norm of u. */
function relativeError(problem: FieldProblem, source: (domain: number, x: number, y: number, z: number) => number, exact: (domain: number, x: number, y: number, z: number) => number): number {
  const mesh = buildExtrudedMesh(problem);
  const system = buildExtrudedSystem(problem, mesh);
  const n = system.grid.nodeCount, free = mesh.components.freeLineCount;
  const load = new Float64Array(free * n);
  eachVolumePoint(system, ({ triangle, values, x, y, z, volumeUm3, lines, xNode, xValues }) => {
    const f = volumeUm3 * source(mesh.domains[triangle], x, y, z);
    lines.forEach((line, i) => {
      if (line < free) xValues.forEach((v, k) => { load[line * n + xNode + k] += f * values[i] * v; });
    });
  });
  const { x: solution } = conjugateGradients(system, load, 1e-10, SILENT_TASK);
  let error = 0, norm = 0;
  eachVolumePoint(system, ({ triangle, values, x, y, z, volumeUm3, lines, xNode, xValues }) => {
    let computed = 0;
    lines.forEach((line, i) => {
      if (line < free) xValues.forEach((v, k) => { computed += values[i] * v * solution[line * n + xNode + k]; });
    });
    const u = exact(mesh.domains[triangle], x, y, z);
    error += volumeUm3 * (computed - u) ** 2;
    norm += volumeUm3 * u ** 2;
  });
  return Math.sqrt(error / norm);
}

const L = 1000, R = 500, A = 150, K = Math.PI / L;

/** Concentric fascicle of radius A in a nerve of radius 250 and a bath of radius R, all outside tissue alike. */
function concentric(fascicles: FieldProblem['fascicles'], mesh: number): FieldProblem {
  const outside = { xx: 0.7, yy: 0.2, zz: 0.2 };
  return { ...exampleNerve([], { mesh, relativeTolerance: 1e-10 }), lengthUm: L, nerveDiameterUm: 500, bathDiameterUm: 2 * R, epineurium: outside, bath: outside, fascicles };
}

/** Pieces of outlines are only ever halved: between these factors they all are, with all other sizes. */
const FACTORS = [0.5, 0.25];

describe('manufactured solutions', () => {
  it('without a jump: (R^2 - r^2) cos(pi x / L), anisotropic', () => {
    const errors = FACTORS.map((mesh) => relativeError(concentric([], mesh),
      (_, x, y, z) => (4 * 0.2 + 0.7 * K ** 2 * (R * R - y * y - z * z)) * Math.cos(K * x),
      (_, x, y, z) => (R * R - y * y - z * z) * Math.cos(K * x)));
    expect(errors[1]).toBeLessThan(1e-4);
    expect(Math.log(errors[0] / errors[1]) / Math.log(FACTORS[0] / FACTORS[1])).toBeGreaterThan(2.5);
  });

  it('with a jump across a curved perineurium', () => {
    // Inside c0 - kappa r^2 with kappa = sigma_out / sigma_in, so that the normal current is continuous; the jump carries it.
    const sigmaOut = 0.2, sigmaIn = 0.085, conductance = 0.002 / 6, kappa = sigmaOut / sigmaIn;
    const c0 = kappa * A * A + R * R - A * A + (2 * A * sigmaOut) / conductance;
    const inside = (y: number, z: number) => c0 - kappa * (y * y + z * z), outside = (y: number, z: number) => R * R - y * y - z * z;
    const errors = FACTORS.map((mesh) => relativeError(concentric([fascicle('F', circle(0, 0, 2 * A), 6)], mesh),
      (domain, x, y, z) => (domain === 2 ? 4 * kappa * sigmaIn + 0.571 * K ** 2 * inside(y, z) : 4 * sigmaOut + 0.7 * K ** 2 * outside(y, z)) * Math.cos(K * x),
      (domain, x, y, z) => (domain === 2 ? inside(y, z) : outside(y, z)) * Math.cos(K * x)));
    expect(errors[1]).toBeLessThan(1e-4);
    expect(Math.log(errors[0] / errors[1]) / Math.log(FACTORS[0] / FACTORS[1])).toBeGreaterThan(2.5);
  });

  it('is exact for a field linear along x, whatever the section', () => {
    const problem = { ...exampleNerve([], { mesh: 'coarse' as const }), bathDiameterUm: null };
    const mesh = buildExtrudedMesh(problem);
    const system = buildExtrudedSystem(problem, mesh);
    const { pattern, mass } = assembleSection(problem, mesh);
    const n = system.grid.nodeCount, load = new Float64Array(mesh.components.lineCount * n);
    // Unit gradient: sigma_xx enters through the face x = 0.
    for (let i = 0; i < mesh.components.lineCount; i++) for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) load[i * n] += mass[0][p];
    const { x } = conjugateGradients(system, load, 1e-13, SILENT_TASK);
    let worst = 0;
    x.forEach((value, i) => { worst = Math.max(worst, Math.abs(value - (problem.lengthUm - mesh.xNodesUm[i % n]))); });
    expect(worst / problem.lengthUm).toBeLessThan(1e-10);
  });

  it('has the exact energy of fields linear across the nerve', () => {
    const problem = { ...exampleNerve([]), fascicles: [], epineurium: isotropic(0.3), bath: isotropic(0.3) };
    const mesh = buildExtrudedMesh(problem);
    const { pattern, stiffness, mass } = assembleSection(problem, mesh);
    const position = (axis: 0 | 1) => {
      const values = new Float64Array(mesh.components.lineCount);
      mesh.components.lineOfNode[0].forEach((line, node) => { values[line] = mesh.nodesUm[2 * node + axis]; });
      return values;
    };
    const product = (values: Float64Array, u: Float64Array, v: Float64Array) => {
      let sum = 0;
      for (let i = 0; i < u.length; i++) for (let p = pattern.rowStart[i]; p < pattern.rowStart[i + 1]; p++) sum += u[i] * values[p] * v[pattern.columns[p]];
      return sum;
    };
    const one = new Float64Array(mesh.components.lineCount).fill(1);
    const area = product(mass[0], one, one) / 0.3;
    expect(Math.abs(product(stiffness[0], position(0), position(0)) / (0.3 * area) - 1)).toBeLessThan(1e-12);
    expect(Math.abs(product(stiffness[0], position(0), position(1)) / (0.3 * area))).toBeLessThan(1e-12);
    const lengths = axialWeights(buildExtrudedSystem(problem, mesh).grid, 0, (mesh.xNodesUm.length - 1) / 2);
    expect(lengths.reduce((sum, w) => sum + w, 0)).toBeCloseTo(problem.lengthUm, 8);
  });
});
