// The worker bundles: where they lie, their text, and their hash (what a cached result depends on besides its inputs).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type WorkerName = 'population' | 'field' | 'fiber' | 'report' | 'results';

export interface WorkerSource {
  name: WorkerName;
  text: string;
  /** SHA-256 of the text: a changed engine never meets results of the old one. */
  hash: string;
}

/** Bundles lie beside the main bundle, also inside an asar archive; they are started from their text because worker_threads cannot read an asar. */
export function loadWorkerSource(name: WorkerName, folder: string): WorkerSource {
  const file = path.join(folder, `${name}.worker.cjs`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`The worker program ${file} is missing: the application is incomplete. Install it again, or build it (npm run package).`, { cause: error });
  }
  // A worker started from text runs it as a script: without a function around it every top-level name would become a global
  // (zrender's `addEventListener` then misleads threads.js about where it runs).
  return { name, text: `(() => {${text}\n})();`, hash: createHash('sha256').update(text).digest('hex') };
}
