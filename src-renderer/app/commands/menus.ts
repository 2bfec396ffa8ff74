// Menu bar and context menus from the list of commands.
import { type Command, type ContextKind, MENU_ORDER, type MenuName, isEnabled, titleOf } from './command';
import type { MenuGroup } from '../../../src-model/bridge';
import type { Workbench } from '../workbench.svelte';
import { electronAccelerator } from './key-label';

/** A command, or null for a separator. */
export type MenuItem = Command | null;

function withSeparators(commands: readonly Command[]): MenuItem[] {
  return commands.flatMap((command, index) =>
    index > 0 && command.section !== commands[index - 1].section ? [null, command] : [command]);
}

export const menuItems = (commands: readonly Command[], menu: MenuName): MenuItem[] =>
  withSeparators(commands.filter((command) => command.menu === menu));

export const contextItems = (commands: readonly Command[], kind: ContextKind): MenuItem[] =>
  withSeparators(commands.filter((command) => command.contexts?.includes(kind)));

/** For the native menu bar of macOS. */
export function nativeMenu(commands: readonly Command[], workbench: Workbench): MenuGroup[] {
  return MENU_ORDER.map((menu) => ({
    label: menu,
    entries: menuItems(commands, menu).map((command) => command && {
      id: command.id,
      label: titleOf(command, workbench),
      enabled: isEnabled(command, workbench),
      ...(command.keys ? { accelerator: electronAccelerator(command.keys[0]) } : {}),
    }),
  }));
}
