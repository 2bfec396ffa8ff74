// New, open, save, close.
import { closeDocument, openDocument, saveDocument } from '../document/document-actions';
import type { Command } from './command';

const hasProject: Command['enabled'] = ({ document }) => document.project !== null;

export const FILE_COMMANDS: readonly Command[] = [
  {
    id: 'file.new', title: 'New project…', menu: 'File', section: 'open', keys: ['$mod+KeyN'], inTextFields: 'always',
    perform: (workbench) => closeDocument(workbench),
  },
  {
    id: 'file.open', title: 'Open…', menu: 'File', section: 'open', keys: ['$mod+KeyO'], inTextFields: 'always',
    perform: (workbench) => openDocument(workbench, () => workbench.bridge.document.openDialog()),
  },
  {
    id: 'file.save', title: 'Save', menu: 'File', section: 'save', keys: ['$mod+KeyS'], inTextFields: 'always', enabled: hasProject,
    perform: async (workbench) => {
      if (await saveDocument(workbench)) workbench.notices.show('good', `Saved as ${workbench.document.fileName}.`);
    },
  },
  {
    id: 'file.save-as', title: 'Save As…', menu: 'File', section: 'save', keys: ['$mod+Shift+KeyS'], inTextFields: 'always', enabled: hasProject,
    perform: async (workbench) => {
      if (await saveDocument(workbench, 'ask')) workbench.notices.show('good', `Saved as ${workbench.document.fileName}.`);
    },
  },
  {
    id: 'file.settings', title: 'Settings', menu: 'File', section: 'settings', keys: ['$mod+Comma'], inTextFields: 'always',
    checked: ({ layout }) => layout.centerTab === 'settings',
    perform: ({ layout }) => { layout.centerTab = 'settings'; },
  },
  {
    id: 'file.close', title: 'Close project', menu: 'File', section: 'close', keys: ['$mod+KeyW'], inTextFields: 'always',
    enabled: ({ document }) => document.project !== null || document.broken !== null,
    perform: (workbench) => closeDocument(workbench),
  },
];
