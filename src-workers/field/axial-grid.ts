// The direction along the nerve: quadratic elements in layers, grouped in slabs. A line is one unknown per x node; its "extended" form
// repeats the node between two slabs, because each slab multiplies it with its own cross-section matrices.
import type { ExtrudedMesh } from '../mesh/extruded-mesh';

export interface AxialGrid {
  /** x nodes on a line. */
  nodeCount: number;
  /** Length of an extended line: nodes plus one for each border between slabs. */
  extendedCount: number;
  /** Thickness of each layer, um. */
  thicknessUm: Float64Array;
  slabs: { pattern: number; firstLayer: number; endLayer: number; firstNode: number; firstExtended: number; nodeCount: number }[];
  /** The last node is ground (potential 0). */
  groundAtEnd: boolean;
}

export function axialGridOf(mesh: Pick<ExtrudedMesh, 'xNodesUm' | 'slabs' | 'groundAtEnd'>): AxialGrid {
  const layerCount = (mesh.xNodesUm.length - 1) / 2;
  const thicknessUm = Float64Array.from({ length: layerCount }, (_, l) => mesh.xNodesUm[2 * l + 2] - mesh.xNodesUm[2 * l]);
  const slabs = mesh.slabs.map((slab, s) => ({ ...slab, firstNode: 2 * slab.firstLayer, firstExtended: 2 * slab.firstLayer + s, nodeCount: 2 * (slab.endLayer - slab.firstLayer) + 1 }));
  return { nodeCount: 2 * layerCount + 1, extendedCount: 2 * layerCount + slabs.length, thicknessUm, slabs, groundAtEnd: mesh.groundAtEnd };
}

/** Mass and stiffness along x applied to the line at v[vAt]; results in extended form at mass[at] and stiffness[at]. */
export function applyAxial(grid: AxialGrid, v: Float64Array, vAt: number, mass: Float64Array, stiffness: Float64Array, at: number): void {
  for (const slab of grid.slabs) {
    let e = at + slab.firstExtended, n = vAt + slab.firstNode;
    mass[e] = 0;
    stiffness[e] = 0;
    for (let layer = slab.firstLayer; layer < slab.endLayer; layer++) {
      const h = grid.thicknessUm[layer], m = h / 30, k = 1 / (3 * h);
      const a = v[n], b = v[n + 1], c = v[n + 2];
      mass[e] += m * (4 * a + 2 * b - c);
      mass[e + 1] = m * (2 * a + 16 * b + 2 * c);
      mass[e + 2] = m * (2 * b + 4 * c - a);
      stiffness[e] += k * (7 * a - 8 * b + c);
      stiffness[e + 1] = k * (16 * b - 8 * a - 8 * c);
      stiffness[e + 2] = k * (a - 8 * b + 7 * c);
      e += 2;
      n += 2;
    }
  }
}

/** Adds an extended line into a plain one: out[outAt + k] += factor * extended[k]. The grounded node takes nothing. */
export function foldLine(grid: AxialGrid, extended: Float64Array, out: Float64Array, outAt: number, factor: number): void {
  for (const slab of grid.slabs) {
    const e = slab.firstExtended, o = outAt + slab.firstNode;
    for (let k = 0; k < slab.nodeCount; k++) out[o + k] += factor * extended[e + k];
  }
  if (grid.groundAtEnd) out[outAt + grid.nodeCount - 1] = 0;
}

/** Integral of each x node's shape function over layers [firstLayer, endLayer), um. */
export function axialWeights(grid: AxialGrid, firstLayer: number, endLayer: number): Float64Array {
  const weights = new Float64Array(grid.nodeCount);
  for (let layer = firstLayer; layer < endLayer; layer++) {
    const h = grid.thicknessUm[layer];
    weights[2 * layer] += h / 6;
    weights[2 * layer + 1] += (2 * h) / 3;
    weights[2 * layer + 2] += h / 6;
  }
  return weights;
}
