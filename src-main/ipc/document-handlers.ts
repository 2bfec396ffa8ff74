// Requests about the document: open, save, drafts, closing, and files that the user saves figures and tables to.
import { dialog } from 'electron';
import path from 'node:path';
import type { OpenedDocument, SavedDocument } from '../../src-model/bridge';
import { writeFileAtomically } from '../files/atomic-write';
import type { ApplicationContext } from '../windows/application';
import { readDocument } from '../windows/open-document';
import type { Handlers } from './validated';

const PROJECT_FILTERS = [
  { name: 'Ranvier project', extensions: ['ranvier'] },
  { name: 'All files', extensions: ['*'] },
];

export function documentHandlers(context: ApplicationContext): Handlers {
  const { document, window, incoming } = context;

  const saveAs = async (text: string, suggestedName: string): Promise<SavedDocument | null> => {
    const folder = document.currentPath ? path.dirname(document.currentPath) : undefined;
    const choice = await dialog.showSaveDialog(window.browserWindow, {
      title: 'Save project',
      defaultPath: folder ? path.join(folder, suggestedName) : suggestedName,
      filters: PROJECT_FILTERS,
    });
    return choice.canceled || !choice.filePath ? null : document.saveTo(choice.filePath, text);
  };

  return {
    'document:keep-draft': (draft) => document.keepDraft(draft),
    'document:open-dialog': async (): Promise<OpenedDocument | null> => {
      const choice = await dialog.showOpenDialog(window.browserWindow, { title: 'Open project', properties: ['openFile'], filters: PROJECT_FILTERS });
      return choice.canceled || choice.filePaths.length === 0 ? null : document.open(choice.filePaths[0]);
    },
    'document:open-requested': (): Promise<OpenedDocument> => {
      const file = incoming.path;
      if (file === null) throw new Error('No file is waiting to be opened.');
      incoming.path = null;
      return document.open(file);
    },
    'document:open-dropped': ({ path: file }) => document.open(file),
    'document:open-recent': ({ path: file }) => {
      if (!context.recent.includes(file)) throw new Error(`"${file}" is not in the list of recent projects.`);
      return document.open(file);
    },
    'document:open-example': async ({ name }): Promise<OpenedDocument> => {
      const text = await readDocument(path.join(context.examplesFolder, name));
      await document.startNew();
      return { fileName: name, path: null, text, unsaved: false };
    },
    'document:start-new': () => document.startNew(),
    'document:save': ({ text, suggestedName }) =>
      document.currentPath === null ? saveAs(text, suggestedName) : document.saveTo(document.currentPath, text),
    'document:save-as': ({ text, suggestedName }) => saveAs(text, suggestedName),
    'document:recover-draft': ({ savedAt }) => document.recover(savedAt),
    'document:discard-draft': ({ savedAt }) => context.drafts.discard(savedAt),
    'document:close-seen': () => window.stopWaiting(),
    'document:answer-close': async ({ proceed }) => {
      if (proceed) await context.drafts.clear();
      window.answerClose(proceed);
    },
    'files:export': async ({ suggestedName, data }): Promise<string | null> => {
      const extension = path.extname(suggestedName).slice(1);
      const choice = await dialog.showSaveDialog(window.browserWindow, {
        title: 'Export',
        defaultPath: suggestedName,
        filters: extension === '' ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }],
      });
      if (choice.canceled || !choice.filePath) return null;
      await writeFileAtomically(choice.filePath, data);
      return choice.filePath;
    },
  };
}
