// Edits by hand: what they write, and that handles sit where the pointer left them.
import { describe, expect, it } from 'vitest';
import { projectSchema, type ElectrodeOf, type Project } from '../../../src-model/project';
import { handlesOf, snapped } from '../../../src-renderer/scene/cross-section/handles';
import { moved, placementOf, resized, turnedBy } from '../../../src-renderer/scene/item-edits';
import type { PathChange, Selected } from '../../../src-renderer/scene/selection';
import { applyChanges } from '../harness/apply-changes';
import { fixtureProject } from '../harness/fixtures';

const project = fixtureProject('all');
const fascicle = (id: string): Selected => ({ kind: 'fascicle', id });
const electrode = (id: string): Selected => ({ kind: 'electrode', id });
const apply = (changes: PathChange[]): Project => projectSchema.parse(applyChanges(project, changes));

describe('moving', () => {
  it.each(['F1', 'F2', 'F3', 'F4'])('shifts %s by the distance', (id) => {
    const [before, after] = [placementOf(project, fascicle(id))!, placementOf(apply(moved(project, fascicle(id), 7, 10, -20)), fascicle(id))!];
    expect(after.at[1] - before.at[1]).toBeCloseTo(10, 2);
    expect(after.at[2] - before.at[2]).toBeCloseTo(-20, 2);
  });

  it.each(['P1', 'LIFE 1', 'TIME'])('shifts %s in all directions', (id) => {
    const [before, after] = [placementOf(project, electrode(id))!.at, placementOf(apply(moved(project, electrode(id), 100, 5, -5)), electrode(id))!.at];
    expect(after.map((value, k) => value - before[k])).toEqual([100, 5, -5]);
  });

  it('moves cuffs along the nerve only', () => {
    expect(moved(project, electrode('Cuff'), 100, 5, 5)).toEqual([{ path: ['electrodes', 1, 'centerXUm'], value: 2600 }]);
  });

  it('takes given axons along', () => {
    const own = projectSchema.parse({ ...project, fascicles: [{ ...project.fascicles[0], population: { kind: 'explicit', axons: [{ myelinated: true, diameterUm: 5, yUm: -90, zUm: 3 }, { myelinated: false, diameterUm: 1 }] } }] });
    const changed = applyChanges(own, moved(own, fascicle('F1'), 0, 10, 20));
    const { population } = changed.fascicles[0];
    expect(population.kind === 'explicit' && population.axons).toEqual([{ myelinated: true, diameterUm: 5, yUm: -80, zUm: 23 }, { myelinated: false, diameterUm: 1 }]);
  });

  it('changes nothing for what does not exist', () => {
    expect(moved(project, fascicle('none'), 1, 1, 1)).toEqual([]);
    expect(placementOf(project, { kind: 'fiber', id: 'F1/3' })).toBeNull();
  });
});

describe('turning', () => {
  it('turns an ellipse counter-clockwise and a cuff the same way, whose own angle runs clockwise', () => {
    expect(turnedBy(project, fascicle('F3'), 15)[0].value).toMatchObject({ rotationDeg: 35 });
    expect(turnedBy(project, electrode('MCC'), 15)).toEqual([{ path: ['electrodes', 2, 'rotationDeg'], value: -15 }]);
    expect(turnedBy(project, electrode('TIME'), 15)).toEqual([{ path: ['electrodes', 3, 'rotationDeg'], value: 45 }]);
  });
});

describe('resizing', () => {
  it('keeps the middle of a LIFE where it is', () => {
    const after = apply(resized(project, electrode('LIFE 1'), 2, 1, 1)).electrodes[0] as ElectrodeOf<'life'>;
    expect([after.xUm, after.lengthUm]).toEqual([1500, 2000]);
  });

  it('never makes a size zero or negative', () => {
    expect(resized(project, fascicle('F1'), 1, 0, 0)).toEqual([{ path: ['fascicles', 0, 'shape', 'diameterUm'], value: 0.1 }]);
  });

  it('scales a polygon about its centre of gravity', () => {
    const before = placementOf(project, fascicle('F4'))!.at;
    const after = placementOf(apply(resized(project, fascicle('F4'), 1, 1.5, 1.5)), fascicle('F4'))!.at;
    expect(after[1]).toBeCloseTo(before[1], 1);
    expect(after[2]).toBeCloseTo(before[2], 1);
  });
});

describe('handles', () => {
  const all: Selected[] = [{ kind: 'nerve', id: '' }, ...['F1', 'F2', 'F3', 'F4'].map(fascicle), ...['LIFE 1', 'TIME', 'MCC'].map(electrode)];

  it.each(all)('of $kind $id follow the pointer when dragged outwards', (selected) => {
    for (const handle of handlesOf(project, selected, null, 20)) {
      const center = placementOf(project, selected)!.at;
      const middle = selected.kind === 'electrode' && selected.id === 'MCC' ? [0, 0] : [center[1], center[2]];
      const target = handle.kind === 'turn'
        ? [middle[0] - (handle.at[1] - middle[1]), middle[1] + (handle.at[0] - middle[0])] as const
        : [middle[0] + 1.2 * (handle.at[0] - middle[0]), middle[1] + 1.2 * (handle.at[1] - middle[1])] as const;
      const after = handlesOf(apply(handle.drag(target)), selected, null, 20).find(({ key }) => key === handle.key)!;
      // The knob of a polygon has no angle of its own: it always sits to the right.
      if (selected.id === 'F4' && handle.kind === 'turn') continue;
      expect(Math.hypot(after.at[0] - target[0], after.at[1] - target[1]), handle.key).toBeLessThan(0.2);
    }
  });

  it('snap to the grid', () => {
    const [handle] = handlesOf(project, fascicle('F1'), 5, 20);
    expect(handle.drag([3.2, 0])).toEqual([{ path: ['fascicles', 0, 'shape', 'diameterUm'], value: 205 }]);
    expect(snapped(12.345678, null)).toBe(12.35);
  });
});
