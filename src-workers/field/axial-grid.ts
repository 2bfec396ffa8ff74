// The direction along the nerve: quadratic elements in layers, grouped in slabs. A line is one unknown per x node; its "extended" form
// repeats the node between two slabs, because each slab multiplies it with its own cross-section matrices, and pads slabs to whole vectors.
import type { ExtrudedMesh } from '../mesh/extruded-mesh';

export interface AxialSlab {
  /** Removal pattern of the mesh. */
  pattern: number;
  firstLayer: number;
  endLayer: number;
  /** First x node, and how many: two per layer and one. */
  firstNode: number;
  nodeCount: number;
  /** Place in an extended line: a multiple of `PADDED_NODES`. */
  firstExtended: number;
}

export interface AxialGrid {
  /** x nodes on a line. */
  nodeCount: number;
  /** Length of an extended line. */
  extendedCount: number;
  /** Thickness of each layer, um. */
  thicknessUm: Float64Array;
  slabs: AxialSlab[];
}

/** Nodes of a slab fill whole vectors of numbers of either precision. */
const PADDED_NODES = 4;

export function axialGridOf(mesh: Pick<ExtrudedMesh, 'xNodesUm' | 'slabs'>): AxialGrid {
  const layerCount = (mesh.xNodesUm.length - 1) / 2;
  const thicknessUm = Float64Array.from({ length: layerCount }, (_, l) => mesh.xNodesUm[2 * l + 2] - mesh.xNodesUm[2 * l]);
  let extendedCount = 0;
  const slabs = mesh.slabs.map((slab) => {
    const nodeCount = 2 * (slab.endLayer - slab.firstLayer) + 1, firstExtended = extendedCount;
    extendedCount += Math.ceil(nodeCount / PADDED_NODES) * PADDED_NODES;
    return { ...slab, firstNode: 2 * slab.firstLayer, nodeCount, firstExtended };
  });
  return { nodeCount: 2 * layerCount + 1, extendedCount, thicknessUm, slabs };
}

/** Mass and stiffness along x applied to the line at v[vAt]; results in extended form at out[massAt] and out[stiffnessAt]. */
export function applyAxial(grid: AxialGrid, v: Float64Array, vAt: number, out: Float64Array, massAt: number, stiffnessAt: number): void {
  const { thicknessUm } = grid;
  for (const slab of grid.slabs) {
    let e = massAt + slab.firstExtended, s = stiffnessAt + slab.firstExtended, n = vAt + slab.firstNode;
    let a = v[n], massHere = 0, stiffnessHere = 0;
    for (let layer = slab.firstLayer; layer < slab.endLayer; layer++) {
      const h = thicknessUm[layer], m = h / 30, k = 1 / (3 * h);
      const b = v[n + 1], c = v[n + 2];
      out[e] = massHere + m * (4 * a + 2 * b - c);
      out[e + 1] = m * (2 * a + 16 * b + 2 * c);
      massHere = m * (2 * b + 4 * c - a);
      out[s] = stiffnessHere + k * (7 * a - 8 * b + c);
      out[s + 1] = k * (16 * b - 8 * a - 8 * c);
      stiffnessHere = k * (a - 8 * b + 7 * c);
      a = c;
      e += 2;
      s += 2;
      n += 2;
    }
    out[e] = massHere;
    out[s] = stiffnessHere;
  }
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
