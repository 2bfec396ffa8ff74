// run.json: how a result came about, for people and for the record of a paper: versions, seed, settings, input hashes, timings, machine.
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { cpuNotes } from '../../src-model/cpu';
import { coreCount } from '../pool/cpu-allocation';
import { inputHash } from '../run/input-hash';
import type { RunData } from '../run/run-data';
import { runtimeVersions } from '../runtime-versions';
import { APP_VERSION } from '../version';

export interface RunRecordInput {
  data: RunData;
  startedAt: Date;
  finishedAt: Date;
  /** Models used, as their authors ask to be cited. */
  citations: readonly string[];
}

const CITE_RANVIER = `Ranvier ${APP_VERSION}, simulation of peripheral nerve stimulation, MIT licence.`;

export function runRecord({ data, startedAt, finishedAt, citations }: RunRecordInput): Record<string, unknown> {
  const { project, reports, timings, warnings, cpu, status } = data;
  const cores = coreCount();
  return {
    format: 'ranvier-run',
    version: 1,
    status,
    name: project.name,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
    versions: {
      ranvier: APP_VERSION,
      ...runtimeVersions(),
    },
    machine: { system: `${platform()} ${release()}`, architecture: arch(), processor: cpus()[0]?.model ?? 'unknown', cores, memoryGb: Math.round(totalmem() / 2 ** 30) },
    cpu: { ...cpu, notes: cpuNotes(cpu, cores) },
    seed: project.seed,
    inputs: { project: inputHash(project) },
    // Writing the results, this file among them, is not over yet.
    phases: timings.filter(({ phase }) => phase !== 'results'),
    recruitment: data.recruitment,
    field: reports,
    warnings,
    simulation: project.simulation,
    howToCite: [CITE_RANVIER, ...citations],
  };
}
