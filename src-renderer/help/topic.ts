// What the documentation is asked about what the user is looking at: the word whose page or heading F1 opens.
import type { CenterTab } from '../app/layout.svelte';
import type { PanelId } from '../app/selection.svelte';

const PANEL_TOPICS: Record<PanelId, string> = {
  project: 'first nerve', nerve: 'nerve', materials: 'material', fascicles: 'fascicle', fascicle: 'fascicle', fibers: 'fibre', fiber: 'fibre',
  electrodes: 'electrode', electrode: 'electrode', stimulus: 'stimulus', waveform: 'waveform', simulation: 'simulation', studies: 'studies', study: 'studies',
};
const TAB_TOPICS: Partial<Record<CenterTab, string>> = { results: 'results', settings: 'settings' };

/** Without a project (panel null) the beginning of the guide. */
export const topicOf = (tab: CenterTab, panel: PanelId | null): string =>
  TAB_TOPICS[tab] ?? (panel === null ? PANEL_TOPICS.project : PANEL_TOPICS[panel]);
