// Saving a figure or a table to a place that the user chooses.
import { fileNameOf } from './file-name';
import type { Workbench } from './workbench.svelte';

export async function exportFile(workbench: Workbench, suggestedName: string, data: string | Uint8Array): Promise<void> {
  const path = await workbench.attempt(() => workbench.bridge.files.export(fileNameOf(suggestedName), data));
  if (path) workbench.notices.show('good', `Saved as ${path}`);
}
