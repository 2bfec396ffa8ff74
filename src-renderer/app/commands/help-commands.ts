// Help and information.
import type { Command } from './command';

export const HELP_COMMANDS: readonly Command[] = [
  {
    id: 'help.open', title: 'Help on what is shown', menu: 'Help', section: 'help', keys: ['F1'], inTextFields: 'always',
    perform: ({ layout, help }) => {
      if (layout.centerTab === 'help') layout.centerTab = help.returnTab;
      else {
        help.lookUpFor(layout.centerTab);
        layout.centerTab = 'help';
      }
    },
  },
  {
    id: 'help.shortcuts', title: 'Keyboard shortcuts', menu: 'Help', section: 'help', keys: ['Shift+Slash'],
    perform: ({ dialogs }) => { dialogs.shortcutsOpen = true; },
  },
  { id: 'help.gmsh', title: 'Gmsh website', menu: 'Help', section: 'links', perform: ({ bridge }) => bridge.session.openLink('gmsh') },
  { id: 'help.nrv', title: 'NRV documentation', menu: 'Help', section: 'links', perform: ({ bridge }) => bridge.session.openLink('nrv') },
  {
    id: 'help.about', title: 'About Ranvier', menu: 'Help', section: 'about',
    perform: ({ dialogs }) => { dialogs.aboutOpen = true; },
  },
];
