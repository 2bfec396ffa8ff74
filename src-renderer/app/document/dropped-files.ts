// Files dropped anywhere on the window: project files open; places that take CSV files handle them before they get here.
import type { Workbench } from '../workbench.svelte';
import { openDocument } from './document-actions';

const isFileDrag = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** `onActive` tells whether files hover over the window. Returns what stops it. */
export function acceptsDrops(target: Window, workbench: Workbench, onActive: (active: boolean) => void): () => void {
  const enter = (event: DragEvent): void => {
    if (isFileDrag(event)) onActive(true);
  };
  const over = (event: DragEvent): void => {
    if (isFileDrag(event)) event.preventDefault();
  };
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) onActive(false);
  };
  const drop = (event: DragEvent): void => {
    onActive(false);
    if (event.defaultPrevented) return;
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    if (file.name.toLowerCase().endsWith('.csv')) workbench.notices.show('info', `"${file.name}" is a table: drop it on the place it belongs to – a list of axons on its fascicle, a histogram on the diameters, samples on their waveform.`);
    else if (/\.(results|h5)$/i.test(file.name)) void workbench.attempt(async () => workbench.runs.showOpened(workbench, await workbench.bridge.run.openDroppedResults(file)));
    else void openDocument(workbench, () => workbench.bridge.document.openDropped(file));
  };
  const listeners = { dragenter: enter, dragover: over, dragleave: leave, drop } as const;
  for (const [name, listener] of Object.entries(listeners)) target.addEventListener(name as 'drop', listener);
  // A place that takes the drop itself stops it from getting here: the hint must go all the same.
  const hide = (): void => onActive(false);
  target.addEventListener('drop', hide, { capture: true });
  return () => {
    for (const [name, listener] of Object.entries(listeners)) target.removeEventListener(name as 'drop', listener);
    target.removeEventListener('drop', hide, { capture: true });
  };
}
