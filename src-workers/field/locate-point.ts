// Finding the triangle of a cross-section that holds a point, curved edges included, and the point's place in it.
import type { ExtrudedMesh } from '../mesh/extruded-mesh';
import { mapPoint } from './quadratic-triangle';
import { hypotenuse } from '../mesh/portable-math';

export interface SectionLocator {
  mesh: ExtrudedMesh;
  /** Square cells over the section; cell c lists triangles[start[c] .. start[c + 1]). */
  originUm: number;
  cellUm: number;
  cellsPerSide: number;
  start: Int32Array;
  triangles: Int32Array;
}

export interface PointPlace { triangle: number; s: number; t: number }

const values = new Float64Array(6), derivatives = new Float64Array(12);

/** How far outside (in barycentric terms) a point may lie and still count as inside: rounding at shared edges. */
const SLACK = 1e-7;

export function createLocator(mesh: ExtrudedMesh): SectionLocator {
  let reach = 0;
  for (const value of mesh.nodesUm) reach = Math.max(reach, Math.abs(value));
  const cellsPerSide = Math.max(1, Math.ceil(Math.sqrt(mesh.domains.length)));
  const originUm = -1.0001 * reach, cellUm = (2.0002 * reach) / cellsPerSide;
  const locator = { mesh, originUm, cellUm, cellsPerSide };
  const counts = new Int32Array(cellsPerSide * cellsPerSide + 1);
  eachCell(locator, (cell) => counts[cell + 1]++);
  for (let c = 0; c + 1 < counts.length; c++) counts[c + 1] += counts[c];
  const triangles = new Int32Array(counts[counts.length - 1]);
  const fill = counts.slice();
  eachCell(locator, (cell, triangle) => { triangles[fill[cell]++] = triangle; });
  return { ...locator, start: counts, triangles };
}

type Cells = Pick<SectionLocator, 'mesh' | 'originUm' | 'cellUm' | 'cellsPerSide'>;

function cellIndex({ originUm, cellUm, cellsPerSide }: Cells, value: number): number {
  return Math.min(cellsPerSide - 1, Math.max(0, Math.floor((value - originUm) / cellUm)));
}

function eachCell(cells: Cells, visit: (cell: number, triangle: number) => void): void {
  const { nodesUm, triangles } = cells.mesh;
  for (let triangle = 0; 6 * triangle < triangles.length; triangle++) {
    let minY = Infinity, maxY = -Infinity, minZ = Infinity, maxZ = -Infinity;
    for (let i = 0; i < 6; i++) {
      const n = 2 * triangles[6 * triangle + i];
      minY = Math.min(minY, nodesUm[n]); maxY = Math.max(maxY, nodesUm[n]);
      minZ = Math.min(minZ, nodesUm[n + 1]); maxZ = Math.max(maxZ, nodesUm[n + 1]);
    }
    // A curved edge may bulge a little beyond its nodes.
    const margin = 0.02 * Math.max(maxY - minY, maxZ - minZ);
    for (let cy = cellIndex(cells, minY - margin); cy <= cellIndex(cells, maxY + margin); cy++) {
      for (let cz = cellIndex(cells, minZ - margin); cz <= cellIndex(cells, maxZ + margin); cz++) visit(cy * cells.cellsPerSide + cz, triangle);
    }
  }
}

/** The triangle that holds (y, z), or null outside the section. */
export function locateInSection(locator: SectionLocator, yUm: number, zUm: number): PointPlace | null {
  const cell = cellIndex(locator, yUm) * locator.cellsPerSide + cellIndex(locator, zUm);
  let best: PointPlace | null = null, most = -SLACK;
  for (let k = locator.start[cell]; k < locator.start[cell + 1]; k++) {
    const place = placeInTriangle(locator.mesh, locator.triangles[k], yUm, zUm);
    if (place === null) continue;
    const inside = Math.min(place.s, place.t, 1 - place.s - place.t);
    if (inside > most) {
      most = inside;
      best = place;
    }
  }
  return best;
}

/** The nearest triangle for which `isAllowed` holds, and the nearest of twelve points on its rim. */
export function nearestInSection(mesh: ExtrudedMesh, isAllowed: (triangle: number) => boolean, yUm: number, zUm: number): PointPlace | null {
  let best: PointPlace | null = null, least = Infinity;
  const edgePlaces = [0, 0.25, 0.5, 0.75].flatMap((u) => [[u, 0], [1 - u, u], [0, 1 - u]]);
  for (let triangle = 0; triangle < mesh.domains.length; triangle++) {
    if (!isAllowed(triangle)) continue;
    for (const [s, t] of edgePlaces) {
      const { y, z } = mapPoint(mesh.nodesUm, mesh.triangles, 6 * triangle, s, t, values, derivatives);
      const distance = hypotenuse(y - yUm, z - zUm);
      if (distance < least) {
        least = distance;
        best = { triangle, s, t };
      }
    }
  }
  return best;
}

/** Inverts the triangle's map by Newton's method; null when it does not converge near the triangle. */
function placeInTriangle(mesh: ExtrudedMesh, triangle: number, yUm: number, zUm: number): PointPlace | null {
  let s = 1 / 3, t = 1 / 3;
  for (let step = 0; step < 12; step++) {
    const { y, z, ys, yt, zs, zt } = mapPoint(mesh.nodesUm, mesh.triangles, 6 * triangle, s, t, values, derivatives);
    const dy = yUm - y, dz = zUm - z, det = ys * zt - yt * zs;
    const ds = (dy * zt - dz * yt) / det, dt = (dz * ys - dy * zs) / det;
    s += ds;
    t += dt;
    if (Math.abs(ds) + Math.abs(dt) < 1e-12) return { triangle, s, t };
    if (Math.abs(s) + Math.abs(t) > 8) return null;
  }
  return Math.min(s, t, 1 - s - t) > -0.05 ? { triangle, s, t } : null;
}
