// Strength-duration: thresholds for several pulse durations, and the laws of Weiss and Lapicque fitted to them.
import { withNumbers } from '../../src-model/project-path';
import type { StudyTable } from '../../src-model/results';
import { expandValues, type StudyOf } from '../../src-model/schema/study';
import { durationPath } from '../../src-model/study-plan';
import { fitStrengthDuration, type StrengthDurationFit } from '../../src-workers/analysis/strength-duration';
import { fiberGroups, medianOf, simulatedIds } from './fiber-groups';
import { refuseInvalid, scalableStimulus } from './prepare';
import type { StudyContext } from './study-context';
import { column, fiberTableOf, tableOf } from './tables';
import { ACTIVATION, isComplete, searchThresholds, warnOfLowThresholds } from './thresholds';

export async function strengthDuration(study: StudyOf<'strength-duration'>, context: StudyContext): Promise<StudyTable[]> {
  const { base } = context;
  const path = durationPath(base.project, study.waveform)!;
  const durationsMs = expandValues(study.durationsMs).sort((a, b) => a - b);
  const sets = durationsMs.map((value) => {
    const project = withNumbers(base.project, [{ path, value }]);
    refuseInvalid(project);
    return { prepared: { ...base, project }, stimulus: scalableStimulus(project) };
  });
  let found = 0;
  const answers = await searchThresholds(sets, study, ACTIVATION, context, (count) => context.report(found += count));
  warnOfLowThresholds(answers, study, context);
  const points = durationsMs.map((_, point) => point).filter((point) => isComplete(answers[point]));
  const durations = points.map((point) => durationsMs[point]);
  const ofFiber = (k: number): number[] => points.map((point) => answers[point].thresholdUa[k]);

  const groups = fiberGroups(base).map(({ title, members }) => ({
    title, thresholdsUa: points.map((point) => medianOf(members.map((k) => answers[point].thresholdUa[k]))),
  }));
  const fits = Array.from(base.rows, (_, k) => fitOf('weiss', durations, ofFiber(k)));
  const fitColumn = (key: string, title: string, unit: string, valueOf: (fit: StrengthDurationFit) => number): StudyTable['columns'][number] =>
    column(key, title, unit, fits.map((fit) => (fit ? valueOf(fit) : NaN)));
  return [
    tableOf(study, [
      column('duration_ms', 'Pulse duration', 'ms', durations),
      ...groups.map(({ title, thresholdsUa }) => column(`threshold_ua ${title}`, title, 'uA', thresholdsUa)),
    ], groups.flatMap(({ title, thresholdsUa }) => fitSummary(groups.length === 1 ? '' : `${title}, `, durations, thresholdsUa))),
    fiberTableOf(study, simulatedIds(base.fibers, base.rows), [
      column('diameter_um', 'Fibre diameter', 'um', Array.from(base.rows, (row) => base.fibers.diameterUm[row])),
      fitColumn('chronaxie_ms', 'Chronaxie (Weiss)', 'ms', (fit) => fit.chronaxieMs),
      fitColumn('rheobase_ua', 'Rheobase (Weiss)', 'uA', (fit) => fit.rheobaseUa),
      ...points.map((point) => column(`threshold_ua ${shortNumber(durationsMs[point])} ms`, `Threshold at ${shortNumber(durationsMs[point])} ms`, 'uA', answers[point].thresholdUa)),
    ]),
  ];
}

/** Null with thresholds at fewer than two durations. */
function fitOf(law: StrengthDurationFit['law'], durationsMs: readonly number[], thresholdsUa: readonly number[]): StrengthDurationFit | null {
  return thresholdsUa.filter(Number.isFinite).length < 2 ? null : fitStrengthDuration(law, durationsMs, thresholdsUa);
}

function fitSummary(name: string, durationsMs: readonly number[], thresholdsUa: readonly number[]): StudyTable['summary'] {
  return (['weiss', 'lapicque'] as const).flatMap((law) => {
    const fit = fitOf(law, durationsMs, thresholdsUa);
    const lawName = law === 'weiss' ? 'Weiss' : 'Lapicque';
    return fit === null ? [] : [
      { title: `${name}rheobase (${lawName})`, unit: 'uA', value: fit.rheobaseUa },
      { title: `${name}chronaxie (${lawName})`, unit: 'ms', value: fit.chronaxieMs },
      { title: `${name}relative error (${lawName})`, unit: '%', value: 100 * fit.relativeError },
    ];
  });
}

const shortNumber = (value: number): string => String(Number(value.toPrecision(6)));
