// The page of the documentation that F1 opens: the one about what the user is looking at.
import type { CenterTab } from '../app/layout.svelte';
import type { PanelId } from '../app/selection.svelte';

const PANEL_PAGES: Record<PanelId, string> = {
  project: 'guide/project.md', nerve: 'guide/nerve.md', materials: 'guide/materials.md', fascicles: 'guide/fascicles.md', fascicle: 'guide/fascicles.md',
  fibers: 'guide/fibres.md', fiber: 'guide/fibres.md', electrodes: 'guide/electrodes.md', electrode: 'guide/electrodes.md', stimulus: 'guide/stimulus.md',
  waveform: 'guide/stimulus.md', simulation: 'guide/simulation.md', studies: 'guide/studies.md', study: 'guide/studies.md',
};
const TAB_PAGES: Partial<Record<CenterTab, string>> = { results: 'guide/results.md', settings: 'guide/settings.md' };

/** Without a project (panel null) the first steps. */
export const pageAbout = (tab: CenterTab, panel: PanelId | null): string => TAB_PAGES[tab] ?? (panel === null ? 'guide/start.md' : PANEL_PAGES[panel]);

export const ALL_TOPICS: readonly string[] = [...Object.values(PANEL_PAGES), ...Object.values(TAB_PAGES), pageAbout('model', null)];
