// The run of the desktop application: one at a time, its messages to the window, and what a window that starts again must know.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { InterruptedRun, OpenedResults, PopulationPreview, PotentialSlice, RunMessage, RunningState } from '../../src-model/bridge';
import type { FiberTrace } from '../../src-model/results';
import type { FiberPotentials, MeshSection } from '../../src-model/view-data';
import type { RunEvent } from '../../src-model/run-events';
import { defaultResultsFolder } from '../results/results-folder';
import type { EngineHost } from './engine-host';
import type { EngineCalls, RunRequest } from './engine-messages';
import type { InterruptedRunStore, KeptRun } from './interrupted-run';

export interface RunSurroundings {
  tell(message: RunMessage): void;
  /** The run ended; `text` is a sentence for a notification. */
  notify(text: string): void;
}

export class RunControl {
  private events: RunEvent[] | null = null;
  /** Folder of the results that the window shows. */
  private shownFolder: string | null = null;

  constructor(private readonly engine: EngineHost, private readonly left: InterruptedRunStore, private readonly surroundings: RunSurroundings) {}

  get resultsFolder(): string | null {
    return this.shownFolder;
  }

  /** For a window that starts while a run goes on. */
  running(): RunningState | null {
    return this.events === null ? null : { events: this.events };
  }

  /** The run of an earlier session, if it was killed and no other one goes on. */
  interrupted(): InterruptedRun | null {
    return this.events === null ? this.left.offer() : null;
  }

  /** Starts it again: what it had finished is in the cache. Throws when there is none. */
  resume(gmshPath: string | null): KeptRun {
    const kept = this.left.read();
    if (!kept) throw new Error('There is no interrupted run any more.');
    this.start({ ...kept.request, gmshPath }, kept.projectFile);
    return kept;
  }

  discardInterrupted(): Promise<void> {
    return this.left.discard();
  }

  /** Starts a run and returns at once; the outcome comes as a message. Throws when another run goes on. `projectFile` null: never saved. */
  start(request: RunRequest, projectFile: string | null): void {
    if (this.events !== null) throw new Error('Another run goes on. Wait for it or cancel it first.');
    this.events = [];
    this.left.keep(request, nameOf(request.projectText), projectFile);
    this.engine.call('run', request).then(
      (finished) => {
        this.shownFolder = finished.folder ?? this.shownFolder;
        void this.end({ kind: 'finished', ...finished }, { finished: 'The run is finished.', incomplete: 'The run is finished; some fibres failed.', cancelled: 'The run was cancelled.' }[finished.status]);
      },
      (error: unknown) => void this.end({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }, 'The run failed.'),
    );
  }

  receive(event: RunEvent): void {
    if (this.events === null) return;
    const last = this.events.at(-1);
    // Of the progress of a phase only the newest counts.
    if (event.kind === 'phase-progress' && last?.kind === 'phase-progress' && last.phase === event.phase) this.events.pop();
    this.events.push(event);
    this.surroundings.tell({ kind: 'event', event });
  }

  cancel(): void {
    this.engine.cancelRun();
  }

  previewPopulation(request: EngineCalls['preview']['payload']): Promise<PopulationPreview> {
    return this.engine.call('preview', request);
  }

  fieldSlice(request: EngineCalls['fieldSlice']['payload']): Promise<PotentialSlice> {
    return this.engine.call('fieldSlice', request);
  }

  meshSection(request: EngineCalls['meshSection']['payload']): Promise<MeshSection> {
    return this.engine.call('meshSection', request);
  }

  fiberPotentials(request: EngineCalls['fiberPotentials']['payload']): Promise<FiberPotentials> {
    return this.engine.call('fiberPotentials', request);
  }

  async openResults(folder: string): Promise<OpenedResults> {
    const results = await this.engine.call('readResults', { folder });
    this.shownFolder = folder;
    return { results, folder };
  }

  traces(fiberId: string): Promise<FiberTrace[]> {
    if (this.shownFolder === null) throw new Error('No results are shown.');
    return this.engine.call('readTraces', { folder: this.shownFolder, fiberId });
  }

  /** Who is told that a run has ended may end the application at once: it is forgotten first. */
  private async end(message: RunMessage, notification: string): Promise<void> {
    await this.left.forget();
    this.events = null;
    this.surroundings.tell(message);
    this.surroundings.notify(notification);
  }
}

/** For people; a text that is no project has none. */
function nameOf(projectText: string): string {
  try {
    return z.object({ name: z.string() }).parse(JSON.parse(projectText)).name;
  } catch {
    return '';
  }
}

/** "<name>.results" beside the project, or "<name> 2.results" and so on: a finished run is never overwritten. */
export function freeResultsFolder(projectFile: string): string {
  const first = defaultResultsFolder(projectFile);
  const stem = path.join(path.dirname(first), path.basename(first, '.results'));
  let folder = first;
  for (let number = 2; existsSync(folder); number++) folder = `${stem} ${number}.results`;
  return folder;
}
