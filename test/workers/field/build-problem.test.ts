// From a project to the field problem: materials, perineurium rules, what is missing.
import { describe, expect, it } from 'vitest';
import { projectSchema } from '../../../src-model/project';
import { fieldProblemOf } from '../../../src-workers/field/build-problem';

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
