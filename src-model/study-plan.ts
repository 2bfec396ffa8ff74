// What a study asks for, worked out before anything is computed: how many points, and the values of each. Points are found by their
// number, so that a sweep of any size takes no memory.
import type { Drive, ElectrodeOf, Project } from './project';
import type { NumberChange, ValueChange } from './project-path';
import { keyedStream } from './random/keyed-stream';
import { areChoices, countOfValues, valueAtIndex, type Choices, type Study, type StudyOf, type Values } from './schema/study';

/** Number of points of a sweep. */
export function sweepSize({ parameters, sampling, samples }: StudyOf<'sweep'>): number {
  switch (sampling) {
    case 'random': return samples;
    case 'paired': return countOfValues(parameters[0].values);
    case 'grid': return parameters.reduce((product, { values }) => product * countOfValues(values), 1);
  }
}

/**
 * Values of point `index`, one per parameter. grid: the last parameter changes fastest. paired: number `index` of every list. random: uniform between the smallest and the largest
 * value of each parameter, or one of its choices, drawn by (seed, study, index), so that a longer sweep begins like a shorter one.
 */
export function sweepPoint(study: StudyOf<'sweep'>, seed: number, index: number): ValueChange[] {
  if (study.sampling === 'random') {
    const stream = keyedStream(seed, 'sweep', study.id, index);
    return study.parameters.map(({ path, values }) => {
      if (areChoices(values)) return { path, value: values[Math.floor(values.length * stream.uniform())] };
      const { smallest, largest } = extremes(values);
      return { path, value: smallest + (largest - smallest) * stream.uniform() };
    });
  }
  if (study.sampling === 'paired') return study.parameters.map(({ path, values }) => ({ path, value: parameterValue(values, index) }));
  let rest = index;
  return [...study.parameters].reverse().map(({ path, values }) => {
    const count = countOfValues(values);
    const value = parameterValue(values, rest % count);
    rest = Math.floor(rest / count);
    return { path, value };
  }).reverse();
}

const parameterValue = (values: Values | Choices, index: number): ValueChange['value'] => (areChoices(values) ? values[index] : valueAtIndex(values, index));

/** The outermost values and all choices that each parameter of a sweep or optimisation takes, one change at a time: checked before the work begins. */
export function outermostChanges(study: StudyOf<'sweep'> | StudyOf<'optimization'>): ValueChange[] {
  const ends = (path: string, smallest: number, largest: number): NumberChange[] => [{ path, value: smallest }, { path, value: largest }];
  if (study.kind === 'optimization') return study.variables.flatMap(({ path, lower, upper }) => ends(path, lower, upper));
  return study.parameters.flatMap(({ path, values }): ValueChange[] => {
    if (areChoices(values)) return values.map((value) => ({ path, value }));
    const { smallest, largest } = extremes(values);
    return ends(path, smallest, largest);
  });
}

function extremes(values: Values): { smallest: number; largest: number } {
  // Equally spaced values lie between their ends.
  const candidates = Array.isArray(values) ? values : [values.from, values.to];
  return { smallest: candidates.reduce((a, b) => Math.min(a, b), Infinity), largest: candidates.reduce((a, b) => Math.max(a, b), -Infinity) };
}

/** The drives that a study has of its own. */
export const drivesOf = (study: Study): readonly Drive[] | undefined => ('drives' in study ? study.drives : undefined);

/** The project as a study sees it: with the study's own drives, where it has some. */
export function projectOf(project: Project, study: Study): Project {
  const drives = drivesOf(study);
  return drives ? { ...project, stimulation: { ...project.stimulation, drives: [...drives] } } : project;
}

/** Path of the duration that a strength-duration study changes; null when the waveform has none. */
export function durationPath(project: Project, waveformId: string): string | null {
  const index = project.stimulation.waveforms.findIndex(({ id }) => id === waveformId);
  const kind = index < 0 ? null : project.stimulation.waveforms[index].waveform.kind;
  if (kind === 'pulse') return `stimulation.waveforms.${index}.waveform.durationMs`;
  return kind === 'biphasic' ? `stimulation.waveforms.${index}.waveform.cathodicMs` : null;
}

/** Path of an electrode's y; null for electrodes that lie around the nerve's axis. */
export function electrodeYPath(project: Project, electrodeId: string): string | null {
  const index = project.electrodes.findIndex(({ id }) => id === electrodeId);
  return index >= 0 && 'yUm' in project.electrodes[index] ? `electrodes.${index}.yUm` : null;
}

/** Coarse to fine. */
export const convergenceFactors = (study: StudyOf<'convergence'>): number[] => [...study.factors].sort((a, b) => b - a);

/** Points that record, as electrodes without extent. */
export const recordingPoints = (pointsUm: StudyOf<'recording'>['pointsUm']): ElectrodeOf<'point'>[] =>
  pointsUm.map(([xUm, yUm, zUm]) => ({ kind: 'point', id: `(${xUm}, ${yUm}, ${zUm}) um`, xUm, yUm, zUm }));

/** The project with electrodes where points record, behind its own. */
export const withRecordingPoints = (project: Project, pointsUm: StudyOf<'recording'>['pointsUm']): Project =>
  ({ ...project, electrodes: [...project.electrodes, ...recordingPoints(pointsUm)] });
