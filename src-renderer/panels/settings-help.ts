// The help beside the settings, which are no values of a project.
import type { Explanation } from '../../src-model/explain';

const OWN = 'Chosen for this program.';

export const SETTINGS_HELP = {
  theme: { title: 'Theme', meaning: 'Light or dark colours; or what the system says, also when it changes.', unit: 'none', default: 'As the system', source: OWN },
  textSize: { title: 'Text size', meaning: 'Size of all texts; panels re-arrange. Also under View, with shortcuts.', unit: '%', default: '100 %', source: OWN },
  autosave: {
    title: 'Autosave', unit: 's', default: '5 s', source: OWN,
    meaning: 'How long after a change the unsaved project is kept on this computer, for recovery after a crash. Your own file is written only when you save. 0 switches it off.',
  },
  cache: {
    title: 'Cache of fields', unit: 'MB', default: '2000 MB', source: OWN,
    meaning: 'Meshes, fields and footprints are kept for later runs: a run that changes only the stimulus needs none of them anew. The oldest are removed above this size.',
  },
} as const satisfies Record<string, Explanation>;
