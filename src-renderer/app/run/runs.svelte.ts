// Runs as this window sees them: what goes on, what waits, and the results that are shown.
import { serializeProject } from '../../../src-model/serialize';
import type { FiberTable, RunResults } from '../../../src-model/results';
import type { OpenedResults, RunMessage, RunningState } from '../../../src-model/bridge';
import type { Workbench } from '../workbench.svelte';
import { type RunView, failedRun, startedRun, withEvent } from './run-progress';

/** Results kept in memory for comparison. */
const KEPT_RESULTS = 4;

interface QueuedRun {
  text: string;
  /** Null: all of the project's. */
  studies: string[] | null;
  projectName: string;
}

export class Runs {
  /** The run that goes on, or the last one. */
  view = $state.raw<RunView | null>(null);
  queue = $state.raw<readonly QueuedRun[]>([]);
  results = $state.raw<RunResults | null>(null);
  /** Earlier results of this session, to compare with; newest first. */
  others = $state.raw<readonly { label: string; results: RunResults }[]>([]);
  resultsFolder = $state<string | null>(null);
  /** Placed fibres of the run that goes on, before anything is decided. */
  placed = $state.raw<FiberTable | null>(null);
  cancelling = $state(false);

  readonly active: RunView | null = $derived(this.view !== null && this.view.status === null ? this.view : null);

  /** Starts a run of the document as it is now, or queues it behind the one that goes on. What prevents it is shown instead. */
  async start(workbench: Workbench, studies: string[] | null = null): Promise<void> {
    const { document, layout } = workbench;
    if (!document.project) return;
    if (document.errorCount > 0) {
      layout.openBottom('problems');
      return;
    }
    const run: QueuedRun = { text: serializeProject(document.project), studies, projectName: document.project.name };
    layout.openBottom('run');
    if (this.active) this.queue = [...this.queue, run];
    else await this.launch(workbench, run);
  }

  async cancel(workbench: Workbench): Promise<void> {
    this.cancelling = true;
    await workbench.bridge.run.cancel();
  }

  removeFromQueue(index: number): void {
    this.queue = this.queue.filter((_, position) => position !== index);
  }

  /** Results of an earlier run; null when the user cancelled the dialog. */
  async openResults(workbench: Workbench): Promise<void> {
    const opened = await workbench.bridge.run.openResults();
    if (opened) await this.showOpened(workbench, opened);
  }

  /** After a crash of the window: what it showed, quietly. */
  async reopen(workbench: Workbench): Promise<void> {
    const { results, folder } = await workbench.bridge.run.reopenResults();
    this.results = results;
    this.resultsFolder = folder;
  }

  /** Old results open without their project file: they carry the project as it was run. */
  async showOpened(workbench: Workbench, opened: OpenedResults): Promise<void> {
    this.showResults(workbench, opened.results, opened.folder);
    if (!workbench.document.project) {
      workbench.document.show(opened.results.project, { fileName: opened.results.name, path: null, saved: true });
      await workbench.bridge.document.startNew();
    }
    workbench.layout.centerTab = 'results';
  }

  /** A message of the main process about the run that goes on. */
  receive(workbench: Workbench, message: RunMessage): void {
    if (message.kind === 'event') {
      this.view = withEvent(this.view ?? startedRun(''), message.event);
      if (message.event.kind === 'population') this.placed = message.event.fibers;
      return;
    }
    if (message.kind === 'failed') this.view = failedRun(this.view ?? startedRun(''), message.message);
    else this.finish(workbench, message);
    this.placed = null;
    this.cancelling = false;
    this.launchNext(workbench);
  }

  /** Picks up a run that went on while the renderer was away. */
  resume(state: RunningState): void {
    this.view = state.events.reduce(withEvent, startedRun(''));
    for (const event of state.events) if (event.kind === 'population') this.placed = event.fibers;
  }

  /** A run that the main process starts by itself. */
  expect(projectName: string): void {
    this.view = startedRun(projectName);
    this.placed = null;
    this.cancelling = false;
  }

  private async launch(workbench: Workbench, run: QueuedRun): Promise<void> {
    this.expect(run.projectName);
    try {
      await workbench.bridge.run.start(run.text, run.studies);
    } catch (error) {
      this.view = failedRun(this.view ?? startedRun(run.projectName), error instanceof Error ? error.message : String(error));
    }
  }

  private launchNext(workbench: Workbench): void {
    const [next, ...rest] = this.queue;
    this.queue = rest;
    if (next) void this.launch(workbench, next);
  }

  private finish(workbench: Workbench, message: Extract<RunMessage, { kind: 'finished' }>): void {
    const { status, results, folder } = message;
    if (this.view && this.view.status === null) this.view = { ...this.view, status };
    if (results) this.showResults(workbench, results, folder);
    const seen = workbench.layout.stored.bottomOpen && workbench.layout.bottomTab === 'run';
    if (status === 'finished' && results && !seen) workbench.notices.show('good', `${results.name}: the run is finished.`, { label: 'Show results', perform: () => workbench.perform('view.results') });
  }

  private showResults(workbench: Workbench, results: RunResults, folder: string | null): void {
    if (this.results) this.others = [{ label: labelOf(this.results, this.resultsFolder), results: this.results }, ...this.others].slice(0, KEPT_RESULTS);
    this.results = results;
    this.resultsFolder = folder;
    this.placed = null;
    workbench.layout.centerTab = workbench.layout.centerTab === 'settings' ? 'results' : workbench.layout.centerTab;
  }
}

/** Runs of one project differ by their folder. */
export const labelOf = (results: RunResults, folder: string | null): string =>
  folder === null ? results.name : folder.split(/[\\/]/).at(-1)!.replace(/\.results$/, '');
