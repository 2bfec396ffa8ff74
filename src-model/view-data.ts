// What the views draw of the engine's computations beside potentials over a plane: plain data that crosses process boundaries.

/** The mesh cut by a transverse plane. segmentsUm: y, z of both ends of each line, four numbers per line. */
export interface MeshSection {
  xUm: number;
  segmentsUm: Float32Array;
  /** Of the whole mesh. */
  nodes: number;
  elements: number;
}

/** A potential along fibres: values[fiber * sampleCount + k] in mV at x = k / (sampleCount - 1) of the length. */
export interface FiberPotentials {
  timeMs: number;
  sampleCount: number;
  values: Float32Array;
}
