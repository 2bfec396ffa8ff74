// Finds the tetrahedron that holds a point, or the nearest one, through a regular grid of buckets.
import { tetCountOf, type TetMesh } from '../../mesh/tet-mesh';

export interface TetLocator {
  mesh: TetMesh;
  /** Lower and upper corner of the grid and its cell edge per axis, um. */
  origin: Float64Array;
  cellUm: Float64Array;
  cells: [number, number, number];
  /** Tetrahedra whose box meets cell c: members[start[c] .. start[c + 1]), ascending. */
  start: Int32Array;
  members: Int32Array;
  upper: Float64Array;
  /** Largest distance of a vertex from the nerve's axis, um. */
  outerRadiusUm: number;
}

/** A tetrahedron and the barycentric coordinates of the point in it; some are negative when the point lies outside. */
export interface TetPlace {
  tet: number;
  coordinates: [number, number, number, number];
  inside: boolean;
}

/** Rounding slack of "inside", in barycentric coordinates. */
const SLACK = 1e-10;
const CELLS_PER_TET = 0.5;
const MAX_CELLS_PER_AXIS = 256;

export function createTetLocator(mesh: TetMesh): TetLocator {
  const lower = Float64Array.of(Infinity, Infinity, Infinity), upper = Float64Array.of(-Infinity, -Infinity, -Infinity);
  for (let i = 0; i < mesh.vertices.length; i++) {
    lower[i % 3] = Math.min(lower[i % 3], mesh.vertices[i]);
    upper[i % 3] = Math.max(upper[i % 3], mesh.vertices[i]);
  }
  let outerRadiusUm = 0;
  for (let v = 0; v < mesh.vertices.length; v += 3) outerRadiusUm = Math.max(outerRadiusUm, Math.hypot(mesh.vertices[v + 1], mesh.vertices[v + 2]));
  const edgeUm = Math.cbrt(((upper[0] - lower[0]) * (upper[1] - lower[1]) * (upper[2] - lower[2])) / Math.max(1, CELLS_PER_TET * tetCountOf(mesh)));
  const cells = [0, 1, 2].map((k) => Math.max(1, Math.min(MAX_CELLS_PER_AXIS, Math.ceil((upper[k] - lower[k]) / edgeUm)))) as [number, number, number];
  const cellUm = Float64Array.from(cells, (n, k) => (upper[k] - lower[k]) / n);
  const locator: TetLocator = {
    mesh, origin: lower, upper, outerRadiusUm, cellUm, cells, start: new Int32Array(cells[0] * cells[1] * cells[2] + 1), members: new Int32Array(0),
  };
  fillBuckets(locator);
  return locator;
}

function fillBuckets(locator: TetLocator): void {
  const { start } = locator;
  forEachCellOfTets(locator, (cell) => { start[cell + 1]++; });
  for (let c = 0; c + 1 < start.length; c++) start[c + 1] += start[c];
  const fill = start.slice();
  const members = new Int32Array(start[start.length - 1]);
  forEachCellOfTets(locator, (cell, tet) => { members[fill[cell]++] = tet; });
  locator.members = members;
}

function forEachCellOfTets(locator: TetLocator, visit: (cell: number, tet: number) => void): void {
  const { mesh } = locator;
  const low = [0, 0, 0], high = [0, 0, 0];
  for (let t = 0; t < tetCountOf(mesh); t++) {
    for (let k = 0; k < 3; k++) {
      let min = Infinity, max = -Infinity;
      for (let c = 0; c < 4; c++) {
        const value = mesh.vertices[3 * mesh.tetrahedra[4 * t + c] + k];
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
      low[k] = cellOn(locator, k, min);
      high[k] = cellOn(locator, k, max);
    }
    for (let x = low[0]; x <= high[0]; x++) for (let y = low[1]; y <= high[1]; y++) for (let z = low[2]; z <= high[2]; z++) visit(cellIndex(locator, x, y, z), t);
  }
}

const cellOn = ({ origin, cellUm, cells }: TetLocator, axis: number, value: number): number =>
  Math.max(0, Math.min(cells[axis] - 1, Math.floor((value - origin[axis]) / cellUm[axis])));

const cellIndex = ({ cells }: TetLocator, x: number, y: number, z: number): number => (x * cells[1] + y) * cells[2] + z;

/** Place of a point in one tetrahedron. */
export function placeIn(mesh: TetMesh, tet: number, x: number, y: number, z: number): TetPlace {
  const { vertices, tetrahedra } = mesh;
  const o = 3 * tetrahedra[4 * tet];
  const edges = [1, 2, 3].map((c) => [0, 1, 2].map((k) => vertices[3 * tetrahedra[4 * tet + c] + k] - vertices[o + k]));
  const [a, b, c] = edges as [number[], number[], number[]];
  const d = [x - vertices[o], y - vertices[o + 1], z - vertices[o + 2]];
  const volume = determinant(a, b, c);
  const l1 = determinant(d, b, c) / volume, l2 = determinant(a, d, c) / volume, l3 = determinant(a, b, d) / volume;
  const l0 = 1 - l1 - l2 - l3;
  return { tet, coordinates: [l0, l1, l2, l3], inside: Math.min(l0, l1, l2, l3) >= -SLACK };
}

const determinant = (a: number[], b: number[], c: number[]): number =>
  a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0]);

