// Moving, aligning and spreading several selected things, and the lines that a thing snaps to while it is dragged.
import { centerOf } from '../../src-model/geometry/shape';
import type { Project } from '../../src-model/project';
import { labelOf, moved, placementOf, roundUm } from './item-edits';
import { sameSelection, type PathChange, type Selected } from './selection';

export const movedTogether = (project: Project, group: readonly Selected[], byX: number, byY: number, byZ: number): PathChange[] =>
  group.flatMap((each) => moved(project, each, byX, byY, byZ));

/** "Move F1", "Move 3 things". */
export const groupLabel = (verb: string, group: readonly Selected[]): string => (group.length === 1 ? labelOf(verb, group[0]) : `${verb} ${group.length} things`);

export type TransverseAxis = 'y' | 'z';

interface Place {
  selected: Selected;
  y: number;
  z: number;
}

/** Those that can be moved across the nerve, with their centres. */
function placesOf(project: Project, group: readonly Selected[]): Place[] {
  return group.flatMap((selected) => {
    const placement = placementOf(project, selected);
    return placement?.moves.y === true ? [{ selected, y: placement.at[1], z: placement.at[2] }] : [];
  });
}

export const canAlign = (project: Project, group: readonly Selected[]): boolean => placesOf(project, group).length > 1;

const shifted = (project: Project, { selected }: Place, axis: TransverseAxis, by: number): PathChange[] => moved(project, selected, 0, axis === 'y' ? by : 0, axis === 'z' ? by : 0);

/** Everything gets the coordinate of the first one. */
export function alignedChanges(project: Project, group: readonly Selected[], axis: TransverseAxis): PathChange[] {
  const places = placesOf(project, group);
  return places.slice(1).flatMap((place) => shifted(project, place, axis, roundUm(places[0][axis] - place[axis])));
}

/** Centres at equal distances between the outermost two, which stay. */
export function spreadChanges(project: Project, group: readonly Selected[], axis: TransverseAxis): PathChange[] {
  const places = placesOf(project, group).sort((a, b) => a[axis] - b[axis]);
  if (places.length < 3) return [];
  const [first, last] = [places[0][axis], places[places.length - 1][axis]];
  return places.slice(1, -1).flatMap((place, k) => shifted(project, place, axis, roundUm(first + ((last - first) * (k + 1)) / (places.length - 1) - place[axis])));
}

/** Coordinates worth snapping to: the nerve's axis and the centres of everything that is not dragged. */
export function alignmentLines(project: Project, dragged: readonly Selected[]): Record<TransverseAxis, number[]> {
  const isDragged = (selected: Selected): boolean => dragged.some((each) => sameSelection(each, selected));
  const lines: Record<TransverseAxis, number[]> = project.nerve ? { y: [0], z: [0] } : { y: [], z: [] };
  const add = (y: number, z: number): void => {
    lines.y.push(y);
    lines.z.push(z);
  };
  for (const { id, shape } of project.fascicles) if (!isDragged({ kind: 'fascicle', id })) add(...centerOf(shape));
  for (const electrode of project.electrodes) if ('yUm' in electrode && !isDragged({ kind: 'electrode', id: electrode.id })) add(electrode.yUm, electrode.zUm);
  for (const fiber of project.fibers) if (!isDragged({ kind: 'fiber', id: fiber.id })) add(fiber.yUm, fiber.zUm);
  return lines;
}

/** The line nearest to the value within the tolerance; null when there is none. */
export function nearestLine(value: number, lines: readonly number[], toleranceUm: number): number | null {
  let best: number | null = null;
  for (const line of lines) if (Math.abs(line - value) <= (best === null ? toleranceUm : Math.abs(best - value))) best = line;
  return best;
}

/** Everything drawn whose middle lies in a rectangle of the transverse plane. Cuffs surround the nerve and are taken when it is. */
export function thingsWithin(project: Project, fromY: number, fromZ: number, toY: number, toZ: number): Selected[] {
  const [minY, maxY] = [Math.min(fromY, toY), Math.max(fromY, toY)];
  const [minZ, maxZ] = [Math.min(fromZ, toZ), Math.max(fromZ, toZ)];
  return everything(project).filter((selected) => {
    const placement = placementOf(project, selected);
    if (!placement) return false;
    const [, y, z] = placement.moves.y ? placement.at : [0, 0, 0];
    const surrounds = !placement.moves.y && project.nerve ? project.nerve.diameterUm / 2 : 0;
    return y - surrounds >= minY && y + surrounds <= maxY && z - surrounds >= minZ && z + surrounds <= maxZ;
  });
}

/** All fascicles, single fibres and electrodes. */
export const everything = (project: Project): Selected[] => [
  ...project.fascicles.map(({ id }): Selected => ({ kind: 'fascicle', id })),
  ...project.fibers.map(({ id }): Selected => ({ kind: 'fiber', id })),
  ...project.electrodes.map(({ id }): Selected => ({ kind: 'electrode', id })),
];
