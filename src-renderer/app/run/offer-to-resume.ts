// At the start of a session: a run that was killed in the last one can go on.
import type { InterruptedRun } from '../../../src-model/bridge';
import { guardUnsaved, showOpened } from '../document/document-actions';
import type { Workbench } from '../workbench.svelte';

/** "The run of "Nerve" (nerve.ranvier), started 1/2/2026, 10:00, was interrupted in the phase "Fibres" at 40 %." */
export function interruptionText({ projectName, fileName, startedAt, phase, percent }: InterruptedRun): string {
  const file = fileName === null ? '' : ` (${fileName})`;
  const place = phase === null ? '' : ` in the phase "${phase}"${percent === null ? '' : ` at ${percent} %`}`;
  return `The run of "${projectName}"${file}, started ${new Date(startedAt).toLocaleString()}, was interrupted${place}.`;
}

/** Escape decides nothing: the next start asks again. */
export async function offerToResume(workbench: Workbench, run: InterruptedRun): Promise<void> {
  const answer = await workbench.dialogs.ask({
    title: 'A run was interrupted',
    text: `${interruptionText(run)} What it had finished is kept: it goes on from there and gives the same results as an undisturbed run.`,
    choices: [
      { value: 'resume', label: 'Resume', kind: 'primary' },
      { value: 'discard', label: 'Discard', kind: 'danger' },
      { value: 'later', label: 'Ask later' },
    ],
    cancel: 'later',
  });
  if (answer === 'discard') await workbench.bridge.run.discardInterrupted();
  if (answer !== 'resume' || !(await guardUnsaved(workbench))) return;
  workbench.runs.expect(run.projectName);
  showOpened(workbench, await workbench.bridge.run.resumeInterrupted());
  workbench.layout.openBottom('run');
}
