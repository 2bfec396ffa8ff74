// The built-in mesh: a cross-section of quadratic triangles with curved edges, extruded in quadratic layers along x.
// Everything in the model is a prism along x, so the cross-section contains the outlines of everything, and a "pattern" says
// which triangles are removed (electrode bodies) in a slab of layers.

export interface ExtrudedMesh {
  kind: 'extruded';
  /** y, z of node n at 2n, um. Triangle corners come first (`cornerCount` of them), then the middles of edges. */
  nodesUm: Float64Array;
  cornerCount: number;
  /** Six nodes per triangle: corners a, b, c counter-clockwise, then the middles of ab, bc, ca (on the true outline where curved). */
  triangles: Int32Array;
  /** Domain of each triangle: 0 bath, 1 epineurium, 2 + k endoneurium of fascicle k. */
  domains: Int32Array;
  /** Nodes on the bath's mantle (potential 0); empty without a bath, where the end cap at x = length is ground. */
  groundNodes: Int32Array;
  /** Ascending, 2 layers + 1 values, um: layer l has nodes 2l, 2l + 1, 2l + 2. */
  xNodesUm: Float64Array;
  /** Slabs of layers [firstLayer, endLayer) in ascending order, together all layers; `pattern` indexes `removed`. */
  slabs: { firstLayer: number; endLayer: number; pattern: number }[];
  /** Per pattern one byte per triangle: 1 when the triangle is part of an electrode body there. */
  removed: Uint8Array[];
  /** In the order of `contactsOf(electrodes)`. */
  contacts: ContactPlace[];
  components: FieldComponents;
  quality: SectionQuality;
  warnings: string[];
}

/** Where the current of a contact enters. */
export type ContactPlace =
  | {
    kind: 'surface';
    name: string;
    /** Three nodes per section edge: both ends, middle. */
    edges: Int32Array;
    /** For each edge the domain on its conducting side. */
    edgeDomains: Int32Array;
    /** Layers [firstLayer, endLayer). */
    firstLayer: number;
    endLayer: number;
  }
  | { kind: 'point'; name: string; node: number; domain: number; xNode: number };

/**
 * Lines of unknowns: one line along x per (component, section node). Component 0 is everything outside the fascicles,
 * component 1 + k the inside of fascicle k. `sharp`: a component lives on its own triangles; `nrv`: on all of them.
 */
export interface FieldComponents {
  formulation: 'sharp' | 'nrv';
  /** Per component: line of each node, or -1. Free lines are numbered first, ground lines after them. */
  lineOfNode: Int32Array[];
  freeLineCount: number;
  lineCount: number;
  /**
   * 1 for lines whose last node is ground (without a bath: the end cap at x = length). With `nrv` these are the lines of component 0 only,
   * as the ground holds the outside component and the others hang on it through the perineurium.
   */
  endIsGround: Uint8Array;
}

export interface SectionQuality {
  /** Smallest angle of all triangles; guaranteed bound: see `boundOnAngleDeg`. */
  minimumAngleDeg: number;
  /** Smallest angle at which two outlines meet in the drawing (180 when none meet). */
  sharpestOutlineDeg: number;
  /** Largest ratio of circumradius to twice the inradius (1 for an equilateral triangle). */
  maximumAspect: number;
  /** Triangles whose curved edges had to be straightened to keep them valid. */
  straightened: number;
}

export function componentOfDomain(domain: number): number {
  return domain < 2 ? 0 : domain - 1;
}
