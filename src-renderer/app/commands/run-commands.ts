// Running the simulation and looking at what came out.
import type { Command } from './command';

export const RUN_COMMANDS: readonly Command[] = [
  {
    id: 'run.start', title: 'Run', menu: 'Run', section: 'run', keys: ['F5', '$mod+Enter'], inTextFields: 'always',
    enabled: ({ document }) => document.project !== null,
    perform: (workbench) => workbench.runs.start(workbench),
  },
  {
    id: 'run.without-studies', title: 'Run without studies', menu: 'Run', section: 'run',
    enabled: ({ document }) => document.project !== null && document.project.studies.length > 0,
    perform: (workbench) => workbench.runs.start(workbench, []),
  },
  {
    id: 'run.this-study', title: 'Run this study', contexts: ['study'],
    enabled: ({ selection }) => selection.target.panel === 'study',
    perform: (workbench) => workbench.runs.start(workbench, [workbench.selection.target.id]),
  },
  {
    id: 'run.cancel', title: 'Cancel run', menu: 'Run', section: 'run', keys: ['Shift+F5'], inTextFields: 'always',
    enabled: ({ runs }) => runs.active !== null,
    perform: (workbench) => workbench.runs.cancel(workbench),
  },
  {
    id: 'run.open-results', title: 'Open results…', menu: 'Run', section: 'results',
    perform: (workbench) => workbench.runs.openResults(workbench),
  },
  {
    id: 'run.show-folder', title: 'Show results folder', menu: 'Run', section: 'results',
    enabled: ({ runs }) => runs.resultsFolder !== null,
    perform: ({ bridge }) => bridge.run.showFolder(),
  },
];
