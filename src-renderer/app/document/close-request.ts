// The user closes the window while changes are unsaved or a run goes on.
import type { Workbench } from '../workbench.svelte';
import { guardUnsaved } from './document-actions';

/** A cancelled run writes what it has; it gets this long. */
const CANCEL_MS = 15_000;
const LOOK_EVERY_MS = 100;

export async function answerCloseRequest(workbench: Workbench): Promise<void> {
  await workbench.bridge.document.closeSeen();
  await workbench.bridge.document.answerClose(await guardUnsaved(workbench) && await guardRun(workbench));
}

/** True when no run goes on, or the user gives it up; what it has finished by then is kept. */
async function guardRun(workbench: Workbench): Promise<boolean> {
  const { runs, dialogs } = workbench;
  if (!runs.active) return true;
  const answer = await dialogs.ask({
    title: 'A run goes on',
    text: `"${runs.active.projectName}" is still running. What is finished is kept when you cancel it.`,
    choices: [{ value: 'stay', label: 'Keep running', kind: 'primary' }, { value: 'cancel', label: 'Cancel the run and close', kind: 'danger' }],
    cancel: 'stay',
  });
  if (answer === 'stay') return false;
  await runs.cancel(workbench);
  for (let waited = 0; runs.active !== null && waited < CANCEL_MS; waited += LOOK_EVERY_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return true;
}
