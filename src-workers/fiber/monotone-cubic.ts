// Monotone cubic interpolation through a table (Fritsch & Carlson 1980, SIAM J Numer Anal 17:238-246).

/**
 * A function through the points (x[k], y[k]), x strictly ascending, at least three. Between points it is monotone where the data are;
 * outside it continues on the tangents of the end points.
 */
export function monotoneCubic(x: readonly number[], y: readonly number[]): (at: number) => number {
  const last = x.length - 1;
  const h = Array.from({ length: last }, (_, k) => x[k + 1] - x[k]);
  const secant = h.map((step, k) => (y[k + 1] - y[k]) / step);
  const slope = x.map((_, k) => {
    if (k === 0) return endSlope(h[0], h[1], secant[0], secant[1]);
    if (k === last) return endSlope(h[last - 1], h[last - 2], secant[last - 1], secant[last - 2]);
    return interiorSlope(h[k - 1], h[k], secant[k - 1], secant[k]);
  });
  return (at) => {
    if (at <= x[0]) return y[0] + slope[0] * (at - x[0]);
    if (at >= x[last]) return y[last] + slope[last] * (at - x[last]);
    let k = 0;
    while (at > x[k + 1]) k++;
    const t = (at - x[k]) / h[k];
    const s = 1 - t;
    return y[k] * (1 + 2 * t) * s * s + y[k + 1] * (3 - 2 * t) * t * t + h[k] * t * s * (slope[k] * s - slope[k + 1] * t);
  };
}

/** Weighted harmonic mean of the neighbouring secants; 0 at a local extremum. */
function interiorSlope(hLeft: number, hRight: number, left: number, right: number): number {
  if (left * right <= 0) return 0;
  const wLeft = 2 * hRight + hLeft;
  const wRight = hRight + 2 * hLeft;
  return (wLeft + wRight) / (wLeft / left + wRight / right);
}

/** One-sided three-point slope, limited so that the end piece stays monotone. */
function endSlope(hNear: number, hFar: number, near: number, far: number): number {
  const slope = ((2 * hNear + hFar) * near - hNear * far) / (hNear + hFar);
  if (slope * near <= 0) return 0;
  return near * far <= 0 && Math.abs(slope) > 3 * Math.abs(near) ? 3 * near : slope;
}
