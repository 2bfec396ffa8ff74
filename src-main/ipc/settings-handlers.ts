// Requests about the user's settings. Paths of programs are chosen in a dialog: the window cannot name what will be run.
import { type BrowserWindow, dialog } from 'electron';
import { readFile } from 'node:fs/promises';
import { findEngines } from '../engines/find-engines';
import type { ApplicationContext } from '../windows/application';
import type { Handlers } from './validated';

async function chooseFile(window: BrowserWindow, title: string, filters: { name: string; extensions: string[] }[]): Promise<string | null> {
  const choice = await dialog.showOpenDialog(window, { title, properties: ['openFile'], filters });
  return choice.canceled || choice.filePaths.length === 0 ? null : choice.filePaths[0];
}

export function settingsHandlers({ settings, window, applySettings }: ApplicationContext): Handlers {
  return {
    'settings:change': async (change) => {
      const changed = await settings.change(change);
      applySettings();
      return changed;
    },
    'settings:reset': async () => {
      const defaults = await settings.reset();
      applySettings();
      return defaults;
    },
    'settings:import-nrv-ini': async () => {
      const file = await chooseFile(window.browserWindow, 'Import NRV.ini', [{ name: 'NRV settings', extensions: ['ini'] }]);
      if (file === null) return null;
      const imported = await settings.importNrvIni(await readFile(file, 'utf8'));
      applySettings();
      return imported;
    },
    'engines:find': () => findEngines(settings.current.engines),
    'settings:choose-engine': async ({ engine }) => {
      const file = await chooseFile(window.browserWindow, `Where is ${engine}?`, []);
      return file === null ? settings.forWindow() : settings.setEngine(engine, file);
    },
    'settings:forget-engine': ({ engine }) => settings.setEngine(engine, null),
  };
}
