import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { numberAt } from '../../../src-model/project-path';
import { type CostTerm, studySchema } from '../../../src-model/schema/study';
import { validateProject } from '../../../src-model/validate';
import { removeFrom, renameIn } from '../../../src-renderer/app/document/references';
import { TEMPLATES } from '../../../src-renderer/app/document/templates';
import { costText, withQuantity } from '../../../src-renderer/panels/study/cost-text';
import { fullTitle, projectNumberAt, projectNumbers, rangeAround } from '../../../src-model/project-numbers';

const template = TEMPLATES.find(({ id }) => id === 'two-fascicles-life')!.build();

describe('numbers of a project that studies may change', () => {
  it('each is named once, and its path leads to its value', () => {
    const numbers = projectNumbers(template);
    const titles = numbers.map(fullTitle);
    expect(new Set(titles).size).toBe(titles.length);
    for (const { path, value } of numbers) expect(numberAt(template, path)).toBe(value);
    expect(numbers.find(({ path }) => path === 'electrodes.LIFE 1.yUm')).toEqual({ path: 'electrodes.LIFE 1.yUm', group: 'LIFE 1', title: 'y', unit: 'um', value: 100 });
    expect(titles).toContain('Contact LIFE 1, waveform Cathodic pulse: Weight');
    expect(titles).toContain('Cathodic pulse: Amplitude');
    expect(titles).not.toContain('version: version');
  });
  it('paths by position are understood, and paths to nothing are not', () => {
    expect(projectNumberAt(template, 'electrodes.0.yUm')).toMatchObject({ path: 'electrodes.0.yUm', group: 'LIFE 1', title: 'y' });
    expect(projectNumberAt(template, 'electrodes.9.yUm')).toBeNull();
    expect(projectNumberAt(template, 'name')).toBeNull();
  });
  it('ranges around a value rise', () => {
    for (const value of [-60, 0, 0.1, 7]) expect(rangeAround(value).from).toBeLessThan(rangeAround(value).to);
  });
});

describe('cost of an optimisation', () => {
  const cost: CostTerm[] = [
    { quantity: 'not-recruited', fascicle: 'F2', myelinated: true, power: 1, weight: 1 },
    { quantity: 'charge', power: 2, weight: 0.01, times: [{ quantity: 'recruited', fascicle: 'F1', power: 1 }] },
  ];
  it('is told in words', () => {
    expect(costText(cost)).toBe('not recruited fraction (F2, myelinated) + 0.01 × charge^2 × recruited fraction (F1)');
  });
  it('leaves out filters that mean nothing, and names the fascicle of a selectivity', () => {
    expect(withQuantity(cost[0], 'energy', ['F1'])).toEqual({ quantity: 'energy', power: 1, weight: 1 });
    expect(withQuantity({ quantity: 'charge', power: 1 }, 'selectivity', ['F1', 'F2'])).toEqual({ quantity: 'selectivity', fascicle: 'F1', power: 1 });
  });
});

describe('references of studies', () => {
  const project = produce(template, (draft) => {
    draft.electrodes.push({ kind: 'point', id: 'P', xUm: 100, yUm: 0, zUm: 300 });
    draft.stimulation.drives.push({ contact: 'P', waveform: 'Cathodic pulse', weight: 1 });
    draft.simulation.record.fibers = ['F1/3', 'F2/0'];
    draft.studies.push(
      studySchema.parse({ kind: 'sweep', id: 'S', parameters: [{ path: 'electrodes.LIFE 1.yUm', values: [1, 2] }, { path: 'electrodes.1.zUm', values: [1] }, { path: 'stimulation.drives.1.weight', values: [1] }] }),
      studySchema.parse({ kind: 'optimization', id: 'O', variables: [{ path: 'stimulation.drives.0.weight', lower: 0, upper: 1 }], cost: [{ quantity: 'charge', times: [{ quantity: 'recruited', fascicle: 'F1' }] }] }),
    );
  });
  const paths = (changed: typeof project): string[] => changed.studies.flatMap((study) => (study.kind === 'sweep' ? study.parameters : study.kind === 'optimization' ? study.variables : []).map(({ path }) => path));

  it('follow a renamed electrode and fascicle', () => {
    const renamed = produce(project, (draft) => {
      renameIn(draft, 'electrodes', 0, 'Wire');
      renameIn(draft, 'fascicles', 0, 'Tibial');
    });
    expect(paths(renamed)[0]).toBe('electrodes.Wire.yUm');
    expect(renamed.simulation.record.fibers).toEqual(['Tibial/3', 'F2/0']);
    const [, optimization] = renamed.studies;
    expect(optimization).toMatchObject({ cost: [{ times: [{ fascicle: 'Tibial' }] }] });
    expect(validateProject(renamed).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
  it('stay true or are reported when an electrode is removed, and never lead to another thing', () => {
    const removed = produce(project, (draft) => removeFrom(draft, 'electrodes', 0));
    expect(paths(removed)).toEqual(['electrodes.LIFE 1.yUm', 'electrodes.0.zUm', 'stimulation.drives.0.weight', 'stimulation.drives.LIFE 1.weight']);
    const wrong = validateProject(removed).filter(({ severity, path }) => severity === 'error' && path[0] === 'studies').map(({ path }) => path.join('.'));
    expect(wrong).toEqual(['studies.0.parameters.0.path', 'studies.1.variables.0.path']);
  });
});
