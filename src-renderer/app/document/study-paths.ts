// Studies name numbers of the project by paths ("electrodes.LIFE 1.yUm", "stimulation.drives.0.weight"): kept true while lists change.
import type { Draft } from 'immer';
import type { Project } from '../../../src-model/project';

/** Rewrites the step after `list` ("stimulation.waveforms") in every path of every study. */
export function rewriteListStep(draft: Draft<Project>, list: string, rewrite: (step: string) => string): void {
  const prefix = list.split('.');
  for (const study of draft.studies) {
    const named = study.kind === 'sweep' ? study.parameters : study.kind === 'optimization' ? study.variables : [];
    for (const entry of named) {
      const steps = entry.path.split('.');
      if (steps.length <= prefix.length || !prefix.every((step, k) => step === steps[k])) continue;
      steps[prefix.length] = rewrite(steps[prefix.length]);
      entry.path = steps.join('.');
    }
  }
}

/**
 * How a step changes when the entries at `removed` leave their list: later positions move up; a removed position becomes the name of
 * what was there, which leads nowhere, so that validation reports it instead of another entry being varied silently.
 */
export function stepAfterRemoval(names: readonly string[], removed: ReadonlySet<number>): (step: string) => string {
  return (step) => {
    if (names.includes(step) || !/^\d+$/.test(step)) return step;
    const position = Number(step);
    if (removed.has(position)) return names[position].replaceAll('.', ' ');
    return String(position - [...removed].filter((each) => each < position).length);
  };
}
