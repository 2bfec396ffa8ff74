import { describe, expect, it } from 'vitest';
import { centerOf } from '../../../src-model/geometry/shape';
import type { Project } from '../../../src-model/project';
import { alignedChanges, alignmentLines, everything, movedTogether, nearestLine, spreadChanges, thingsWithin } from '../../../src-renderer/scene/group-edits';
import { dragged, type MoveDrag } from '../../../src-renderer/scene/cross-section/drag';
import type { Selected } from '../../../src-renderer/scene/selection';
import { applyChanges } from '../harness/apply-changes';
import { fixtureProject } from '../harness/fixtures';

const project = fixtureProject('life');
const fascicles = (...ids: string[]): Selected[] => ids.map((id) => ({ kind: 'fascicle', id }));
const centers = (of: Project): number[][] => of.fascicles.map(({ shape }) => centerOf(shape).map((value) => Math.round(value * 10) / 10));
const life: Selected = { kind: 'electrode', id: 'LIFE 1' };

describe('several things together', () => {
  it('move by the same way, each in its own directions', () => {
    const moved = applyChanges(project, movedTogether(project, [...fascicles('F1', 'F2'), life], 7, 10, -5));
    expect(centers(moved)[0]).toEqual([-90, -5]);
    expect(centers(moved)[1]).toEqual([110, -5]);
    expect(moved.electrodes[0]).toMatchObject({ xUm: 2007, yUm: 110, zUm: -5 });
  });
  it('align with the first, and spread between the outermost', () => {
    expect(centers(applyChanges(project, alignedChanges(project, fascicles('F3', 'F1', 'F2'), 'z'))).slice(0, 3).map(([, z]) => z)).toEqual([130, 130, 130]);
    const spread = applyChanges(project, spreadChanges(project, fascicles('F1', 'F2', 'F3'), 'y'));
    expect(centers(spread).slice(0, 3).map(([y]) => y)).toEqual([-100, 100, 0]);
    expect(spreadChanges(project, fascicles('F1', 'F2'), 'y')).toEqual([]);
  });
  it('are found in a rectangle by their centres; a cuff when the nerve is inside', () => {
    expect(thingsWithin(project, 150, -20, 50, 20)).toEqual([...fascicles('F2'), life]);
    const cuff = fixtureProject('cuff');
    expect(thingsWithin(cuff, -251, -251, 251, 251)).toHaveLength(5);
    expect(thingsWithin(cuff, -200, -200, 200, 200).some(({ kind }) => kind === 'electrode')).toBe(false);
    expect(everything(project)).toHaveLength(5);
  });
});

describe('snapping while dragging', () => {
  const drag: MoveDrag = { kind: 'move', project, group: fascicles('F3', 'F4'), from: [70, 130], start: [0, 0], began: true };
  it('takes centres of others and the axis of the nerve as lines, not its own', () => {
    const lines = alignmentLines(project, fascicles('F1', 'F2', 'F3', 'F4'));
    expect(lines).toEqual({ y: [0, 100], z: [0, 0] });
    expect(nearestLine(96, lines.y, 5)).toBe(100);
    expect(nearestLine(90, lines.y, 5)).toBeNull();
  });
  it('a line near by wins over the grid, the others keep their distances', () => {
    const { changes, guides } = dragged(drag, [97, 142], 5, 4, false);
    expect(guides).toEqual({ y: 100, z: null });
    const moved = applyChanges(project, changes);
    expect(centers(moved)[2]).toEqual([100, 140]);
    const [before, after] = [centers(project)[3], centers(moved)[3]];
    expect(after[0] - before[0]).toBeCloseTo(30, 1);
  });
  it('with Shift nothing snaps', () => {
    const { changes, guides } = dragged(drag, [97.3, 142], 5, 4, true);
    expect(guides).toEqual({ y: null, z: null });
    expect(centers(applyChanges(project, changes))[2]).toEqual([97.3, 142]);
  });
});
