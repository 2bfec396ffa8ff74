// What the section readers of a MSH file collect before node tags become vertex numbers.
import type { MeshGroup } from '../tet-mesh';

export interface RawMesh {
  groups: MeshGroup[];
  /** Physical tags of each geometric entity, keyed by `entityKey`; null when the file has no $Entities. Version 4.1 only. */
  entities: Map<string, number[]> | null;
  nodeTags: Float64Array;
  /** x, y, z (um) of each node. */
  coordinates: Float64Array;
  triangles: RawElements;
  tetrahedra: RawElements;
}

/** Elements of one kind: node tags back to back, and the physical tag of each (0: none). */
export interface RawElements {
  nodeTags: number[];
  groups: number[];
}

export const emptyRawMesh = (): RawMesh => ({
  groups: [],
  entities: null,
  nodeTags: new Float64Array(0),
  coordinates: new Float64Array(0),
  triangles: { nodeTags: [], groups: [] },
  tetrahedra: { nodeTags: [], groups: [] },
});

export const entityKey = (dimension: number, tag: number): string => `${dimension}/${tag}`;

interface ElementType {
  name: string;
  dimension: 0 | 1 | 2 | 3;
  nodeCount: number;
}

/** Gmsh's element types that may occur in a file (Gmsh reference manual, "MSH file format"). */
const ELEMENT_TYPES: Readonly<Record<number, ElementType>> = {
  1: { name: 'line', dimension: 1, nodeCount: 2 },
  2: { name: 'triangle', dimension: 2, nodeCount: 3 },
  3: { name: 'quadrangle', dimension: 2, nodeCount: 4 },
  4: { name: 'tetrahedron', dimension: 3, nodeCount: 4 },
  5: { name: 'hexahedron', dimension: 3, nodeCount: 8 },
  6: { name: 'prism', dimension: 3, nodeCount: 6 },
  7: { name: 'pyramid', dimension: 3, nodeCount: 5 },
  8: { name: 'line of second order', dimension: 1, nodeCount: 3 },
  9: { name: 'triangle of second order', dimension: 2, nodeCount: 6 },
  11: { name: 'tetrahedron of second order', dimension: 3, nodeCount: 10 },
  15: { name: 'point', dimension: 0, nodeCount: 1 },
};
export const TRIANGLE_TYPE = 2;
export const TETRAHEDRON_TYPE = 4;

/** The element type, or a sentence that says why it cannot be used. */
export function elementTypeOf(type: number): ElementType | string {
  const known = ELEMENT_TYPES[type];
  if (known === undefined) return `Element type ${type} is not known; save linear triangles and tetrahedra.`;
  if (known.dimension < 2 || type === TRIANGLE_TYPE || type === TETRAHEDRON_TYPE) return known;
  return `The mesh has an element of type ${type} (${known.name}); only linear triangles and tetrahedra can be used (Mesh.ElementOrder = 1).`;
}
