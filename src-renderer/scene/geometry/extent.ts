// How large the drawn world is: the box that "fit to view" shows, and the sizes of marks that have none of their own.
import { isCuff } from '../../../src-model/geometry/cuff';
import type { Nerve, Project } from '../../../src-model/project';
import { boundingBox } from '../../../src-model/geometry/shape';
import { cuffBody } from './cuff';

export interface Box {
  min: [x: number, y: number, z: number];
  max: [x: number, y: number, z: number];
}

/** Shown when there is neither a nerve nor a fibre with a length. */
const EMPTY_LENGTH_UM = 1000;
const EMPTY_RADIUS_UM = 100;

/** Extent along x: the nerve, else the longest fibre, else the electrodes. */
export function sceneLengthUm(project: Project): number {
  if (project.nerve) return project.nerve.lengthUm;
  const lengths = project.fibers.map((fiber) => fiber.lengthUm ?? 0);
  const electrodeEnds = project.electrodes.map((electrode) => ('xUm' in electrode ? electrode.xUm * 1.25 : 0));
  const longest = Math.max(0, ...lengths, ...electrodeEnds);
  return longest > 0 ? longest : EMPTY_LENGTH_UM;
}

/** Thick cuffs may not make the nerve small on the screen. */
const MOST_OF_NERVE_RADIUS = 1.5;

/** How far "fit to view" reaches from the nerve's axis, um: the nerve and its cuffs. */
function nerveReachUm(nerve: Nerve, project: Project): number {
  const radius = nerve.diameterUm / 2;
  const cuffs = project.electrodes.filter(isCuff).map((cuff) => {
    const body = cuffBody(cuff, nerve);
    return Math.max(body.contactOuterRadiusUm, body.insulator?.outerRadiusUm ?? 0);
  });
  return Math.min(MOST_OF_NERVE_RADIUS * radius, Math.max(radius, ...cuffs));
}

/** Box of the nerve and its cuffs (or of everything in a medium without nerve); the bath is left out, as it would dwarf the rest. */
export function contentBox(project: Project): Box {
  const lengthUm = sceneLengthUm(project);
  if (project.nerve) {
    const reach = nerveReachUm(project.nerve, project);
    return { min: [0, -reach, -reach], max: [lengthUm, reach, reach] };
  }
  const box: Box = { min: [0, Infinity, Infinity], max: [lengthUm, -Infinity, -Infinity] };
  const include = (minY: number, maxY: number, minZ: number, maxZ: number): void => {
    box.min = [box.min[0], Math.min(box.min[1], minY), Math.min(box.min[2], minZ)];
    box.max = [box.max[0], Math.max(box.max[1], maxY), Math.max(box.max[2], maxZ)];
  };
  for (const fascicle of project.fascicles) {
    const { minYUm, maxYUm, minZUm, maxZUm } = boundingBox(fascicle.shape);
    include(minYUm, maxYUm, minZUm, maxZUm);
  }
  for (const fiber of project.fibers) include(fiber.yUm - fiber.diameterUm, fiber.yUm + fiber.diameterUm, fiber.zUm - fiber.diameterUm, fiber.zUm + fiber.diameterUm);
  for (const electrode of project.electrodes) if ('yUm' in electrode) include(electrode.yUm, electrode.yUm, electrode.zUm, electrode.zUm);
  if (!Number.isFinite(box.min[1])) include(-EMPTY_RADIUS_UM, EMPTY_RADIUS_UM, -EMPTY_RADIUS_UM, EMPTY_RADIUS_UM);
  const margin = Math.max(0, EMPTY_RADIUS_UM - Math.max(box.max[1] - box.min[1], box.max[2] - box.min[2])) / 2;
  include(box.min[1] - margin, box.max[1] + margin, box.min[2] - margin, box.max[2] + margin);
  return box;
}

/** Radius of the ball that marks a point electrode, um: visible at any zoom of the whole, small against the nerve. */
export function pointMarkRadiusUm(project: Project): number {
  const box = contentBox(project);
  return 0.02 * Math.max(box.max[1] - box.min[1], box.max[2] - box.min[2]);
}
