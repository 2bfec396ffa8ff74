// Versions of what runs this program. In a worker thread of Electron, process.versions lacks Electron's own: whoever starts the thread hands
// them on in its workerData.
import { isMainThread, workerData } from 'node:worker_threads';

export interface ElectronVersions { electron?: string; chrome?: string }
export interface RuntimeVersions extends ElectronVersions { node: string; v8: string }

/** Of this process; for the workerData of a thread that it starts. */
export const electronVersions = (): ElectronVersions => {
  const { electron, chrome } = process.versions as Partial<NodeJS.ProcessVersions>;
  return electron === undefined ? {} : { electron, chrome };
};

export function runtimeVersions(): RuntimeVersions {
  const { node, v8 } = process.versions;
  const handed = isMainThread ? undefined : (workerData as { electronVersions?: ElectronVersions } | null)?.electronVersions;
  return { node, v8, ...electronVersions(), ...handed };
}
