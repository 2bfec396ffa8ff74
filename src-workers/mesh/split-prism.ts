// Cuts a prism into three tetrahedra so that neighbouring prisms match: the diagonal of each upright face leaves from its vertex of
// lowest number (Dompierre, Labbe, Vallet, Camarero 1999).

/** For the position of the lowest vertex: the prism's corners with that one first, orientation kept. */
const TURNED = [[0, 1, 2, 3, 4, 5], [1, 2, 0, 4, 5, 3], [2, 0, 1, 5, 3, 4], [3, 5, 4, 0, 2, 1], [4, 3, 5, 1, 0, 2], [5, 4, 3, 2, 1, 0]];

/** `prism`: the near triangle, then the far one above it, so that (1 - 0) x (2 - 0) points to the far one. Tetrahedra have positive volume. */
export function splitPrism(prism: readonly number[]): [number, number, number, number][] {
  const [v0, v1, v2, v3, v4, v5] = TURNED[prism.indexOf(Math.min(...prism))].map((corner) => prism[corner]);
  return Math.min(v1, v5) < Math.min(v2, v4)
    ? [[v0, v1, v2, v5], [v0, v1, v5, v4], [v0, v4, v5, v3]]
    : [[v0, v1, v2, v4], [v0, v4, v2, v5], [v0, v4, v5, v3]];
}
