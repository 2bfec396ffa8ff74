// The pools of a run, opened when first needed; sizes follow the CPU allocation, also while a run goes on.
import type { CpuPhase } from '../../src-model/cpu';
import type { FiberWorker } from '../../src-workers/fiber.worker';
import type { FieldWorker } from '../../src-workers/field.worker';
import type { PopulationWorker } from '../../src-workers/population.worker';
import type { ReportWorker } from '../../src-workers/report.worker';
import type { CpuAllocation } from '../pool/cpu-allocation';
import type { PoolOptions, WorkerApi } from '../pool/worker-pool';
import { WorkerPool } from '../pool/worker-pool';
import type { ResultsWorker } from '../results/results.worker';
import type { WorkerName, WorkerSource } from '../pool/worker-source';
import { loadWorkerSource } from '../pool/worker-source';

interface OpenPool {
  resize(workers: number): void;
  dispose(): Promise<void>;
}

export class WorkerPools {
  private readonly sources = new Map<WorkerName, WorkerSource>();
  private readonly open = new Map<string, { pool: OpenPool; phase: CpuPhase }>();
  private readonly unsubscribe: () => void;
  /** Told when a worker is replaced. */
  onReplaced: (message: string) => void = () => undefined;

  /** `bundleFolder` holds the built *.worker.cjs files. */
  constructor(private readonly bundleFolder: string, readonly cpu: CpuAllocation, private readonly options: Pick<PoolOptions, 'hangMs'> = {}) {
    this.unsubscribe = cpu.onChange(() => {
      for (const { pool, phase } of this.open.values()) pool.resize(cpu.workers(phase));
    });
  }

  population(): WorkerPool<PopulationWorker> { return this.poolOf<PopulationWorker>('population', 'fascicle'); }
  mesh(): WorkerPool<FieldWorker> { return this.poolOf<FieldWorker>('field', 'gmsh'); }
  field(): WorkerPool<FieldWorker> { return this.poolOf<FieldWorker>('field', 'fem'); }
  fibers(): WorkerPool<FiberWorker> { return this.poolOf<FiberWorker>('fiber', 'fascicle'); }
  report(): WorkerPool<ReportWorker> { return this.poolOf<ReportWorker>('report', 'fascicle'); }
  results(): WorkerPool<ResultsWorker> { return this.poolOf<ResultsWorker>('results', 'fascicle'); }

  /** Hash of a worker's program: part of the key of everything it computes. */
  programHash(name: WorkerName): string {
    return this.source(name).hash;
  }

  async dispose(): Promise<void> {
    this.unsubscribe();
    await Promise.all([...this.open.values()].map(({ pool }) => pool.dispose()));
    this.open.clear();
  }

  private source(name: WorkerName): WorkerSource {
    const known = this.sources.get(name);
    if (known) return known;
    const loaded = loadWorkerSource(name, this.bundleFolder);
    this.sources.set(name, loaded);
    return loaded;
  }

  private poolOf<Api extends WorkerApi<Api>>(name: WorkerName, phase: CpuPhase): WorkerPool<Api> {
    const key = `${name} ${phase}`;
    const known = this.open.get(key)?.pool;
    if (known) return known as unknown as WorkerPool<Api>;
    const pool = new WorkerPool<Api>(this.source(name), this.cpu.workers(phase), {
      ...this.options,
      onReplaced: (message) => this.onReplaced(message),
      // A figure being drawn cannot look whether it was cancelled.
      ...(name === 'report' ? { graceMs: 0 } : {}),
    });
    this.open.set(key, { pool, phase });
    return pool;
  }
}
