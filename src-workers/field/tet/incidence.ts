// Which elements touch each node.

/** Elements of node n, ascending, in elements[start[n] .. start[n + 1]). */
export interface Incidence {
  start: Int32Array;
  elements: Int32Array;
}

/** `elementNodes` holds `size` nodes per element back to back; elements that `counts` refuses are left out. */
export function incidence(elementNodes: Int32Array, size: number, nodeCount: number, counts: (element: number) => boolean): Incidence {
  const elementCount = elementNodes.length / size;
  const start = new Int32Array(nodeCount + 1);
  for (let e = 0; e < elementCount; e++) if (counts(e)) for (let i = 0; i < size; i++) start[elementNodes[size * e + i] + 1] += 1;
  for (let n = 0; n < nodeCount; n++) start[n + 1] += start[n];
  const fill = start.slice(0, nodeCount), elements = new Int32Array(start[nodeCount]);
  for (let e = 0; e < elementCount; e++) if (counts(e)) for (let i = 0; i < size; i++) elements[fill[elementNodes[size * e + i]]++] = e;
  return { start, elements };
}
