// How much a solid of the scene encloses.
import type { Solid } from '../../../src-renderer/scene/geometry/prism';

/** Volume by the divergence theorem: right only when every triangle is there once and faces outwards. */
export function volume({ positions, indices }: Solid): number {
  let sixfold = 0;
  const at = (index: number): [number, number, number] => [positions[3 * index], positions[3 * index + 1], positions[3 * index + 2]];
  for (let k = 0; k < indices.length; k += 3) {
    const [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] = [at(indices[k]), at(indices[k + 1]), at(indices[k + 2])];
    sixfold += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  }
  return sixfold / 6;
}
