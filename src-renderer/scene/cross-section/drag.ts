// Dragging things in the cross-section: where they come to lie, and the lines that they snapped to.
import type { Project } from '../../../src-model/project';
import { alignmentLines, movedTogether, nearestLine, type TransverseAxis } from '../group-edits';
import { placementOf, roundUm } from '../item-edits';
import type { PathChange, Selected } from '../selection';
import { snapped } from './handles';

/** Lines through the centres of other things, um; null: not aligned in this direction. */
export type Guides = Record<TransverseAxis, number | null>;

export const NO_GUIDES: Guides = { y: null, z: null };

export interface MoveDrag {
  kind: 'move';
  /** The project before. */
  project: Project;
  /** The one under the pointer first: its centre snaps, the others keep their distances. */
  group: readonly Selected[];
  /** In um and in pixels. */
  from: [y: number, z: number];
  start: [left: number, top: number];
  began: boolean;
}

/**
 * Everything moved by the way from `drag.from` to `to`. The centre of the first thing, not the way, snaps: to a line within
 * `toleranceUm`, else to the grid; `free`: to nothing.
 */
export function dragged({ project, group, from }: MoveDrag, to: readonly [y: number, z: number], snapUm: number | null, toleranceUm: number, free: boolean): { changes: PathChange[]; guides: Guides } {
  const { at, moves } = placementOf(project, group[0])!;
  const lines = alignmentLines(project, group);
  const guides: Guides = { ...NO_GUIDES };
  const way = (axis: TransverseAxis): number => {
    const k = axis === 'y' ? 0 : 1;
    const wanted = at[1 + k] + to[k] - from[k];
    guides[axis] = free || !moves[axis] ? null : nearestLine(wanted, lines[axis], toleranceUm);
    return roundUm((guides[axis] ?? snapped(wanted, free ? null : snapUm)) - at[1 + k]);
  };
  const [byY, byZ] = [way('y'), way('z')];
  return { changes: movedTogether(project, group, 0, byY, byZ), guides };
}
