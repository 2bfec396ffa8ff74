// The marker in the folder of a run that goes on: who writes there and how far the run is. When its process was killed the marker stays, and
// tells the next start what was interrupted.
import { readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { PHASE_TITLES, RUN_PHASES, type RunPhase } from '../../src-model/run-events';

const markerSchema = z.object({
  pid: z.number().int(),
  host: z.string(),
  projectName: z.string().default(''),
  startedAt: z.string().default(''),
  /** The phase that went on last, and how much of it was done. */
  phase: z.enum(RUN_PHASES).nullable().default(null),
  percent: z.number().nullable().default(null),
});
export type RunMarker = z.infer<typeof markerSchema>;
export interface MarkedProgress { phase: RunPhase; percent: number }

export const MARKER_FILE = 'running.json';
/** A living run touches its marker far more often. Process numbers are given out again: an old marker must not lock a folder for ever. */
const STALE_MS = 60_000;
const TOUCH_EVERY_MS = 5000;
const WRITE_EVERY_MS = 1000;

/** Null when there is none, or it is damaged. */
export function readMarker(unfinished: string): RunMarker | null {
  try {
    return markerSchema.parse(JSON.parse(readFileSync(path.join(unfinished, MARKER_FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** Whether the process of a marker still writes there. On another computer that cannot be known; its marker is believed while it is fresh. */
export function isWriting(unfinished: string, { pid, host }: RunMarker): boolean {
  const touched = statSync(path.join(unfinished, MARKER_FILE), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - touched > STALE_MS) return false;
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export const interruptionText = ({ phase, percent }: Pick<RunMarker, 'phase' | 'percent'>): string =>
  `An earlier run into this folder was interrupted${phase === null ? '' : ` in the phase "${PHASE_TITLES[phase]}"${percent === null ? '' : ` at ${percent} %`}`}.`;

/** Keeps the marker of this process; `dispose` before the folder is moved or removed. */
export class MarkerKeeper {
  private readonly file: string;
  private marker: RunMarker;
  private writtenAt = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(unfinished: string, projectName: string) {
    this.file = path.join(unfinished, MARKER_FILE);
    this.marker = { pid: process.pid, host: hostname(), projectName, startedAt: new Date().toISOString(), phase: null, percent: null };
    this.write();
    this.timer = setInterval(() => this.touch(), TOUCH_EVERY_MS);
    this.timer.unref();
  }

  note({ phase, percent }: MarkedProgress): void {
    const changed = this.marker.phase !== phase;
    this.marker = { ...this.marker, phase, percent };
    if (changed || performance.now() - this.writtenAt > WRITE_EVERY_MS) this.write();
  }

  dispose(): void {
    clearInterval(this.timer);
  }

  /** By renaming, so that nobody reads half of it. A disk that refuses it will stop the run where that matters. */
  private write(): void {
    this.writtenAt = performance.now();
    try {
      writeFileSync(`${this.file}.new`, JSON.stringify(this.marker));
      renameSync(`${this.file}.new`, this.file);
    } catch {
      // The marker is an aid; results are written elsewhere.
    }
  }

  private touch(): void {
    const now = new Date();
    try {
      utimesSync(this.file, now, now);
    } catch {
      // As above.
    }
  }
}
