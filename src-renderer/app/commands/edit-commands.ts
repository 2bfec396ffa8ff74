// Undo, redo, and what can be done with the selected thing.
import { current, isDraft } from 'immer';
import { type TransverseAxis, alignedChanges, canAlign, everything, groupLabel, spreadChanges } from '../../scene/group-edits';
import { copiesOf } from '../document/copies';
import { type NamedList, freeId, idsIn, namedList, removeFrom } from '../document/references';
import type { PanelId } from '../selection.svelte';
import type { Workbench } from '../workbench.svelte';
import type { Command } from './command';

const LIST_OF_PANEL: Partial<Record<PanelId, NamedList>> = {
  fascicle: 'fascicles', fiber: 'fibers', electrode: 'electrodes', waveform: 'waveforms', study: 'studies',
};
const GROUP_OF_LIST: Record<NamedList, PanelId> = {
  fascicles: 'fascicles', fibers: 'fibers', electrodes: 'electrodes', waveforms: 'stimulus', studies: 'studies',
};
const PANEL_OF_LIST: Record<NamedList, PanelId> = {
  fascicles: 'fascicle', fibers: 'fiber', electrodes: 'electrode', waveforms: 'waveform', studies: 'study',
};
const CONTEXTS = ['fascicle', 'electrode', 'fiber', 'waveform', 'study'] as const;

interface SelectedEntry {
  list: NamedList;
  index: number;
  id: string;
}

function selectedEntry({ document, selection }: Workbench): SelectedEntry | null {
  const list = LIST_OF_PANEL[selection.target.panel];
  if (!list || !document.project) return null;
  const { id } = selection.target;
  const index = idsIn(document.project, list).indexOf(id);
  return index < 0 ? null : { list, index, id };
}

const hasSelectedEntry = (workbench: Workbench): boolean => selectedEntry(workbench) !== null;

/** Shows what is left, or the group's panel, when selected things are gone, for example after an undo. */
function leaveMissing({ document, selection }: Workbench): void {
  const { project } = document;
  const list = LIST_OF_PANEL[selection.target.panel];
  if (!list || !project) return;
  selection.keepOnly(({ kind, id }) => idsIn(project, LIST_OF_PANEL[kind]!).includes(id));
  const now = LIST_OF_PANEL[selection.target.panel];
  if (now && !idsIn(project, now).includes(selection.target.id)) selection.select(GROUP_OF_LIST[list]);
}

function duplicate(workbench: Workbench): void {
  const entry = selectedEntry(workbench);
  const { document, selection } = workbench;
  if (!entry || !document.project) return;
  if (selection.group.length > 0) {
    const { copies, add } = copiesOf(document.project, selection.group);
    document.edit(groupLabel('Duplicate', selection.group), add);
    selection.selectMany(copies);
    return;
  }
  const id = freeId(entry.id, idsIn(document.project, entry.list));
  document.edit(`Duplicate ${entry.id}`, (draft) => {
    const list = namedList(draft, entry.list);
    const original = list[entry.index];
    list.splice(entry.index + 1, 0, { ...structuredClone(isDraft(original) ? current(original) : original), id });
  });
  selection.select(PANEL_OF_LIST[entry.list], id);
}

function remove(workbench: Workbench): void {
  const entry = selectedEntry(workbench);
  const { group } = workbench.selection;
  if (!entry) return;
  if (group.length > 1) {
    workbench.document.edit(groupLabel('Delete', group), (draft) => {
      for (const { kind, id } of group) {
        const list = LIST_OF_PANEL[kind]!;
        removeFrom(draft, list, namedList(draft, list).findIndex((each) => each.id === id));
      }
    });
  } else workbench.document.edit(`Delete ${entry.id}`, (draft) => removeFrom(draft, entry.list, entry.index));
  leaveMissing(workbench);
}

const arrange = (id: string, title: string, verb: string, axis: TransverseAxis, changesOf: typeof alignedChanges): Command => ({
  id: `edit.${id}-${axis}`, title, menu: 'Edit', section: 'arrange',
  enabled: ({ document, selection }) => document.project !== null && canAlign(document.project, selection.group),
  perform: ({ document, selection }) => {
    if (document.project) document.applySceneEdit({ label: groupLabel(verb, selection.group), phase: 'whole', changes: changesOf(document.project, selection.group, axis) });
  },
});

export const EDIT_COMMANDS: readonly Command[] = [
  {
    id: 'edit.undo', title: ({ document }) => (document.undoLabel === null ? 'Undo' : `Undo ${document.undoLabel}`),
    menu: 'Edit', section: 'history', keys: ['$mod+KeyZ'], inTextFields: 'when-idle', enabled: ({ document }) => document.undoLabel !== null,
    perform: (workbench) => {
      workbench.document.undo();
      leaveMissing(workbench);
    },
  },
  {
    id: 'edit.redo', title: ({ document }) => (document.redoLabel === null ? 'Redo' : `Redo ${document.redoLabel}`),
    menu: 'Edit', section: 'history', keys: ['$mod+Shift+KeyZ', '$mod+KeyY'], inTextFields: 'when-idle', enabled: ({ document }) => document.redoLabel !== null,
    perform: (workbench) => {
      workbench.document.redo();
      leaveMissing(workbench);
    },
  },
  {
    id: 'edit.duplicate', title: 'Duplicate', menu: 'Edit', section: 'selection', keys: ['$mod+KeyD'], contexts: CONTEXTS,
    enabled: hasSelectedEntry, perform: duplicate,
  },
  {
    id: 'edit.delete', title: 'Delete', menu: 'Edit', section: 'selection', keys: ['Delete', 'Backspace'], contexts: CONTEXTS,
    enabled: hasSelectedEntry, perform: remove,
  },
  {
    id: 'edit.select-all', title: 'Select all', menu: 'Edit', section: 'selection', keys: ['$mod+KeyA'],
    enabled: ({ document }) => document.project !== null && everything(document.project).length > 0,
    perform: ({ document, selection }) => {
      if (document.project) selection.selectMany(everything(document.project));
    },
  },
  arrange('align', 'Align to the same y', 'Align', 'y', alignedChanges),
  arrange('align', 'Align to the same z', 'Align', 'z', alignedChanges),
  arrange('spread', 'Equal distances along y', 'Spread', 'y', spreadChanges),
  arrange('spread', 'Equal distances along z', 'Spread', 'z', spreadChanges),
  {
    id: 'edit.deselect', title: 'Deselect', menu: 'Edit', section: 'selection', keys: ['Escape'], hiddenInPalette: true,
    enabled: ({ document }) => document.project !== null,
    perform: ({ selection }) => selection.select('project'),
  },
];
