// Entry of the engine thread (engine-thread.cjs): runs and reads results beside the main thread, which stays free for the window.
// It lives as long as the application, so that caches and worker pools serve one run after another.
import { parentPort, workerData } from 'node:worker_threads';
import { parseProjectText } from '../../src-model/parse';
import type { PopulationPreview } from '../../src-model/bridge';
import type { Project } from '../../src-model/project';
import { ProblemError } from '../../src-model/problem';
import { createCpuAllocation } from '../pool/cpu-allocation';
import { resolveProject } from '../project-file/project-file';
import { readResults, readTraces } from '../results/read-results';
import { PhaseClock } from '../run/phase-clock';
import type { PhaseContext } from '../run/phase-context';
import { RunCache } from '../run/run-cache';
import { runProject } from '../run/run-project';
import { WorkerPools } from '../run/worker-pools';
import { fieldSlice } from './field-slice';
import { previewPopulation } from './preview-population';
import { fiberPotentials, meshSection } from './view-data';
import type { EngineCalls, EngineMethod, EngineStart, FinishedRun, FromEngine, RunRequest, ToEngine } from './engine-messages';

const MEMORY_CACHE_BYTES = 512 * 2 ** 20;

const start = workerData as EngineStart;
const port = parentPort!;
const cpu = createCpuAllocation(start.cpu);
const pools = new WorkerPools(start.bundleFolder, cpu);
const cache = new RunCache(start.cacheFolder, { memoryBytes: MEMORY_CACHE_BYTES, diskBytes: start.cacheMb * 2 ** 20 });
let cancellation = new AbortController();
let previewCancellation = new AbortController();

const tell = (message: FromEngine): void => port.postMessage(message);

async function run({ projectText, projectFolder, outFolder, studies, gmshPath }: RunRequest): Promise<FinishedRun> {
  cancellation = new AbortController();
  const project = await resolveProject(parseProjectText(projectText).project, projectFolder);
  const outcome = await runProject(
    project,
    { pools, cache, signal: cancellation.signal, out: { folder: outFolder, force: false }, ...(studies === null ? {} : { studies }), gmshPath },
    (event) => tell({ kind: 'run-event', event }),
  );
  return { status: outcome.status, folder: outcome.folder, results: outcome.folder === null ? null : await readResults(outcome.folder, pools) };
}

/** Only the newest preview counts. */
async function preview({ projectText, projectFolder }: EngineCalls['preview']['payload']): Promise<PopulationPreview> {
  previewCancellation.abort();
  previewCancellation = new AbortController();
  const { signal } = previewCancellation;
  return previewPopulation(await resolveProject(parseProjectText(projectText).project, projectFolder), pools, signal);
}

/** Of each kind of picture only the newest counts. The solved field stays in the cache: other planes, other currents and the next run are quick. */
function forViews<P extends Pick<RunRequest, 'projectText' | 'projectFolder' | 'gmshPath'>, A>(compute: (project: Project, payload: P, context: PhaseContext) => Promise<A>): (payload: P) => Promise<A> {
  let newest = new AbortController();
  return async (payload) => {
    newest.abort();
    newest = new AbortController();
    const { signal } = newest;
    const project = await resolveProject(parseProjectText(payload.projectText).project, payload.projectFolder);
    return compute(project, payload, { pools, cache, signal, gmshPath: payload.gmshPath, clock: new PhaseClock(() => undefined), warn: () => undefined });
  };
}

const methods: { [M in EngineMethod]: (payload: EngineCalls[M]['payload']) => Promise<EngineCalls[M]['answer']> } = {
  run,
  preview,
  fieldSlice: forViews((project, { xUm }: EngineCalls['fieldSlice']['payload'], context) => fieldSlice(project, xUm, context)),
  meshSection: forViews((project, { xUm }: EngineCalls['meshSection']['payload'], context) => meshSection(project, xUm, context)),
  fiberPotentials: forViews((project, { yUm, zUm, lengthUm }: EngineCalls['fiberPotentials']['payload'], context) => fiberPotentials(project, yUm, zUm, lengthUm, context)),
  readResults: ({ folder }) => readResults(folder, pools),
  readTraces: ({ folder, fiberId }) => readTraces(folder, fiberId, pools),
};

async function answer(id: number, method: EngineMethod, payload: EngineCalls[EngineMethod]['payload']): Promise<void> {
  try {
    tell({ kind: 'answer', id, value: await (methods[method] as (given: typeof payload) => Promise<unknown>)(payload) });
  } catch (error) {
    tell({ kind: 'failure', id, message: error instanceof Error ? error.message : String(error), problems: error instanceof ProblemError ? error.problems : [] });
  }
}

port.on('message', (message: ToEngine) => {
  if (message.kind === 'call') void answer(message.id, message.method, message.payload);
  else if (message.kind === 'cpu') cpu.change(message.counts);
  else cancellation.abort();
});
