// Runs the studies of a project one after another. A study that fails says why and does not stop the others.
import { ProblemError } from '../../src-model/problem';
import type { StudyTable } from '../../src-model/results';
import { expandValues, type Study } from '../../src-model/schema/study';
import { projectOf, sweepSize } from '../../src-model/study-plan';
import { CancelledError } from '../../src-model/task';
import { PhaseClock } from '../run/phase-clock';
import type { PhaseContext } from '../run/phase-context';
import { blockThresholds } from './block-thresholds';
import { conductionVelocity } from './conduction-velocity';
import { convergence } from './convergence';
import { currentDistance } from './current-distance';
import { forecast } from './forecast';
import { activationThresholds } from './fiber-thresholds';
import { optimization } from './optimization';
import { Preparation, type Prepared, problemText } from './prepare';
import { recording } from './recording';
import { recruitmentCurve } from './recruitment-curve';
import { strengthDuration } from './strength-duration';
import type { StudyContext } from './study-context';
import { stepCosts, studyWork } from './study-work';
import { sweep } from './sweep';

export interface StudiesOutcome {
  tables: StudyTable[];
  /** Names of the studies that failed; the warnings say why. */
  failed: string[];
  cancelled: boolean;
}

/** `base`: what the run has prepared. After a cancellation the tables hold the points that were finished. */
export async function runStudies(studies: readonly Study[], base: Prepared, phase: PhaseContext, onStudy: (id: string, tables: StudyTable[]) => void): Promise<StudiesOutcome> {
  const outcome: StudiesOutcome = { tables: [], failed: [], cancelled: false };
  const { durationMs, dtMs } = base.project.simulation;
  const later = forecast(studies.map((study) => studyWork(study, base)), (base.rows.length * durationMs) / dtMs, phase.clock.timings);
  // Meshes and populations of variants would look like phases of the run itself; their warnings are those of the study.
  for (const [index, study] of studies.entries()) {
    if (phase.signal.aborted) break;
    const told = new Set<string>();
    const warn = (message: string): void => {
      if (!told.has(message)) phase.warn(`study "${study.id}"`, message);
      told.add(message);
    };
    const quiet: PhaseContext = { ...phase, clock: new PhaseClock(() => undefined), warn: (where, message) => warn(`${where}: ${message}`) };
    const { total, unit } = studySize(study, base);
    const startedAt = performance.now();
    const tables = await phase.clock.run({
      phase: 'studies', title: study.id, total, unit, workers: phase.pools.cpu.workers('fascicle'), costs: stepCosts(study, base.project),
      ...(index < studies.length - 1 ? { afterwardsMs: (elapsedMs, part) => later.afterwardsMs(index, elapsedMs, part) } : {}),
    }, async (report) => {
      let done = 0;
      const own: Prepared = { ...base, project: projectOf(base.project, study) };
      const context: StudyContext = {
        base: own, preparation: new Preparation(own, quiet), phase: quiet, warn,
        report: (count) => {
          done = count;
          report(count);
        },
      };
      try {
        return { value: await runStudy(study, context), done };
      } catch (error) {
        if (error instanceof CancelledError) return { value: [], done };
        warn(error instanceof ProblemError ? problemText(error.problems) : error instanceof Error ? error.message : String(error));
        outcome.failed.push(study.id);
        return { value: [], done, detail: 'failed' };
      }
    });
    later.finished(index, performance.now() - startedAt);
    outcome.tables.push(...tables);
    onStudy(study.id, tables);
  }
  outcome.cancelled = phase.signal.aborted;
  return outcome;
}

function runStudy(study: Study, context: StudyContext): Promise<StudyTable[]> {
  switch (study.kind) {
    case 'recruitment-curve': return recruitmentCurve(study, context);
    case 'thresholds': return activationThresholds(study, context);
    case 'block-thresholds': return blockThresholds(study, context);
    case 'strength-duration': return strengthDuration(study, context);
    case 'current-distance': return currentDistance(study, context);
    case 'conduction-velocity': return conductionVelocity(study, context);
    case 'sweep': return sweep(study, context);
    case 'convergence': return convergence(study, context);
    case 'optimization': return optimization(study, context);
    case 'recording': return recording(study, context);
  }
}

/** What is counted while the study runs, and how many there are at most. */
function studySize(study: Study, { rows }: Prepared): { total: number; unit: string } {
  switch (study.kind) {
    case 'recruitment-curve': return { total: expandValues(study.amplitudesUa).length * rows.length, unit: 'simulations' };
    case 'thresholds': case 'block-thresholds': return { total: rows.length, unit: 'fibres' };
    case 'strength-duration': return { total: expandValues(study.durationsMs).length * rows.length, unit: 'thresholds' };
    case 'current-distance': return { total: expandValues(study.yUm).length, unit: 'positions' };
    case 'conduction-velocity': return { total: expandValues(study.diametersUm).length, unit: 'fibres' };
    case 'sweep': return { total: sweepSize(study), unit: 'points' };
    case 'convergence': return { total: study.factors.length, unit: 'steps' };
    case 'optimization': return { total: study.evaluations, unit: 'evaluations' };
    case 'recording': return { total: rows.length, unit: 'fibres' };
  }
}
