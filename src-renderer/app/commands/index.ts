// All commands, in the order in which menus and palette list them.
import type { Command } from './command';
import { EDIT_COMMANDS } from './edit-commands';
import { FILE_COMMANDS } from './file-commands';
import { HELP_COMMANDS } from './help-commands';
import { INSERT_COMMANDS } from './insert-commands';
import { RUN_COMMANDS } from './run-commands';
import { VIEW_COMMANDS } from './view-commands';

export const COMMANDS: readonly Command[] = [
  ...FILE_COMMANDS, ...EDIT_COMMANDS, ...VIEW_COMMANDS, ...INSERT_COMMANDS, ...RUN_COMMANDS, ...HELP_COMMANDS,
];
