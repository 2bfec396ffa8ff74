import { describe, expect, it } from 'vitest';
import { parseProject } from '../../src-model/parse';
import { clampSchema } from '../../src-model/project';
import { numberAt, resolvedPath, withNumbers } from '../../src-model/project-path';
import { studySchema, type StudyOf } from '../../src-model/schema/study';
import { convergenceFactors, durationPath, electrodeYPath, outermostChanges, sweepPoint, sweepSize } from '../../src-model/study-plan';
import { validateProject } from '../../src-model/validate';

const { project } = parseProject({
  format: 'ranvier-project', version: 1, medium: 'endoneurium_ranck', fibers: [{ id: 'A', myelinated: true, diameterUm: 10, nodeCount: 21 }],
  electrodes: [{ kind: 'point', id: 'E', xUm: 1000, yUm: 5, zUm: 0 }, { kind: 'cuff', id: 'C', centerXUm: 100 }],
  stimulation: {
    waveforms: [{ id: 'pulse', waveform: { kind: 'pulse', durationMs: 0.1, amplitudeUa: -5 } }, { id: 'both', waveform: { kind: 'biphasic', cathodicUa: 5, cathodicMs: 0.2, anodicUa: 1 } }],
    drives: [{ contact: 'E', waveform: 'pulse' }],
  },
});
const sweep = (changes: object): StudyOf<'sweep'> => studySchema.parse({
  kind: 'sweep', id: 's', parameters: [{ path: 'electrodes.0.yUm', values: [1, 2] }, { path: 'simulation.dtMs', values: { from: 0.001, to: 0.1, count: 3, spacing: 'logarithmic' } }], ...changes,
}) as StudyOf<'sweep'>;

describe('paths', () => {
  it('name members of lists by position or id', () => {
    expect(resolvedPath(project, 'electrodes.E.yUm')).toEqual(['electrodes', 0, 'yUm']);
    expect(numberAt(project, 'electrodes.0.yUm')).toBe(5);
    expect(numberAt(project, 'stimulation.waveforms.pulse.waveform.amplitudeUa')).toBe(-5);
  });

  it('lead to numbers only', () => {
    for (const path of ['electrodes.0.kind', 'electrodes.7.yUm', 'electrodes.-1.yUm', 'nerve.diameterUm', '', '__proto__.x', 'electrodes']) expect(numberAt(project, path)).toBeNull();
    expect(() => withNumbers(project, [{ path: 'electrodes.0.id', value: 1 }])).toThrow('does not lead to a number');
  });

  it('change a copy, checked by the schema', () => {
    const changed = withNumbers(project, [{ path: 'electrodes.E.yUm', value: 7 }, { path: 'simulation.dtMs', value: 0.001 }]);
    expect([numberAt(changed, 'electrodes.0.yUm'), changed.simulation.dtMs, numberAt(project, 'electrodes.0.yUm')]).toEqual([7, 0.001, 5]);
    expect(() => withNumbers(project, [{ path: 'simulation.dtMs', value: -1 }])).toThrow();
  });
});

