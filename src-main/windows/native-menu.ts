// The system's menu bar. Only macOS has one that is not part of the window; elsewhere the window draws its own menus from
// the same commands, and Electron's default menu (with its developer tools and reload) is removed.
import { type MenuItemConstructorOptions, Menu, app } from 'electron';
import type { MenuGroup } from '../../src-model/bridge';

export function setNativeMenu(groups: readonly MenuGroup[], onCommand: (commandId: string) => void): void {
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate(macTemplate(groups, onCommand)) : null);
}

function macTemplate(groups: readonly MenuGroup[], onCommand: (commandId: string) => void): MenuItemConstructorOptions[] {
  const ours = groups.map((group): MenuItemConstructorOptions => ({
    label: group.label,
    submenu: group.entries.map((entry): MenuItemConstructorOptions => entry === null
      ? { type: 'separator' }
      : {
          label: entry.label,
          enabled: entry.enabled,
          // Shown, not bound: the window handles the keys itself, on every platform alike.
          ...(entry.accelerator ? { accelerator: entry.accelerator, registerAccelerator: false } : {}),
          click: () => onCommand(entry.id),
        }),
  }));
  return [{ label: app.name, role: 'appMenu' }, ...ours, { role: 'windowMenu' }];
}
