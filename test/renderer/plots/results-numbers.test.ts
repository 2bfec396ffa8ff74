import { describe, expect, it } from 'vitest';
import { projectSchema } from '../../../src-model/project';
import { NOT_RECRUITED, RECRUITED, UNDECIDED, type FiberTable } from '../../../src-model/results';
import { differenceFrom } from '../../../src-renderer/plots/compare-runs';
import { drawnLaws } from '../../../src-renderer/plots/drawn-laws';
import { fixtureFibers, fixtureProject } from '../harness/fixtures';

const table = (ids: string[], recruited: number[]): FiberTable => ({
  count: ids.length, fascicles: ['F1'], ids, fascicle: new Uint16Array(ids.length), myelinated: new Uint8Array(ids.length).fill(1), diameterUm: new Float64Array(ids.length).fill(8),
  yUm: new Float64Array(ids.length), zUm: new Float64Array(ids.length), recruited: Int8Array.from(recruited), columns: [],
});

describe('the difference of two runs', () => {
  it('counts fibres of the same name that changed, and leaves out those that one run does not have', () => {
    const before = table(['a', 'b', 'c', 'd', 'e'], [RECRUITED, NOT_RECRUITED, RECRUITED, UNDECIDED, NOT_RECRUITED]);
    const after = table(['a', 'b', 'c', 'd', 'x'], [NOT_RECRUITED, RECRUITED, RECRUITED, RECRUITED, RECRUITED]);
    expect(differenceFrom(before, after)).toEqual({ simulated: 5, recruited: 4, common: 3, gained: 1, lost: 1 });
    expect(differenceFrom(before, before)).toMatchObject({ simulated: 4, gained: 0, lost: 0 });
  });
});

describe('the laws over the histogram of diameters', () => {
  const project = fixtureProject('life');
  const fibers = fixtureFibers(project, 300);

  it('integrate to the part of the fibres whose diameters were drawn', () => {
    const laws = drawnLaws(project, fibers);
    expect(laws.map(({ myelinated }) => myelinated)).toEqual([true, false]);
    for (const { x, density } of laws) expect(density.reduce((sum, value) => sum + value, 0) * (x[1] - x[0])).toBeCloseTo(1, 9);
  });

  it('leave out fascicles whose axons are given, and mix the others by their number of fibres', () => {
    const given = projectSchema.parse({ ...project, fascicles: project.fascicles.map((fascicle, k) => (k === 0 ? { ...fascicle, population: { kind: 'explicit', axons: [{ myelinated: true, diameterUm: 8, yUm: -100, zUm: 0 }] } } : fascicle)) });
    const [law] = drawnLaws(given, fibers);
    const members = Array.from(fibers.ids.keys()).filter((k) => fibers.myelinated[k] === 1);
    const drawn = members.filter((k) => fibers.fascicles[fibers.fascicle[k]] !== given.fascicles[0].id).length;
    expect(law.density.reduce((sum, value) => sum + value, 0) * (law.x[1] - law.x[0])).toBeCloseTo(drawn / members.length, 9);
    expect(drawnLaws({ ...project, fascicles: [] }, fibers)).toEqual([]);
  });
});
