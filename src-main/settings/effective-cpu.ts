// Which CPU count holds for each phase: command line before environment before the user's settings before "auto".
import type { CpuCounts } from '../../src-model/cpu';
import type { Problem } from '../../src-model/problem';
import { cpuFromKeys } from './nrv-ini';

export interface EffectiveCpu {
  counts: CpuCounts;
  problems: Problem[];
}

export function effectiveCpu(
  commandLine: Partial<CpuCounts>,
  environment: Readonly<Record<string, string | undefined>>,
  settings: CpuCounts,
): EffectiveCpu {
  const { cpu, problems } = cpuFromKeys((key) => environment[key], (key) => `environment variable ${key}`);
  return { counts: { ...settings, ...cpu, ...commandLine }, problems };
}
