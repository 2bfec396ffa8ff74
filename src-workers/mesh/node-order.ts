// An order of section nodes in which neighbours in space are mostly neighbours in memory: along a Hilbert curve.

/** Bits per axis of the curve's grid. */
const BITS = 16;

/** Node numbers in the order of the Hilbert curve over their bounding square; ties by number. */
export function hilbertOrder(nodesUm: Float64Array): Int32Array {
  const count = nodesUm.length / 2;
  let reach = 0;
  for (const value of nodesUm) reach = Math.max(reach, Math.abs(value));
  const side = 2 ** BITS;
  const cell = (value: number) => Math.min(side - 1, Math.max(0, Math.floor(((value / reach + 1) / 2) * side)));
  const keys = Float64Array.from({ length: count }, (_, n) => hilbertKey(cell(nodesUm[2 * n]), cell(nodesUm[2 * n + 1])));
  return Int32Array.from({ length: count }, (_, n) => n).sort((p, q) => keys[p] - keys[q] || p - q);
}

/** Distance along the curve of the cell (x, y): quadrant by quadrant, turning the frame (Hilbert 1891). */
function hilbertKey(x: number, y: number): number {
  let key = 0;
  for (let s = 2 ** (BITS - 1); s >= 1; s /= 2) {
    const right = (x & s) > 0 ? 1 : 0, up = (y & s) > 0 ? 1 : 0;
    key += s * s * ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) {
        x = s - 1 - (x & (s - 1));
        y = s - 1 - (y & (s - 1));
      }
      [x, y] = [y, x];
    }
    x &= s - 1;
    y &= s - 1;
  }
  return key;
}
