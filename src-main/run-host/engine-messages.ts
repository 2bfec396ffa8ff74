// What the main thread and the engine thread tell each other. Plain data.
import type { CpuCounts } from '../../src-model/cpu';
import type { PopulationPreview, PotentialSlice } from '../../src-model/bridge';
import type { FiberPotentials, MeshSection } from '../../src-model/view-data';
import type { FiberTrace, RunResults } from '../../src-model/results';
import type { RunEvent, RunStatus } from '../../src-model/run-events';

/** Passed to the thread when it starts. */
export interface EngineStart {
  /** Folder of the built worker bundles. */
  bundleFolder: string;
  cacheFolder: string;
  cacheMb: number;
  cpu: CpuCounts;
}

export interface RunRequest {
  projectText: string;
  /** Folder to which paths inside the project are relative. */
  projectFolder: string;
  outFolder: string;
  /** Names of the studies to run; null: all of the project's. */
  studies: string[] | null;
  /** The user's own Gmsh; null: looked for when the project asks for it. */
  gmshPath: string | null;
}

export interface FinishedRun {
  status: RunStatus;
  folder: string | null;
  results: RunResults | null;
}

/** Requests and what each is answered with. */
export interface EngineCalls {
  run: { payload: RunRequest; answer: FinishedRun };
  preview: { payload: Pick<RunRequest, 'projectText' | 'projectFolder'>; answer: PopulationPreview };
  fieldSlice: { payload: Pick<RunRequest, 'projectText' | 'projectFolder' | 'gmshPath'> & { xUm: number }; answer: PotentialSlice };
  meshSection: { payload: Pick<RunRequest, 'projectText' | 'projectFolder' | 'gmshPath'> & { xUm: number }; answer: MeshSection };
  /** Fibres by their places, over a common length. */
  fiberPotentials: { payload: Pick<RunRequest, 'projectText' | 'projectFolder' | 'gmshPath'> & { yUm: Float64Array; zUm: Float64Array; lengthUm: number }; answer: FiberPotentials };
  readResults: { payload: { folder: string }; answer: RunResults };
  readTraces: { payload: { folder: string; fiberId: string }; answer: FiberTrace[] };
}
export type EngineMethod = keyof EngineCalls;

export type ToEngine =
  | { kind: 'call'; id: number; method: EngineMethod; payload: EngineCalls[EngineMethod]['payload'] }
  | { kind: 'cancel-run' }
  | { kind: 'cpu'; counts: CpuCounts };

export type FromEngine =
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'failure'; id: number; message: string; problems: readonly unknown[] }
  | { kind: 'run-event'; event: RunEvent };
