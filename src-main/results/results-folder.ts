// The folder of a run. Everything is written into "<folder>.unfinished" and the whole is renamed at the end: results are either
// complete or not there, and older results stay untouched until new ones can take their place.
import { access } from 'node:fs/promises';
import path from 'node:path';
import { placeFileAtomically, renameWithRetry, writeFileAtomically, WriteError } from '../files/atomic-write';
import type { FileLayer } from '../files/file-layer';
import { diskLayer } from '../files/file-layer';
import { isWriting, MARKER_FILE, MarkerKeeper, readMarker, type MarkedProgress, type RunMarker } from './run-marker';

export class ResultsExistError extends Error {
  constructor(place: string) {
    super(`${place} exists already. Nothing was overwritten: give another place, or allow it (--force).`);
    this.name = 'ResultsExistError';
  }
}

export class ResultsBusyError extends Error {
  constructor(folder: string, pid: number) {
    super(`Another run (process ${pid}) is writing to ${folder} at this moment. Wait for it, or give another folder (--out).`);
    this.name = 'ResultsBusyError';
  }
}

const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false);

/** Where a run writes until it is complete. */
export const unfinishedPath = (finalPath: string): string => `${finalPath}.unfinished`;
const replacedPath = (finalPath: string): string => `${finalPath}.replaced`;

/** "two-fascicles.ranvier" -> "two-fascicles.results", beside the project. */
export function defaultResultsFolder(projectFile: string): string {
  return path.join(path.dirname(projectFile), `${path.basename(projectFile, path.extname(projectFile))}.results`);
}

export class ResultsFolder {
  private constructor(
    readonly finalPath: string, private readonly workingPath: string, private readonly replace: boolean, private readonly layer: FileLayer, private readonly marker: MarkerKeeper,
    /** A run into this folder that was killed before; null when there was none. */
    readonly interrupted: RunMarker | null,
  ) {}

  /** Throws `ResultsExistError` when the folder exists and `force` is not given, `ResultsBusyError` when another run writes to it. */
  static async open(folder: string, options: { force: boolean; projectName?: string; layer?: FileLayer }): Promise<ResultsFolder> {
    const finalPath = path.resolve(folder);
    const workingPath = unfinishedPath(finalPath);
    const layer = options.layer ?? diskLayer;
    await putBack(finalPath, layer);
    if (!options.force && await exists(finalPath)) throw new ResultsExistError(finalPath);
    const left = readMarker(workingPath);
    if (left && left.pid !== process.pid && isWriting(workingPath, left)) throw new ResultsBusyError(finalPath, left.pid);
    try {
      await layer.remove(workingPath);
      await layer.makeFolder(workingPath);
    } catch (error) {
      throw new WriteError(workingPath, error);
    }
    return new ResultsFolder(finalPath, workingPath, options.force, layer, new MarkerKeeper(workingPath, options.projectName ?? ''), left);
  }

  /** How far the run is, for whoever asks after it was killed. */
  note(progress: MarkedProgress): void {
    this.marker.note(progress);
  }

  /** `name` may begin with a folder. */
  async write(name: string, contents: Uint8Array | string): Promise<void> {
    const file = this.inside(name);
    await this.layer.makeFolder(path.dirname(file));
    await writeFileAtomically(file, contents, this.layer);
  }

  /** For files that another thread writes: `write` is given the path, and returns when the bytes are on the disk. */
  place(name: string, write: (file: string) => Promise<void>): Promise<void> {
    return placeFileAtomically(this.inside(name), write, this.layer);
  }

  /** Where a file may lie while the run goes on. Whoever makes it removes it before `publish`. */
  besideResults(name: string): string {
    return this.inside(name);
  }

  /** Names may hold what a foreign project says: a last guard behind `fileNamePart`. */
  private inside(name: string): string {
    const file = path.resolve(this.workingPath, name);
    if (!file.startsWith(this.workingPath + path.sep)) throw new Error(`The file ${name} lies outside of the results folder and is not written.`);
    return file;
  }

  /** Puts the finished folder in its place; with `force`, the older one is removed only after that. */
  async publish(): Promise<string> {
    this.marker.dispose();
    const aside = replacedPath(this.finalPath);
    const older = await exists(this.finalPath);
    if (older && !this.replace) throw new ResultsExistError(this.finalPath);
    try {
      await this.layer.remove(path.join(this.workingPath, MARKER_FILE));
      if (older) {
        await this.layer.remove(aside);
        await renameWithRetry(this.finalPath, aside, this.layer);
      }
      await renameWithRetry(this.workingPath, this.finalPath, this.layer).catch(async (error: unknown) => {
        if (older) await renameWithRetry(aside, this.finalPath, this.layer);
        throw error;
      });
    } catch (error) {
      throw new WriteError(this.finalPath, error);
    }
    // The results are there; what was replaced is in nobody's way, and goes at the next run at the latest.
    if (older) await this.layer.remove(aside).catch(() => undefined);
    return this.finalPath;
  }

  /** Removes what was written so far; older results stay. */
  async discard(): Promise<void> {
    this.marker.dispose();
    await this.layer.remove(this.workingPath);
  }
}

/** A process that was killed between the two renames of `publish` has left the older results under another name. */
async function putBack(finalPath: string, layer: FileLayer): Promise<void> {
  const aside = replacedPath(finalPath);
  if (await exists(aside) && !await exists(finalPath)) await renameWithRetry(aside, finalPath, layer);
}
