// Element sizes: in the cross-section from sources that spread with a growth rate, along x by graded layers between fixed planes.
import { distanceToCurve, type Curve, type SectionPoint } from './curve';
import { hypotenuse } from './portable-math';

export type SizeSource = { curve: Curve; sizeUm: number } | { point: SectionPoint; sizeUm: number };

/** Wanted edge length: the smallest of every source's size plus growth times the distance to it. */
export function sizeField(sources: readonly SizeSource[], growth: number, maximumUm: number): (y: number, z: number) => number {
  return (y, z) => {
    let size = maximumUm;
    for (const source of sources) {
      if (source.sizeUm >= size) continue;
      const distance = 'point' in source ? hypotenuse(y - source.point[0], z - source.point[1]) : distanceToCurve(source.curve, [y, z]);
      size = Math.min(size, source.sizeUm + growth * distance);
    }
    return size;
  };
}

/** A plane at x that must lie between two layers, and the wanted layer thickness there. */
export interface LayerPlane { xUm: number; sizeUm: number }

/** How the thickness of layers grows with the distance to the nearest plane: `fast` per um within `kneeUm`, `slow` beyond, up to a limit. */
export interface LayerGrowth { fast: number; slow: number; kneeUm: number; maximumUm: number }

/**
 * Borders of layers from 0 to `lengthUm`, ascending, all planes inside included.
 * Between two planes the borders divide the integral of 1 / size evenly, so the grading is smooth and deterministic.
 */
export function gradedLayers(lengthUm: number, planes: readonly LayerPlane[], { fast, slow, kneeUm, maximumUm }: LayerGrowth): Float64Array {
  const growthTo = (distance: number) => fast * Math.min(distance, kneeUm) + slow * Math.max(0, distance - kneeUm);
  const sizeAt = (x: number) => planes.reduce((size, plane) => Math.min(size, plane.sizeUm + growthTo(Math.abs(x - plane.xUm))), maximumUm);
  const fixed = [0, lengthUm, ...planes.map((plane) => plane.xUm).filter((x) => x > 0 && x < lengthUm)].sort((p, q) => p - q);
  const borders: number[] = [0];
  for (let i = 1; i < fixed.length; i++) {
    const from = fixed[i - 1], to = fixed[i];
    if (to - from < 1e-9 * lengthUm) continue;
    const steps = 512;
    const integral = new Float64Array(steps + 1);
    for (let k = 1; k <= steps; k++) {
      // Cubically denser towards both ends, where the sizes change fastest.
      const a = from + (to - from) * denser((k - 1) / steps), b = from + (to - from) * denser(k / steps);
      integral[k] = integral[k - 1] + (b - a) / sizeAt((a + b) / 2);
    }
    const count = Math.max(1, Math.ceil(integral[steps] - 1e-9));
    for (let n = 1, k = 1; n < count; n++) {
      const wanted = (integral[steps] * n) / count;
      while (integral[k] < wanted) k++;
      const share = (wanted - integral[k - 1]) / (integral[k] - integral[k - 1]);
      borders.push(from + (to - from) * (denser((k - 1) / steps) * (1 - share) + denser(k / steps) * share));
    }
    borders.push(to);
  }
  return Float64Array.from(borders);
}

const denser = (s: number): number => (s < 0.5 ? 4 * s * s * s : 1 - 4 * (1 - s) * (1 - s) * (1 - s));
