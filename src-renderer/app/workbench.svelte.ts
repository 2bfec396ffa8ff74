// The state of one window: document, selection, layout, settings, runs, dialogs. Components get it from Svelte's context.
import { getContext, setContext } from 'svelte';
import type { FiberTable } from '../../src-model/results';
import type { AppInfo, AppSettings, Example, RanvierBridge, RecentDocument, RecoveredDraft, SessionStart, UpdateStatus } from '../../src-model/bridge';
import { COMMANDS } from './commands';
import { isEnabled } from './commands/command';
import { Dialogs } from './dialogs/dialogs.svelte';
import { Notices } from './dialogs/notices.svelte';
import { ProjectDocument } from './document/project-document.svelte';
import { HelpState } from '../help/help-state.svelte';
import { Overlays } from './overlays/overlays.svelte';
import { Propagation } from './overlays/propagation.svelte';
import { Runs } from './run/runs.svelte';
import { AxonPreview, populationKey } from './run/axon-preview.svelte';
import { Layout } from './layout.svelte';
import { Selection } from './selection.svelte';
import { ContextMenuState } from './shell/context-menu.svelte';

export class Workbench {
  readonly document = new ProjectDocument();
  readonly selection = new Selection();
  readonly layout = new Layout();
  readonly dialogs = new Dialogs();
  readonly notices = new Notices();
  readonly runs = new Runs();
  readonly preview = new AxonPreview();
  readonly overlays = new Overlays();
  readonly propagation = new Propagation();
  readonly help = new HelpState();
  readonly contextMenu = new ContextMenuState();
  readonly appInfo: AppInfo;
  readonly examples: readonly Example[];
  settings = $state.raw<AppSettings>() as AppSettings;
  recent = $state.raw<readonly RecentDocument[]>([]);
  drafts = $state.raw<readonly RecoveredDraft[]>([]);
  updates = $state.raw<UpdateStatus>() as UpdateStatus;
  /** What the system prefers; followed while the theme setting is "system". */
  systemDark = $state(false);

  readonly theme: 'light' | 'dark' = $derived(
    this.settings.theme === 'system' ? (this.systemDark ? 'dark' : 'light') : this.settings.theme);

  /**
   * What the views of the model draw: the run that goes on, else results of exactly these fibres, else a preview.
   * Results of other fibres would lie beside the outlines; they stay in the results view.
   */
  readonly fibers: FiberTable | null = $derived.by(() => {
    const { project } = this.document;
    const { placed, results } = this.runs;
    if (placed) return placed;
    if (results && project && populationKey(results.project) === populationKey(project)) return results.fibers;
    return this.preview.fibersOf(project);
  });

  constructor(readonly bridge: RanvierBridge, start: SessionStart) {
    this.appInfo = start.app;
    this.examples = start.examples;
    this.settings = start.settings;
    this.recent = start.recent;
    this.drafts = start.drafts;
    this.updates = start.updates;
  }

  /** Runs a command by its id; failures become a message to the user. */
  perform(commandId: string): void {
    const command = COMMANDS.find((candidate) => candidate.id === commandId);
    if (!command) throw new Error(`There is no command "${commandId}".`);
    if (!isEnabled(command, this)) return;
    void this.attempt(() => command.perform(this));
  }

  /** Runs something that may fail and tells the user why it did. Resolves to undefined then. */
  async attempt<T>(work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.notices.error(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}

const KEY = Symbol('workbench');
export const provideWorkbench = (workbench: Workbench): Workbench => setContext(KEY, workbench);
export const useWorkbench = (): Workbench => getContext<Workbench>(KEY);
