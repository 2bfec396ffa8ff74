// What the window shows and how.
import type { ThemeSetting } from '../../../src-model/bridge';
import type { ModelView } from '../layout.svelte';
import type { Workbench } from '../workbench.svelte';
import { goToPane } from '../shell/panes';
import type { Command } from './command';

const hasProject = ({ document }: Workbench): boolean => document.project !== null;

const modelView = (view: ModelView, title: string, keys: string): Command => ({
  id: `view.model.${view}`, title, menu: 'View', section: 'views', keys: [keys], enabled: hasProject,
  checked: ({ layout }) => layout.centerTab === 'model' && layout.stored.modelView === view,
  perform: ({ layout }) => {
    layout.centerTab = 'model';
    layout.stored.modelView = view;
  },
});

const theme = (value: ThemeSetting, title: string): Command => ({
  id: `view.theme.${value}`, title, menu: 'View', section: 'theme', checked: ({ settings }) => settings.theme === value,
  perform: async (workbench) => { workbench.settings = await workbench.bridge.settings.change({ theme: value }); },
});

const textSize = (id: string, title: string, step: -1 | 0 | 1, keys: readonly string[]): Command => ({
  id: `view.text.${id}`, title, menu: 'View', section: 'text', keys, inTextFields: 'always',
  perform: ({ layout }) => layout.scaleText(step),
});

export const VIEW_COMMANDS: readonly Command[] = [
  modelView('both', '3-D and cross-section', '$mod+Digit1'),
  modelView('3d', '3-D view', '$mod+Digit2'),
  modelView('cross-section', 'Cross-section', '$mod+Digit3'),
  {
    id: 'view.results', title: 'Results', menu: 'View', section: 'views', keys: ['$mod+Digit4'], enabled: hasProject,
    checked: ({ layout }) => layout.centerTab === 'results',
    perform: ({ layout }) => { layout.centerTab = 'results'; },
  },
  {
    id: 'view.run-panel', title: 'Run progress', menu: 'View', section: 'panels', keys: ['$mod+Shift+KeyR'],
    checked: ({ layout }) => layout.stored.bottomOpen && layout.bottomTab === 'run',
    perform: ({ layout }) => layout.toggleBottom('run'),
  },
  {
    id: 'view.problems', title: 'Problems', menu: 'View', section: 'panels', keys: ['$mod+Shift+KeyM'],
    checked: ({ layout }) => layout.stored.bottomOpen && layout.bottomTab === 'problems',
    perform: ({ layout }) => layout.toggleBottom('problems'),
  },
  {
    id: 'view.next-pane', title: 'Next pane', menu: 'View', section: 'panels', keys: ['F6'], inTextFields: 'always', hiddenInPalette: true, enabled: hasProject,
    perform: () => goToPane(1),
  },
  {
    id: 'view.previous-pane', title: 'Previous pane', menu: 'View', section: 'panels', keys: ['Shift+F6'], inTextFields: 'always', hiddenInPalette: true, enabled: hasProject,
    perform: () => goToPane(-1),
  },
  {
    id: 'view.field', title: 'Potential in the views', menu: 'View', section: 'overlays', keys: ['Shift+KeyP'], enabled: hasProject,
    checked: ({ overlays }) => overlays.fieldOn,
    perform: ({ overlays, layout }) => {
      overlays.fieldOn = !overlays.fieldOn;
      if (overlays.fieldOn) layout.centerTab = 'model';
    },
  },
  {
    id: 'view.mesh', title: 'Mesh in the views', menu: 'View', section: 'overlays', keys: ['Shift+KeyE'], enabled: ({ document }) => document.project?.nerve !== undefined,
    checked: ({ overlays }) => overlays.meshOn,
    perform: ({ overlays, layout }) => {
      overlays.meshOn = !overlays.meshOn;
      if (overlays.meshOn) layout.centerTab = 'model';
    },
  },
  {
    id: 'view.propagation', title: 'Action potentials in the 3-D view', menu: 'View', section: 'overlays', keys: ['Shift+KeyA'],
    enabled: ({ propagation, runs }) => propagation.on || propagation.isPossible(runs.results),
    checked: ({ propagation }) => propagation.on,
    perform: ({ propagation, layout }) => {
      propagation.on = !propagation.on;
      propagation.playing = propagation.on;
      if (propagation.on) layout.centerTab = 'model';
    },
  },
  theme('system', 'Theme of the system'),
  theme('light', 'Light theme'),
  theme('dark', 'Dark theme'),
  textSize('larger', 'Larger text', 1, ['$mod+Equal', '$mod+Shift+Equal']),
  textSize('smaller', 'Smaller text', -1, ['$mod+Minus']),
  textSize('normal', 'Normal text size', 0, ['$mod+Digit0']),
  {
    id: 'view.reset-layout', title: 'Reset layout', menu: 'View', section: 'layout', perform: ({ layout }) => layout.reset(),
  },
  {
    id: 'view.palette', title: 'Command palette…', menu: 'View', section: 'palette', keys: ['$mod+Shift+KeyP'], inTextFields: 'always', hiddenInPalette: true,
    perform: ({ dialogs }) => { dialogs.paletteOpen = true; },
  },
];
