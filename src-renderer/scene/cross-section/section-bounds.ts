// What "fit to view" shows of the transverse plane.
import { isCuff } from '../../../src-model/geometry/cuff';
import type { Project } from '../../../src-model/project';
import { cuffBody } from '../geometry/cuff';
import { contentBox } from '../geometry/extent';

/** Thick cuffs may not make the nerve small. */
const MOST_OF_NERVE_RADIUS = 1.5;

/** um: [minY, maxY, minZ, maxZ]. */
export function sectionBounds(project: Project): [minY: number, maxY: number, minZ: number, maxZ: number] {
  const { nerve } = project;
  const { min, max } = contentBox(project);
  if (!nerve) return [min[1], max[1], min[2], max[2]];
  const radius = nerve.diameterUm / 2;
  const cuffs = project.electrodes.filter(isCuff).map((cuff) => {
    const body = cuffBody(cuff, nerve);
    return Math.max(body.contactOuterRadiusUm, body.insulator?.outerRadiusUm ?? 0);
  });
  const reach = Math.min(MOST_OF_NERVE_RADIUS * radius, Math.max(radius, ...cuffs));
  return [-reach, reach, -reach, reach];
}
