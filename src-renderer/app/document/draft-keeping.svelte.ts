// Tells the main process about every change, so that neither a crash nor a careless close loses it.
import { serializeProject } from '../../../src-model/serialize';
import type { Workbench } from '../workbench.svelte';

/** A burst of changes (a drag, a held arrow key) is told once; becoming unsaved is told at once. */
const DELAY_MS = 250;

/** Call while a component is set up. */
export function keepDraft(workbench: Workbench): void {
  const { document } = workbench;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let toldDirty = false;

  const tell = (): void => {
    timer = null;
    const { project, dirty } = document;
    if (!project) return;
    toldDirty = dirty;
    void workbench.attempt(() => workbench.bridge.document.keepDraft({ text: serializeProject(project), dirty }));
  };

  $effect(() => {
    const { project, dirty } = document;
    if (!project) return;
    if (dirty !== toldDirty) tell();
    else timer ??= setTimeout(tell, DELAY_MS);
  });
}
