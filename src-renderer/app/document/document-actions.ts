// What happens to documents as a whole: new, open, save, recover, close. Nothing unsaved is ever given up without asking.
import type { OpenedDocument } from '../../../src-model/bridge';
import { parseProjectText } from '../../../src-model/parse';
import { ProblemError } from '../../../src-model/problem';
import type { Project } from '../../../src-model/project';
import { serializeProject } from '../../../src-model/serialize';
import type { Workbench } from '../workbench.svelte';

/** True when the document may be given up: saved, or the user said so. */
export async function guardUnsaved(workbench: Workbench): Promise<boolean> {
  if (!workbench.document.dirty) return true;
  const answer = await workbench.dialogs.ask({
    title: 'Save changes?',
    text: `"${workbench.document.title}" has changes that are not saved.`,
    choices: [
      { value: 'save', label: 'Save', kind: 'primary' },
      { value: 'discard', label: "Don't save", kind: 'danger' },
      { value: 'cancel', label: 'Cancel' },
    ],
    cancel: 'cancel',
  });
  if (answer === 'save') return saveDocument(workbench);
  return answer === 'discard';
}

/** Shows what was read; a file that is no valid project is shown with its errors. */
export function showOpened(workbench: Workbench, opened: OpenedDocument): void {
  const { document, selection, layout } = workbench;
  try {
    const { project, problems } = parseProjectText(opened.text);
    document.show(project, { fileName: opened.fileName, path: opened.path, saved: !opened.unsaved, remarks: problems });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    document.showBroken({ fileName: opened.fileName, path: opened.path, text: opened.text, problems: error.problems });
  }
  selection.select('project');
  layout.centerTab = 'model';
}

/** Asks about unsaved changes, then opens what `fetch` brings; null means that the user cancelled a dialog. */
export async function openDocument(workbench: Workbench, fetch: () => Promise<OpenedDocument | null>): Promise<void> {
  if (!(await guardUnsaved(workbench))) return;
  const opened = await workbench.attempt(fetch);
  if (opened) showOpened(workbench, opened);
}

export async function newDocument(workbench: Workbench, project: Project): Promise<void> {
  if (!(await guardUnsaved(workbench))) return;
  workbench.recent = await workbench.bridge.document.startNew();
  workbench.document.show(project, { fileName: 'Untitled', path: null, saved: true });
  workbench.selection.select('project');
  workbench.layout.centerTab = 'model';
}

export async function closeDocument(workbench: Workbench): Promise<void> {
  if (!(await guardUnsaved(workbench))) return;
  workbench.recent = await workbench.bridge.document.startNew();
  workbench.document.close();
}

/** True when the document is on the disk afterwards. */
export async function saveDocument(workbench: Workbench, where: 'same-file' | 'ask' = 'same-file'): Promise<boolean> {
  const { document, bridge } = workbench;
  if (!document.project) return true;
  const text = serializeProject(document.project);
  const suggested = suggestedFileName(document.project, document.path === null ? null : document.fileName);
  const saved = await workbench.attempt(() => (where === 'ask' ? bridge.document.saveAs(text, suggested) : bridge.document.save(text, suggested)));
  if (!saved) return false;
  document.markSaved(saved.fileName, saved.path);
  workbench.recent = saved.recent;
  return true;
}

/** Characters that one of the three systems does not allow in file names become hyphens. */
function suggestedFileName(project: Project, current: string | null): string {
  if (current !== null) return current;
  const name = project.name.trim().replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-').slice(0, 120);
  return `${name === '' ? 'Untitled' : name}.ranvier`;
}
