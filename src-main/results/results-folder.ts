// The folder of a run. Everything is written into "<folder>.unfinished" and the whole is renamed at the end: results are either
// complete or not there, and older results stay untouched until new ones can take their place.
import { readFileSync } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { placeFileAtomically, renameWithRetry, writeFileAtomically } from '../files/atomic-write';
import type { FileLayer } from '../files/file-layer';
import { diskLayer } from '../files/file-layer';

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

const OWNER_FILE = 'running.json';
const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false);

/** "two-fascicles.ranvier" -> "two-fascicles.results", beside the project. */
export function defaultResultsFolder(projectFile: string): string {
  return path.join(path.dirname(projectFile), `${path.basename(projectFile, path.extname(projectFile))}.results`);
}

/** The process that writes into an unfinished folder; null when it is gone (crashed, or on another computer and so not to be judged here). */
function livingOwner(unfinished: string): number | null {
  try {
    const { pid, host } = JSON.parse(readFileSync(path.join(unfinished, OWNER_FILE), 'utf8')) as { pid: number; host: string };
    if (host !== hostname() || !Number.isInteger(pid)) return null;
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

export class ResultsFolder {
  private constructor(readonly finalPath: string, private readonly workingPath: string, private readonly replace: boolean, private readonly layer: FileLayer) {}

  /** Throws `ResultsExistError` when the folder exists and `force` is not given, `ResultsBusyError` when another run writes to it. */
  static async open(folder: string, options: { force: boolean; layer?: FileLayer }): Promise<ResultsFolder> {
    const finalPath = path.resolve(folder);
    const workingPath = `${finalPath}.unfinished`;
    const layer = options.layer ?? diskLayer;
    if (!options.force && await exists(finalPath)) throw new ResultsExistError(finalPath);
    const owner = livingOwner(workingPath);
    if (owner !== null && owner !== process.pid) throw new ResultsBusyError(finalPath, owner);
    await layer.remove(workingPath);
    await mkdir(path.join(workingPath, 'figures'), { recursive: true });
    await writeFile(path.join(workingPath, OWNER_FILE), JSON.stringify({ pid: process.pid, host: hostname() }));
    return new ResultsFolder(finalPath, workingPath, options.force, layer);
  }

  /** `name` may begin with a folder. */
  async write(name: string, contents: Uint8Array | string): Promise<void> {
    const file = path.join(this.workingPath, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFileAtomically(file, contents, this.layer);
  }

  /** For files that another thread writes: `write` is given the path, and returns when the bytes are on the disk. */
  place(name: string, write: (file: string) => Promise<void>): Promise<void> {
    return placeFileAtomically(path.join(this.workingPath, name), write, this.layer);
  }

  /** Puts the finished folder in its place; with `force`, the older one is removed only after that. */
  async publish(): Promise<string> {
    await this.layer.remove(path.join(this.workingPath, OWNER_FILE));
    const aside = `${this.finalPath}.replaced`;
    const older = await exists(this.finalPath);
    if (older && !this.replace) throw new ResultsExistError(this.finalPath);
    if (older) {
      await this.layer.remove(aside);
      await renameWithRetry(this.finalPath, aside, this.layer);
    }
    try {
      await renameWithRetry(this.workingPath, this.finalPath, this.layer);
    } catch (error) {
      if (older) await renameWithRetry(aside, this.finalPath, this.layer);
      throw error;
    }
    if (older) await this.layer.remove(aside);
    return this.finalPath;
  }

  /** Removes what was written so far; older results stay. */
  async discard(): Promise<void> {
    await this.layer.remove(this.workingPath);
  }
}
