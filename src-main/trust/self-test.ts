// The self-test: reference cases computed by the installed program, compared with stored numbers; a report for the record.
import { arch, cpus, platform, release } from 'node:os';
import { CancelledError } from '../../src-model/task';
import type { WorkerPools } from '../run/worker-pools';
import { runtimeVersions, type RuntimeVersions } from '../runtime-versions';
import { APP_VERSION } from '../version';
import { CaseComputer } from './compute-case';
import { REFERENCE_CASES, type ReferenceCase } from './reference-cases';

export interface CheckedCase extends Pick<ReferenceCase, 'name' | 'unit' | 'reference' | 'tolerance' | 'origin'> {
  /** Null when it could not be computed; `failure` says why. */
  ours: number | string | null;
  /** In the sense of the tolerance: relative, or in the unit. Null for texts and failures. */
  error: number | null;
  passed: boolean;
  failure?: string;
}

export interface SelfTestReport {
  format: 'ranvier-self-test';
  version: 1;
  passed: boolean;
  versions: { ranvier: string } & RuntimeVersions;
  machine: { system: string; architecture: string; processor: string };
  finishedAt: string;
  seconds: number;
  cases: CheckedCase[];
}

/** Compares our number with the reference of a case. */
export function checkCase({ name, unit, reference, tolerance, origin }: ReferenceCase, ours: number | string): CheckedCase {
  const checked = { name, unit, reference, tolerance, origin, ours };
  if (tolerance === 'equal' || typeof reference === 'string' || typeof ours === 'string') return { ...checked, error: null, passed: ours === reference };
  const relative = 'relative' in tolerance;
  const error = relative ? ours / reference - 1 : ours - reference;
  return { ...checked, error, passed: Math.abs(error) <= (relative ? tolerance.relative : tolerance.absolute) };
}

/** A case that cannot be computed fails; the others are still run. Throws only `CancelledError`. */
export async function runSelfTest(pools: WorkerPools, options: { full: boolean; signal: AbortSignal; onCase?: (done: number, total: number) => void }): Promise<SelfTestReport> {
  const startedAt = performance.now();
  const computer = new CaseComputer(pools, options.signal);
  const chosen = REFERENCE_CASES.filter(({ quick }) => quick || options.full);
  let done = 0;
  const cases = await Promise.all(chosen.map(async (each): Promise<CheckedCase> => {
    try {
      return checkCase(each, await computer.compute(each.problem));
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      const { name, unit, reference, tolerance, origin } = each;
      return { name, unit, reference, tolerance, origin, ours: null, error: null, passed: false, failure: error instanceof Error ? error.message : String(error) };
    } finally {
      options.onCase?.(++done, chosen.length);
    }
  }));
  return {
    format: 'ranvier-self-test', version: 1, passed: cases.every(({ passed }) => passed),
    versions: { ranvier: APP_VERSION, ...runtimeVersions() },
    machine: { system: `${platform()} ${release()}`, architecture: arch(), processor: cpus()[0]?.model ?? 'unknown' },
    finishedAt: new Date().toISOString(), seconds: (performance.now() - startedAt) / 1000, cases,
  };
}
