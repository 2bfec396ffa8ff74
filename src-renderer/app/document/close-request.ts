// The user closes the window while changes are unsaved.
import type { Workbench } from '../workbench.svelte';
import { guardUnsaved } from './document-actions';

export async function answerCloseRequest(workbench: Workbench): Promise<void> {
  await workbench.bridge.document.closeSeen();
  await workbench.bridge.document.answerClose(await guardUnsaved(workbench));
}
