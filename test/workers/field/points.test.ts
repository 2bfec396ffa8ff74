// Potentials at points in one call, and the convergence assistant.
import { describe, expect, it } from 'vitest';
import { projectSchema } from '../../../src-model/project';
import { SILENT_TASK } from '../../../src-model/task';
import { fieldProblemOf } from '../../../src-workers/field/build-problem';
import { potentialsAtPoints, refineUntilSettled } from '../../../src-workers/field/points';
import { electrode, EXAMPLE_LIFE, exampleNerve } from './nerves';

const POINTS = Float64Array.from([2500, 100, 30, 2500, -100, 0, 1000, 100, 30]);

describe('potentialsAtPoints', () => {
  it('samples every contact', () => {
    const point = electrode({ kind: 'point', id: 'P', xUm: 1500, yUm: -100, zUm: 0 });
    const { contacts, potentialsMvPerMa, reports, notes } = potentialsAtPoints(exampleNerve([EXAMPLE_LIFE, point], { mesh: 2 }), POINTS, SILENT_TASK);
    expect(contacts).toEqual(['LIFE', 'P']);
    expect(reports.map((report) => report.contact)).toEqual(contacts);
    expect(notes.insideElectrode).toBe(0);
    // Case A of the reference within 3 % on this coarse mesh.
    [8413.58, 776.031, 108.547].forEach((reference, n) => { expect(Math.abs(potentialsMvPerMa[0][n] / reference - 1)).toBeLessThan(0.03); });
  });
});

describe('refineUntilSettled', () => {
  it('ends with a change below what was asked, with the table', () => {
    const { steps, isConverged } = refineUntilSettled(exampleNerve([EXAMPLE_LIFE], { mesh: 2.4 }), POINTS, 1, SILENT_TASK);
    expect(isConverged).toBe(true);
    expect(steps[0].changePercent).toBeNull();
    expect(steps.at(-1)!.changePercent).toBeLessThan(1);
    for (let s = 1; s < steps.length; s++) {
      expect(steps[s].unknowns).toBeGreaterThan(steps[s - 1].unknowns);
      expect(steps[s].factor).toBeCloseTo(0.7 * steps[s - 1].factor, 12);
    }
    expect(Math.abs(steps.at(-1)!.potentialsMvPerMa[0][0] / 8413.58 - 1)).toBeLessThan(0.01);
  });
});

describe('fieldProblemOf', () => {
  const project = (changes: object = {}) => projectSchema.parse({
    format: 'ranvier-project', version: 1,
    nerve: { lengthUm: 5000, diameterUm: 500, perineuriumRule: 'ulnar' },
    fascicles: [
      { id: 'F1', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 200 }, population: { kind: 'generated' } },
      { id: 'F2', shape: { kind: 'circle', centerYUm: 160, centerZUm: 0, diameterUm: 80 }, population: { kind: 'generated' }, perineuriumThicknessUm: 4, endoneurium: 'endoneurium_bhadra' },
    ],
    ...changes,
  });

  it('resolves materials and the perineurium rule', () => {
    const problem = fieldProblemOf(project());
    expect(problem.fascicles.map((f) => f.perineuriumThicknessUm)).toEqual([0.026 * 200, 4]);
    expect(problem.fascicles.map((f) => f.endoneurium.xx)).toEqual([0.571, 0.2]);
    expect(problem.epineurium.yy).toBe(0.085);
    expect(problem.bath.zz).toBe(0.5);
    expect(problem.bathDiameterUm).toBe(5000);
  });

  it('uses the user\'s own material', () => {
    const nerve = { lengthUm: 5000, diameterUm: 500, materials: { epineurium: { name: 'mine', conductivitySPerM: { xx: 1, yy: 2, zz: 3 } } } };
    expect(fieldProblemOf(project({ nerve })).epineurium).toEqual({ xx: 1, yy: 2, zz: 3 });
  });

  it('names what is missing or wrong', () => {
    expect(() => fieldProblemOf(project({ nerve: undefined }))).toThrow(/nerve/);
    const nerve = { lengthUm: 5000, diameterUm: 500, materials: { perineurium: 'endoneurium_ranck' } };
    expect(() => fieldProblemOf(project({ nerve }))).toThrow(/perineurium/);
  });
});
