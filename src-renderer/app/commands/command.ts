// What a command is. Menus, shortcuts, the command palette and context menus are all made from one list of these.
import type { Workbench } from '../workbench.svelte';

export type MenuName = 'File' | 'Edit' | 'View' | 'Insert' | 'Run' | 'Help';
export const MENU_ORDER: readonly MenuName[] = ['File', 'Edit', 'View', 'Insert', 'Run', 'Help'];

/** Things with a context menu of their own. */
export type ContextKind = 'nerve' | 'fascicle' | 'electrode' | 'fiber' | 'waveform' | 'study';

export interface Command {
  /** "file.open"; unique. */
  id: string;
  /** As shown in menus; may depend on the state ("Undo Move F1"). */
  title: string | ((workbench: Workbench) => string);
  /** Where it appears in the menu bar; entries of one menu are separated where `section` changes. */
  menu?: MenuName;
  section?: string;
  /** tinykeys notation, for example "$mod+Shift+KeyZ"; the first is shown. */
  keys?: readonly string[];
  /** Context menus that offer it. */
  contexts?: readonly ContextKind[];
  /** Left out of the palette: commands that make sense only where they are. */
  hiddenInPalette?: boolean;
  /** Whether its keys act while a text field has the focus: always, or only while nothing is being typed there. Absent: never. */
  inTextFields?: 'always' | 'when-idle';
  enabled?: (workbench: Workbench) => boolean;
  /** For on/off and one-of-many commands. */
  checked?: (workbench: Workbench) => boolean;
  perform: (workbench: Workbench) => void | Promise<void>;
}

export const titleOf = (command: Command, workbench: Workbench): string =>
  typeof command.title === 'string' ? command.title : command.title(workbench);

export const isEnabled = (command: Command, workbench: Workbench): boolean => command.enabled?.(workbench) ?? true;
