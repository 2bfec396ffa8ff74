// How well-shaped the triangles of a cross-section are (by their corners).
import type { SectionQuality } from './extruded-mesh';
import { arcSine, cosineAndSine, directionAngle, hypotenuse } from './portable-math';

interface MeasuredSection {
  nodesUm: Float64Array;
  triangles: Int32Array;
  outlineEdges: readonly { nodes: readonly [number, number, number] }[];
  straightened: number;
}

/** What refinement to `wantedDeg` guarantees where outlines meet at a sharp angle (Miller, Pav, Walkington 2003). */
export function boundOnAngleDeg(wantedDeg: number, sharpestOutlineDeg: number): number {
  if (sharpestOutlineDeg >= 60) return wantedDeg;
  const sine = cosineAndSine((sharpestOutlineDeg * Math.PI) / 360)[1] / Math.SQRT2;
  return Math.min(wantedDeg, (arcSine(sine) * 180) / Math.PI);
}

export function sectionQuality(section: MeasuredSection): SectionQuality {
  const { nodesUm, triangles } = section;
  let minimumAngleDeg = 180, maximumAspect = 1;
  for (let o = 0; o < triangles.length; o += 6) {
    const length = [0, 1, 2].map((i) => {
      const p = 2 * triangles[o + i], q = 2 * triangles[o + ((i + 1) % 3)];
      return hypotenuse(nodesUm[p] - nodesUm[q], nodesUm[p + 1] - nodesUm[q + 1]);
    }).sort((p, q) => p - q);
    const [a, b, c] = length;
    const angle = 90 - (arcSine(Math.min(1, (b * b + c * c - a * a) / (2 * b * c))) * 180) / Math.PI;
    minimumAngleDeg = Math.min(minimumAngleDeg, angle);
    // R / (2 r) = a b c / ((b + c - a)(c + a - b)(a + b - c))
    maximumAspect = Math.max(maximumAspect, (a * b * c) / ((b + c - a) * (c + a - b) * (a + b - c)));
  }
  return { minimumAngleDeg, sharpestOutlineDeg: sharpestOutlineDeg(section), maximumAspect, straightened: section.straightened };
}

function sharpestOutlineDeg({ nodesUm, outlineEdges }: MeasuredSection): number {
  const directions = new Map<number, number[]>();
  const add = (from: number, to: number) => {
    const angle = directionAngle(nodesUm[2 * to + 1] - nodesUm[2 * from + 1], nodesUm[2 * to] - nodesUm[2 * from]);
    directions.set(from, [...(directions.get(from) ?? []), angle]);
  };
  for (const { nodes: [a, b] } of outlineEdges) {
    add(a, b);
    add(b, a);
  }
  let sharpest = Math.PI;
  for (const angles of directions.values()) {
    angles.sort((p, q) => p - q);
    angles.forEach((angle, k) => {
      const next = k + 1 < angles.length ? angles[k + 1] : angles[0] + 2 * Math.PI;
      sharpest = Math.min(sharpest, next - angle);
    });
  }
  return (sharpest * 180) / Math.PI;
}
