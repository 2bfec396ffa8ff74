// CPU counts of a headless run: taken from the user's settings when it starts, and again whenever they change meanwhile.
import { stat } from 'node:fs/promises';
import type { CpuCounts } from '../../src-model/cpu';
import type { CpuAllocation } from '../pool/cpu-allocation';
import { effectiveCpu } from '../settings/effective-cpu';
import { loadSettings, settingsFile } from '../settings/settings';

const LOOK_EVERY_MS = 1000;

const changedAt = (file: string): Promise<number> => stat(file).then(({ mtimeMs }) => mtimeMs, () => 0);

/** Keeps `cpu` up to date until the returned function is called. What the command line or the environment fixes stays. */
export async function followSettings(folder: string, commandLine: Partial<CpuCounts>, cpu: CpuAllocation): Promise<() => void> {
  const file = settingsFile(folder);
  let known = await changedAt(file);
  const look = async (): Promise<void> => {
    const now = await changedAt(file);
    if (now === known) return;
    known = now;
    const { settings } = await loadSettings(folder);
    cpu.change(effectiveCpu(commandLine, process.env, settings.cpu).counts);
  };
  const timer = setInterval(() => { void look(); }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
