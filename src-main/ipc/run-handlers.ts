// Requests about runs and their results.
import { dialog, shell } from 'electron';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { OpenedDocument } from '../../src-model/bridge';
import { freeResultsFolder } from '../run-host/run-control';
import type { ApplicationContext } from '../windows/application';
import type { Handlers } from './validated';

export function runHandlers({ document, runs, settings, userFolder, window }: ApplicationContext): Handlers {
  /** Runs of a project that was never saved lie in the user's folder of the application. */
  const unsavedProject = async (): Promise<string> => {
    const folder = path.join(userFolder, 'runs');
    await mkdir(folder, { recursive: true });
    return path.join(folder, 'Untitled.ranvier');
  };

  /** Paths inside a project are relative to its file. */
  const folderOf = (): string => (document.currentPath === null ? userFolder : path.dirname(document.currentPath));

  return {
    'run:start': async ({ projectText, studies }) => {
      const projectFile = document.currentPath ?? await unsavedProject();
      const request = { projectText, studies, projectFolder: path.dirname(projectFile), outFolder: freeResultsFolder(projectFile), gmshPath: settings.current.engines.gmsh };
      runs.start(request, document.currentPath);
    },
    'run:resume-interrupted': async (): Promise<OpenedDocument> => {
      const { projectFile, projectName, request } = runs.resume(settings.current.engines.gmsh);
      const opened = projectFile === null ? null : await document.open(projectFile).catch(() => null);
      if (opened) return opened;
      // The file was moved meanwhile, or there never was one: the run itself holds the project.
      await document.startNew();
      return { fileName: projectName, path: null, text: request.projectText, unsaved: true };
    },
    'run:discard-interrupted': () => runs.discardInterrupted(),
    'run:cancel': () => runs.cancel(),
    'run:preview-population': ({ projectText }) => runs.previewPopulation({ projectText, projectFolder: folderOf() }),
    'run:field-slice': ({ projectText, xUm }) => runs.fieldSlice({ projectText, xUm, projectFolder: folderOf(), gmshPath: settings.current.engines.gmsh }),
    'run:open-results': async () => {
      const choice = await dialog.showOpenDialog(window.browserWindow, { title: 'Open results', buttonLabel: 'Open results', properties: ['openDirectory'] });
      return choice.canceled || choice.filePaths.length === 0 ? null : runs.openResults(choice.filePaths[0]);
    },
    'run:open-dropped-results': async ({ path: dropped }) => {
      const info = await stat(dropped);
      return runs.openResults(info.isDirectory() ? dropped : path.dirname(dropped));
    },
    'run:reopen-results': () => {
      if (runs.resultsFolder === null) throw new Error('No results were shown.');
      return runs.openResults(runs.resultsFolder);
    },
    'run:traces': ({ fiberId }) => runs.traces(fiberId),
    'run:show-folder': async () => {
      if (runs.resultsFolder === null) throw new Error('No results are shown.');
      const problem = await shell.openPath(runs.resultsFolder);
      if (problem !== '') throw new Error(`The folder ${runs.resultsFolder} could not be opened: ${problem}`);
    },
  };
}
