// Nodes of the finite elements on a tetrahedral mesh: the vertices, and for order 2 one node in the middle of every edge.
import { tetCountOf, vertexCountOf, type TetMesh } from '../../mesh/tet-mesh';
import { TET_EDGES, TRIANGLE_EDGES, type ElementOrder } from './elements';

/** Vertex v is node v; edge nodes follow in order of first occurrence in the tetrahedra. */
export interface TetNodes {
  order: ElementOrder;
  nodeCount: number;
  /** Node numbers of tetrahedron t at `tetNodeCount(order)` t, in the order of elements.ts. */
  tetNodes: Int32Array;
  /** Node numbers of tagged triangle f, likewise. */
  triangleNodes: Int32Array;
  /** Ends of the edge of node `vertexCount + e` at 2e. Empty for order 1. */
  edgeEnds: Int32Array;
}

/** Throws RangeError when a tagged triangle is not a face of a tetrahedron (an invariant of TetMesh). */
export function numberNodes(mesh: TetMesh, order: ElementOrder): TetNodes {
  const vertexCount = vertexCountOf(mesh);
  if (order === 1) {
    return { order, nodeCount: vertexCount, tetNodes: Int32Array.from(mesh.tetrahedra), triangleNodes: Int32Array.from(mesh.triangles), edgeEnds: new Int32Array(0) };
  }
  const edges = edgeTable(tetCountOf(mesh));
  const tetNodes = withEdgeNodes(mesh.tetrahedra, 4, TET_EDGES, vertexCount, edges.add);
  const edgeCount = edges.count();
  const triangleNodes = withEdgeNodes(mesh.triangles, 3, TRIANGLE_EDGES, vertexCount, edges.add);
  if (edges.count() > edgeCount) throw new RangeError('A tagged triangle has an edge that is not an edge of any tetrahedron.');
  return { order, nodeCount: vertexCount + edgeCount, tetNodes, triangleNodes, edgeEnds: edges.ends() };
}

function withEdgeNodes(corners: Uint32Array, size: number, edges: readonly (readonly [number, number])[], vertexCount: number, edgeOf: (a: number, b: number) => number): Int32Array {
  const count = corners.length / size, stride = size + edges.length;
  const nodes = new Int32Array(count * stride);
  for (let e = 0; e < count; e++) {
    for (let c = 0; c < size; c++) nodes[stride * e + c] = corners[size * e + c];
    for (let k = 0; k < edges.length; k++) nodes[stride * e + size + k] = vertexCount + edgeOf(corners[size * e + edges[k][0]], corners[size * e + edges[k][1]]);
  }
  return nodes;
}

/** Numbers pairs of vertices in order of first occurrence: an open hash table on typed arrays. */
function edgeTable(tetCount: number): { add: (a: number, b: number) => number; count: () => number; ends: () => Int32Array } {
  // A mesh has about 1.2 edges per tetrahedron; never more than six.
  let slots = new Int32Array(2 ** Math.ceil(Math.log2(4 * tetCount + 64))).fill(-1);
  let ends = new Int32Array(4 * tetCount + 64);
  let count = 0;
  const slotOf = (low: number, high: number): number => {
    let at = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) & (slots.length - 1);
    while (slots[at] >= 0 && (ends[2 * slots[at]] !== low || ends[2 * slots[at] + 1] !== high)) at = (at + 1) & (slots.length - 1);
    return at;
  };
  const grow = () => {
    slots = new Int32Array(2 * slots.length).fill(-1);
    for (let e = 0; e < count; e++) slots[slotOf(ends[2 * e], ends[2 * e + 1])] = e;
  };
  return {
    add: (a, b) => {
      const low = Math.min(a, b), high = Math.max(a, b);
      const at = slotOf(low, high);
      if (slots[at] >= 0) return slots[at];
      if (2 * count + 2 > ends.length) {
        const larger = new Int32Array(2 * ends.length);
        larger.set(ends);
        ends = larger;
      }
      ends[2 * count] = low;
      ends[2 * count + 1] = high;
      slots[at] = count++;
      if (2 * count > slots.length) grow();
      return count - 1;
    },
    count: () => count,
    ends: () => ends.slice(0, 2 * count),
  };
}
