import { describe, expect, it } from 'vitest';
import { SetValueError, setValues } from '../../../src-main/batch/set-value';
import { ProblemError } from '../../../src-model/problem';
import { projectSchema } from '../../../src-model/project';

const project = projectSchema.parse({
  format: 'ranvier-project', version: 1, nerve: { lengthUm: 5000, diameterUm: 500 },
  electrodes: [{ kind: 'life', id: 'LIFE 1', xUm: 0, yUm: 0, zUm: 0 }, { kind: 'point', id: 'P', xUm: 0, yUm: 0, zUm: 0 }],
});

describe('--set', () => {
  it('changes numbers, texts, null and lists; the original stays as it was', () => {
    const changed = setValues(project, ['electrodes.1.yUm=-12.5', 'name=My nerve', 'nerve.bathDiameterUm=null', 'simulation.record.fibers=["F1/0"]']);
    expect(changed.electrodes[1]).toMatchObject({ yUm: -12.5 });
    expect(changed.name).toBe('My nerve');
    expect(changed.nerve?.bathDiameterUm).toBeNull();
    expect(changed.simulation.record.fibers).toEqual(['F1/0']);
    expect(project.electrodes[1]).toMatchObject({ yUm: 0 });
  });

  it('finds members of lists by their id', () => {
    expect(setValues(project, ['electrodes.LIFE 1.diameterUm=30']).electrodes[0]).toMatchObject({ diameterUm: 30 });
  });

  it('may add a value that the schema knows', () => {
    expect(setValues(project, ['medium=saline']).medium).toBe('saline');
  });

  it.each([
    ['an unknown key', 'simulation.durationMss=3', /Did you mean "durationMs"/],
    ['an unknown member', 'electrodes.LIFE.yUm=3', /no "LIFE"/],
    ['a place behind the end of a list', 'electrodes.7.yUm=3', /no "7"/],
    ['a step into a number', 'nerve.lengthUm.x=3', /single value/],
  ])('refuses %s', (_, assignment, message) => {
    expect(() => setValues(project, [assignment])).toThrow(SetValueError);
    expect(() => setValues(project, [assignment])).toThrow(message);
  });

  it('leaves it to the schema whether a value fits', () => {
    expect(() => setValues(project, ['nerve.lengthUm=-1'])).toThrow(ProblemError);
    expect(() => setValues(project, ['nerve.lengthUm=long'])).toThrow(ProblemError);
  });

  it('cannot reach the prototype', () => {
    expect(() => setValues(project, ['__proto__.polluted=1'])).toThrow(SetValueError);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
