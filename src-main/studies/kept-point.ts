// What a study finds at one variant of the project, kept by itself: a study that is started again needs neither population, mesh nor field of
// the variants that it has done, also when those had to make room for others meanwhile.
import type { Project } from '../../src-model/project';
import { inputHash } from '../run/input-hash';
import type { RunWarning } from '../run/run-data';
import { APP_VERSION } from '../version';
import type { StudyContext } from './study-context';

export interface PointAnswer<Answer> {
  /** Plain data. */
  answer: Answer;
  /** False when workers were lost: another run may find more. */
  lasting: boolean;
  /** What was told of the variant; told again with a kept answer. */
  warnings: readonly RunWarning[];
}

/** `question`: all that the answer depends on besides the variant. Null, which is not kept, when `compute` was cancelled. */
export async function keptPoint<Answer>(variant: Project, question: unknown, { phase: { cache, pools, warn } }: Pick<StudyContext, 'phase'>, compute: () => Promise<PointAnswer<Answer> | null>): Promise<Answer | null> {
  const asked = { ...variant, studies: [], name: '' };
  const programs = (['population', 'field', 'fiber'] as const).map((program) => pools.programHash(program));
  const key = inputHash(APP_VERSION, programs, 'point', question, asked);
  const stored = await cache.get(key) as Pick<PointAnswer<Answer>, 'answer' | 'warnings'> | undefined;
  if (stored) {
    for (const { where, message } of stored.warnings) warn(where, message);
    return stored.answer;
  }
  const computed = await compute();
  if (computed?.lasting) cache.keep(key, { answer: computed.answer, warnings: computed.warnings });
  return computed?.answer ?? null;
}
