// Activation thresholds of every fibre, and the upper limit; the table that block thresholds share.
import type { StudyTable } from '../../src-model/results';
import type { StudyOf } from '../../src-model/schema/study';
import { type FiberGroup, fiberGroups, medianOf, simulatedIds } from './fiber-groups';
import { type Prepared, scalableStimulus } from './prepare';
import type { StudyContext } from './study-context';
import { column, tableOf } from './tables';
import { ACTIVATION, type FiberThresholds, searchThresholds, type ThresholdStatus, warnOfLowThresholds } from './thresholds';

/** Numbers of the statuses in tables, as documented in docs/results.md. */
export const STATUS_CODES: Readonly<Record<ThresholdStatus, number>> = { found: 1, 'above-range': 0, 'below-range': 2, failed: -1, 'not-run': -2 };

export async function activationThresholds(study: StudyOf<'thresholds'>, context: StudyContext): Promise<StudyTable[]> {
  const { base } = context;
  let found = 0;
  const [answers] = await searchThresholds([{ prepared: base, stimulus: scalableStimulus(base.project) }], study, { ...ACTIVATION, upper: study.upperBlock }, context, (count) => context.report(found += count));
  warnOfFailures(answers, base, context);
  warnOfLowThresholds([answers], study, context);
  return [thresholdTable(study, base, answers, study.upperBlock ? [column('upper_limit_ua', 'Upper limit', 'uA', answers.upperUa)] : [])];
}

export function thresholdTable(study: StudyOf<'thresholds'> | StudyOf<'block-thresholds'>, base: Prepared, answers: FiberThresholds, extra: StudyTable['columns']): StudyTable {
  const { fibers, rows } = base;
  const pick = (values: ArrayLike<number>): number[] => Array.from(rows, (row) => values[row]);
  return {
    ...tableOf(study, [
      column('diameter_um', 'Fibre diameter', 'um', pick(fibers.diameterUm)),
      column('threshold_ua', study.kind === 'thresholds' ? 'Threshold' : 'Block threshold', 'uA', answers.thresholdUa),
      ...extra,
      column('myelinated', 'Myelinated', '', pick(fibers.myelinated)),
      column('status', 'Status', '', answers.status.map((status) => STATUS_CODES[status])),
    ], fiberGroups(base).flatMap((group) => groupSummary(group, answers))),
    fiberIds: simulatedIds(fibers, rows),
  };
}

function groupSummary({ title, members }: FiberGroup, { thresholdUa }: FiberThresholds): StudyTable['summary'] {
  const median = medianOf(members.map((k) => thresholdUa[k]));
  const found = members.filter((k) => Number.isFinite(thresholdUa[k])).length;
  const name = members.length === 1 ? title : `${title}, median of ${found} of ${members.length}`;
  return Number.isNaN(median) ? [] : [{ title: name, unit: 'uA', value: median }];
}

export function warnOfFailures({ status, error }: FiberThresholds, { fibers, rows }: Prepared, { warn }: StudyContext): void {
  const failed = Array.from(status.keys()).filter((k) => status[k] === 'failed');
  if (failed.length > 0) warn(`${failed.length} of ${status.length} fibres failed, the first one is ${fibers.ids[rows[failed[0]]]}: ${error[failed[0]]}`);
}
