// What each kind of study asks, and its fields in the order of the panel.
import type { Study } from '../../../src-model/schema/study';

export interface StudyFields {
  about: string;
  keys: readonly string[];
  /** Fields that hold several numbers. */
  values?: readonly string[];
  /** May have contacts and weights of its own. */
  drives?: boolean;
}

/** Of the search for thresholds. */
export const SEARCH_FIELDS: readonly string[] = ['minimumUa', 'maximumUa', 'toleranceFraction'];

export const STUDY_FIELDS: Readonly<Record<Study['kind'], StudyFields>> = {
  'recruitment-curve': { about: 'Which part of the fibres fires at each amplitude.', keys: ['amplitudesUa'], values: ['amplitudesUa'], drives: true },
  thresholds: { about: 'The least amplitude at which each fibre fires.', keys: [...SEARCH_FIELDS, 'upperBlock'], drives: true },
  'block-thresholds': { about: 'The least amplitude that keeps a test action potential from passing.', keys: [...SEARCH_FIELDS, 'testMs'], drives: true },
  'strength-duration': { about: 'Thresholds over pulse durations; rheobase and chronaxie.', keys: ['waveform', 'durationsMs', ...SEARCH_FIELDS], values: ['durationsMs'], drives: true },
  'current-distance': { about: 'Thresholds while an electrode is moved away along y.', keys: ['electrode', 'yUm', ...SEARCH_FIELDS], values: ['yUm'], drives: true },
  'conduction-velocity': { about: 'Conduction velocity over fibre diameters.', keys: ['diametersUm', 'myelinated'], values: ['diametersUm'] },
  sweep: { about: 'Any numbers and choices of the project, in every combination or at random.', keys: ['parameters', 'measure', 'sampling', 'samples', ...SEARCH_FIELDS] },
  convergence: { about: 'How much the answer changes when mesh or time step get finer.', keys: ['measure', 'vary', 'factors', 'targetFraction', ...SEARCH_FIELDS], values: ['factors'] },
  optimization: { about: 'The numbers of the project that make a cost small.', keys: ['variables', 'cost', 'optimizer', 'evaluations'] },
  recording: { about: 'What electrodes record while fibres fire.', keys: ['contacts', 'pointsUm'] },
};
