// The run of the window, remembered on the disk while it goes on: when the application is killed, its next start offers to go on with it.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { InterruptedRun } from '../../src-model/bridge';
import { PHASE_TITLES } from '../../src-model/run-events';
import { writeFileAtomically } from '../files/atomic-write';
import { unfinishedPath } from '../results/results-folder';
import { isWriting, readMarker } from '../results/run-marker';
import type { RunRequest } from './engine-messages';

const FILE = 'interrupted-run.json';

const keptSchema = z.object({
  version: z.literal(1),
  startedAt: z.string(),
  projectName: z.string(),
  /** Null: a project that was never saved. */
  projectFile: z.string().nullable(),
  // Which Gmsh is used is for the settings of the day to say.
  request: z.object({ projectText: z.string(), projectFolder: z.string(), outFolder: z.string(), studies: z.array(z.string()).nullable() }),
});
export type KeptRun = z.infer<typeof keptSchema>;

export class InterruptedRunStore {
  private readonly file: string;
  /** Writes follow one another: a quick run must not be forgotten before it is remembered. */
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly userFolder: string) {
    this.file = path.join(userFolder, FILE);
  }

  /** While it goes on. A disk that refuses it costs the offer, not the run. */
  keep({ projectText, projectFolder, outFolder, studies }: RunRequest, projectName: string, projectFile: string | null): void {
    const kept: KeptRun = { version: 1, startedAt: new Date().toISOString(), projectName, projectFile, request: { projectText, projectFolder, outFolder, studies } };
    this.then(async () => {
      await mkdir(this.userFolder, { recursive: true });
      await writeFileAtomically(this.file, JSON.stringify(kept));
    });
  }

  /** It came to its end. */
  forget(): Promise<void> {
    this.then(() => rm(this.file, { force: true }));
    return this.last;
  }

  /** Forgets it, with what it had written; work that is in the cache stays there. */
  async discard(): Promise<void> {
    const kept = this.read();
    await this.forget();
    if (kept) await rm(unfinishedPath(kept.request.outFolder), { recursive: true, force: true });
  }

  /** Null when there is none, or it cannot be read, or its results are there (a run writes to a folder of its own), or another program has taken it over. */
  read(): KeptRun | null {
    try {
      if (!existsSync(this.file)) return null;
      const kept = keptSchema.parse(JSON.parse(readFileSync(this.file, 'utf8')));
      if (existsSync(kept.request.outFolder)) return null;
      const marker = readMarker(unfinishedPath(kept.request.outFolder));
      return marker && marker.pid !== process.pid && isWriting(unfinishedPath(kept.request.outFolder), marker) ? null : kept;
    } catch {
      return null;
    }
  }

  /** What a window says about it. */
  offer(): InterruptedRun | null {
    const kept = this.read();
    if (!kept) return null;
    const { projectName, projectFile, startedAt } = kept;
    const marker = readMarker(unfinishedPath(kept.request.outFolder));
    return { projectName, fileName: projectFile === null ? null : path.basename(projectFile), startedAt, phase: marker?.phase ? PHASE_TITLES[marker.phase] : null, percent: marker?.percent ?? null };
  }

  private then(work: () => Promise<void>): void {
    this.last = this.last.then(work).catch(() => undefined);
  }
}