describe('sweeps', () => {
  it('walk the whole grid, the last parameter fastest', () => {
    const study = sweep({});
    expect(sweepSize(study)).toBe(6);
    const points = Array.from({ length: 6 }, (_, index) => sweepPoint(study, 1, index).map(({ value }) => Number(Number(value).toPrecision(6))));
    expect(points).toEqual([[1, 0.001], [1, 0.01], [1, 0.1], [2, 0.001], [2, 0.01], [2, 0.1]]);
    expect(sweepPoint(study, 1, 4).map(({ path }) => path)).toEqual(['electrodes.0.yUm', 'simulation.dtMs']);
  });

  it('take paired values together, as many of each', () => {
    const study = sweep({ sampling: 'paired', parameters: [{ path: 'electrodes.0.yUm', values: [1, 2, 4] }, { path: 'electrodes.0.xUm', values: { from: 10, to: 30, count: 3 } }] });
    expect(sweepSize(study)).toBe(3);
    expect([0, 1, 2].map((index) => sweepPoint(study, 1, index).map(({ value }) => value))).toEqual([[1, 10], [2, 20], [4, 30]]);
    const unequal = { ...study, parameters: [study.parameters[0], { path: 'electrodes.0.xUm', values: [1, 2] }] };
    const problems = validateProject({ ...project, studies: [unequal] }).filter(({ path: [list] }) => list === 'studies');
    expect(problems.map(({ path, message }) => [path.join('.'), message])).toEqual([['studies.0.parameters.1.values', expect.stringContaining('these are 2, the first parameter has 3')]]);
  });

  it('draw seeded points within the extremes; a longer sweep begins like a shorter one', () => {
    const [short, long] = [sweep({ sampling: 'random', samples: 5 }), sweep({ sampling: 'random', samples: 500 })];
    expect(sweepSize(long)).toBe(500);
    for (let index = 0; index < 5; index++) expect(sweepPoint(short, 9, index)).toEqual(sweepPoint(long, 9, index));
    expect(sweepPoint(short, 8, 0)).not.toEqual(sweepPoint(short, 9, 0));
    const ys = Array.from({ length: 500 }, (_, index) => Number(sweepPoint(long, 9, index)[0].value));
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...ys)).toBeLessThan(2);
    // The mean of 500 uniform draws: standard deviation 0.013.
    expect(Math.abs(ys.reduce((a, b) => a + b) / 500 - 1.5)).toBeLessThan(0.05);
  });

  it('go through choices, which are drawn and checked one by one', () => {
    const values = ['MRG', 'RA', false, 0.5];
    const study = sweep({ parameters: [{ path: 'simulation.myelinated.model', values }, { path: 'simulation.dtMs', values: [0.001, 0.002] }] });
    expect(Array.from({ length: sweepSize(study) }, (_, index) => sweepPoint(study, 1, index).map(({ value }) => value)))
      .toEqual(values.flatMap((value) => [[value, 0.001], [value, 0.002]]));
    expect(outermostChanges(study).map(({ value }) => value)).toEqual([...values, 0.001, 0.002]);
    const random = { ...study, sampling: 'random' as const, samples: 200 };
    const drawn = Array.from({ length: 200 }, (_, index) => sweepPoint(random, 1, index)[0].value);
    for (const value of values) expect(drawn.filter((each) => each === value).length).toBeGreaterThan(25);
    const problemsOf = (parameter: object) => validateProject({ ...project, studies: [sweep({ parameters: [parameter] })] }).filter(({ path: [list] }) => list === 'studies').map(({ path, message }) => [path.join('.'), message]);
    expect(problemsOf({ path: 'simulation.myelinated.model', values: ['MRG', 'HH'] })).toEqual([['studies.0.parameters.0.values', expect.stringMatching(/^Simulation, .*model: "HH" is none of MRG, /)]]);
    expect(problemsOf({ path: 'simulation.dtMs', values: ['short'] })).toEqual([['studies.0.parameters.0.path', expect.stringContaining('does not lead to a choice')]]);
    expect(problemsOf({ path: 'simulation.myelinated.model', values: [1, 2] })).toEqual([['studies.0.parameters.0.path', expect.stringContaining('does not lead to a number')]]);
    expect(problemsOf({ path: 'stimulation.drives.0.waveform', values: ['pulse', 'both'] })).toEqual([]);
    expect(problemsOf({ path: 'simulation.field.mesh', values: ['coarse', 0.5] })).toEqual([]);
  });

  it('of amplitudes warn of clamps, which act in them too', () => {
    const clamped = { ...project, stimulation: { ...project.stimulation, clamps: [clampSchema.parse({ position: 0, startMs: 1, durationMs: 0.1, amplitude: 2 })] } };
    const problemsOf = (study: object) => validateProject({ ...clamped, studies: [studySchema.parse({ id: 's', ...study })] }).filter(({ path: [list] }) => list === 'studies').map(({ severity, message }) => [severity, message]);
    expect(problemsOf({ kind: 'thresholds' })).toEqual([['warning', expect.stringContaining('count as recruited at every amplitude')]]);
    expect(problemsOf({ kind: 'conduction-velocity', diametersUm: [10] })).toEqual([]);
  });

  it('know their outermost values', () => {
    expect(outermostChanges(sweep({})).map(({ path, value }) => [path, Number(Number(value).toPrecision(6))])).toEqual([['electrodes.0.yUm', 1], ['electrodes.0.yUm', 2], ['simulation.dtMs', 0.001], ['simulation.dtMs', 0.1]]);
  });
});

it('what strength-duration and current-distance change', () => {
  expect(durationPath(project, 'pulse')).toBe('stimulation.waveforms.0.waveform.durationMs');
  expect(durationPath(project, 'both')).toBe('stimulation.waveforms.1.waveform.cathodicMs');
  expect(durationPath(project, 'none')).toBeNull();
  expect(electrodeYPath(project, 'E')).toBe('electrodes.0.yUm');
  expect(electrodeYPath(project, 'C')).toBeNull();
});

it('convergence goes from coarse to fine', () => {
  expect(convergenceFactors(studySchema.parse({ kind: 'convergence', id: 'c', factors: [1, 2, 0.5] }) as StudyOf<'convergence'>)).toEqual([2, 1, 0.5]);
});
