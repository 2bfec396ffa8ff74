// How well-shaped the triangles of a cross-section are (by their corners).
import type { SectionQuality } from './extruded-mesh';

export function sectionQuality(section: { nodesUm: Float64Array; triangles: Int32Array; straightened: number }): SectionQuality {
  const { nodesUm, triangles } = section;
  let minimumAngleDeg = 180, maximumAspect = 1;
  for (let o = 0; o < triangles.length; o += 6) {
    const length = [0, 1, 2].map((i) => {
      const p = 2 * triangles[o + i], q = 2 * triangles[o + ((i + 1) % 3)];
      return Math.hypot(nodesUm[p] - nodesUm[q], nodesUm[p + 1] - nodesUm[q + 1]);
    }).sort((p, q) => p - q);
    const [a, b, c] = length;
    const angle = (Math.acos(Math.min(1, (b * b + c * c - a * a) / (2 * b * c))) * 180) / Math.PI;
    minimumAngleDeg = Math.min(minimumAngleDeg, angle);
    // R / (2 r) = a b c / ((b + c - a)(c + a - b)(a + b - c))
    maximumAspect = Math.max(maximumAspect, (a * b * c) / ((b + c - a) * (c + a - b) * (a + b - c)));
  }
  return { minimumAngleDeg, maximumAspect, straightened: section.straightened };
}