/** The tetrahedron of lowest number that holds the point; else the one whose nearest point is closest. */
export function locateTet(locator: TetLocator, x: number, y: number, z: number): TetPlace {
  const at = [cellOn(locator, 0, x), cellOn(locator, 1, y), cellOn(locator, 2, z)] as const;
  const cell = cellIndex(locator, ...at);
  for (let p = locator.start[cell]; p < locator.start[cell + 1]; p++) {
    const place = placeIn(locator.mesh, locator.members[p], x, y, z);
    if (place.inside) return place;
  }
  return nearestTet(locator, at, x, y, z);
}

/** Searches growing shells of cells around the point's own until no nearer tetrahedron can lie beyond. */
function nearestTet(locator: TetLocator, at: readonly [number, number, number], x: number, y: number, z: number): TetPlace {
  const { mesh, cells, cellUm } = locator;
  const narrowest = Math.min(...cellUm);
  let best = -1, bestDistance = Infinity;
  for (let shell = 0; shell < Math.max(...cells); shell++) {
    // A tetrahedron met first in this shell is at least this far from the point's own cell.
    if ((shell - 1) * narrowest > bestDistance) break;
    forEachCellOfShell(cells, at, shell, (cx, cy, cz) => {
      const cell = cellIndex(locator, cx, cy, cz);
      for (let p = locator.start[cell]; p < locator.start[cell + 1]; p++) {
        const tet = locator.members[p];
        const distance = distanceToTet(mesh, tet, x, y, z);
        if (distance < bestDistance || (distance === bestDistance && tet < best)) {
          bestDistance = distance;
          best = tet;
        }
      }
    });
  }
  return placeIn(mesh, best, x, y, z);
}

function forEachCellOfShell(cells: readonly number[], [cx, cy, cz]: readonly [number, number, number], shell: number, visit: (x: number, y: number, z: number) => void): void {
  const range = (center: number, count: number) => [Math.max(0, center - shell), Math.min(count - 1, center + shell)] as const;
  const [x0, x1] = range(cx, cells[0]), [y0, y1] = range(cy, cells[1]), [z0, z1] = range(cz, cells[2]);
  for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) for (let z = z0; z <= z1; z++) {
    if (Math.max(Math.abs(x - cx), Math.abs(y - cy), Math.abs(z - cz)) === shell) visit(x, y, z);
  }
}

/** Distance (um) from a point to a tetrahedron: the smallest to its four faces when the point lies outside. */
function distanceToTet(mesh: TetMesh, tet: number, x: number, y: number, z: number): number {
  const corner = (c: number): number[] => {
    const v = 3 * mesh.tetrahedra[4 * tet + c];
    return [mesh.vertices[v] - x, mesh.vertices[v + 1] - y, mesh.vertices[v + 2] - z];
  };
  const p = [corner(0), corner(1), corner(2), corner(3)];
  return Math.min(...[[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]].map(([a, b, c]) => distanceToTriangle(p[a], p[b], p[c])));
}

const dot = (a: readonly number[], b: readonly number[]): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const minus = (a: readonly number[], b: readonly number[]): number[] => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

/** Distance from the origin to a triangle: inside its prism the height, else the nearest edge. */
function distanceToTriangle(a: number[], b: number[], c: number[]): number {
  const ab = minus(b, a), ac = minus(c, a), ao = a.map((v) => -v);
  const d11 = dot(ab, ab), d12 = dot(ab, ac), d22 = dot(ac, ac), d1 = dot(ab, ao), d2 = dot(ac, ao);
  const det = d11 * d22 - d12 * d12;
  const u = (d22 * d1 - d12 * d2) / det, v = (d11 * d2 - d12 * d1) / det;
  if (u >= 0 && v >= 0 && u + v <= 1) return Math.sqrt(Math.max(0, dot(ao, ao) - u * d1 - v * d2));
  return Math.min(distanceToSegment(a, b), distanceToSegment(b, c), distanceToSegment(c, a));
}

function distanceToSegment(a: number[], b: number[]): number {
  const ab = minus(b, a);
  const s = Math.max(0, Math.min(1, -dot(a, ab) / dot(ab, ab)));
  return Math.hypot(a[0] + s * ab[0], a[1] + s * ab[1], a[2] + s * ab[2]);
}
