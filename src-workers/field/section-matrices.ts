// Matrices of the cross-section over lines of unknowns. The whole operator is a sum over slabs of layers
//   A = sum_slabs  stiffness[pattern] (x) massX[slab]  +  mass[pattern] (x) stiffnessX[slab]
// with stiffness = integral of sigma_yy dv/dy du/dy + sigma_zz dv/dz du/dz plus the perineurium's jump, mass = integral of sigma_xx v u.
// Units: conductivity in S/m times um^n, so a matrix entry is 1e-6 S.
import type { Conductivity } from '../../src-model/library/conductivity';
import { componentOfDomain, type ExtrudedMesh } from '../mesh/extruded-mesh';
import type { FieldProblem } from './problem';
import { integrateEdge, integrateTriangle, triangleIntegrals } from './quadratic-triangle';
import { patternOfGroups, positionOf, type SparsePattern } from './sparse';

export interface SectionMatrices {
  pattern: SparsePattern;
  /** Per removal pattern of the mesh; rows and columns are lines, ground lines included. */
  stiffness: Float64Array[];
  mass: Float64Array[];
}

/** Lines that triangle t's nodes have in component c: six per triangle. */
function elementLines(mesh: ExtrudedMesh, c: number): Int32Array {
  const { formulation, lineOfNode } = mesh.components;
  const lines: number[] = [];
  for (let t = 0; t < mesh.domains.length; t++) {
    if (formulation === 'sharp' && componentOfDomain(mesh.domains[t]) !== c) continue;
    for (let i = 0; i < 6; i++) lines.push(lineOfNode[c][mesh.triangles[6 * t + i]]);
  }
  return Int32Array.from(lines);
}

/** Conductivity of domain d for component c; outside its own domain a component of `nrv` sees the perineurium's. */
function conductivityFor(problem: FieldProblem, formulation: 'sharp' | 'nrv', c: number, d: number): Conductivity {
  const tissue = d === 0 ? problem.bath : d === 1 ? problem.epineurium : problem.fascicles[d - 2].endoneurium;
  if (formulation === 'sharp' || componentOfDomain(d) === c) return tissue;
  const ghost = c > 0 ? problem.fascicles[c - 1].perineuriumSPerM : problem.fascicles[d - 2].perineuriumSPerM;
  return { xx: ghost, yy: ghost, zz: ghost };
}

/** A piece of perineurium: an edge (both ends, middle) between two triangles of different components. */
export interface PerineuriumEdge { nodes: [number, number, number]; triangles: [number, number]; components: [number, number] }

export function assembleSection(problem: FieldProblem, mesh: ExtrudedMesh): SectionMatrices {
  const { formulation, lineOfNode, lineCount } = mesh.components;
  const interfaces = perineuriumEdges(mesh);
  const perComponent = lineOfNode.map((_, c) => elementLines(mesh, c));
  const interfaceLines = Int32Array.from(interfaces.flatMap(({ nodes, components }) => components.flatMap((c) => nodes.map((n) => lineOfNode[c][n]))));
  const pattern = patternOfGroups(lineCount, [...perComponent, interfaceLines], [...perComponent.map(() => 6), 6]);
  const stiffness = mesh.removed.map(() => new Float64Array(pattern.columns.length));
  const mass = mesh.removed.map(() => new Float64Array(pattern.columns.length));
  const integrals = triangleIntegrals();
  const offsets = new Int32Array(lineOfNode.length);
  const positions = new Int32Array(36);
  for (let t = 0; t < mesh.domains.length; t++) {
    integrateTriangle(mesh.nodesUm, mesh.triangles, 6 * t, integrals);
    const own = componentOfDomain(mesh.domains[t]);
    for (let c = 0; c < lineOfNode.length; c++) {
      if (formulation === 'sharp' && c !== own) continue;
      const lines = perComponent[c].subarray(offsets[c], offsets[c] + 6);
      offsets[c] += 6;
      for (let i = 0; i < 6; i++) for (let j = 0; j < 6; j++) positions[6 * i + j] = positionOf(pattern, lines[i], lines[j]);
      const sigma = conductivityFor(problem, formulation, c, mesh.domains[t]);
      for (let p = 0; p < mesh.removed.length; p++) {
        if (mesh.removed[p][t] === 1) continue;
        for (let k = 0; k < 36; k++) {
          stiffness[p][positions[k]] += sigma.yy * integrals.yy[k] + sigma.zz * integrals.zz[k];
          mass[p][positions[k]] += sigma.xx * integrals.mass[k];
        }
      }
    }
  }
  for (const { nodes, triangles, components } of interfaces) {
    const sPerM2Um = layerConductance(problem, components);
    const lines = components.map((c) => nodes.map((n) => lineOfNode[c][n]));
    integrateEdge(mesh.nodesUm, ...nodes, (values, length) => {
      for (let side = 0; side < 2; side++) {
        for (let other = 0; other < 2; other++) {
          for (let i = 0; i < 3; i++) {
            for (let j = 0; j < 3; j++) {
              const value = (side === other ? 1 : -1) * sPerM2Um * length * values[i] * values[j];
              const at = positionOf(pattern, lines[side][i], lines[other][j]);
              for (let p = 0; p < mesh.removed.length; p++) {
                if (mesh.removed[p][triangles[0]] === 0 && mesh.removed[p][triangles[1]] === 0) stiffness[p][at] += value;
              }
            }
          }
        }
      }
    });
  }
  return { pattern, stiffness, mass };
}

/** Conductance per area, S/m per um; where two fascicles touch, their layers are in series. */
function layerConductance(problem: FieldProblem, components: readonly number[]): number {
  return 1 / components.reduce((sum, c) => sum + (c === 0 ? 0 : problem.fascicles[c - 1].perineuriumThicknessUm / problem.fascicles[c - 1].perineuriumSPerM), 0);
}

/** All edges of the section where two components meet. */
export function perineuriumEdges(mesh: ExtrudedMesh): PerineuriumEdge[] {
  const firstTriangle = new Int32Array(mesh.nodesUm.length / 2).fill(-1);
  const found: PerineuriumEdge[] = [];
  for (let t = 0; t < mesh.domains.length; t++) {
    for (let i = 0; i < 3; i++) {
      const middle = mesh.triangles[6 * t + 3 + i];
      const u = firstTriangle[middle];
      firstTriangle[middle] = t;
      if (u < 0) continue;
      const components: [number, number] = [componentOfDomain(mesh.domains[u]), componentOfDomain(mesh.domains[t])];
      if (components[0] === components[1]) continue;
      found.push({ nodes: [mesh.triangles[6 * t + i], mesh.triangles[6 * t + ((i + 1) % 3)], middle], triangles: [u, t], components });
    }
  }
  return found;
}
