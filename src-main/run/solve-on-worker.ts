// Contacts solved by one worker on one assembled system. Each solution arrives as soon as it is there, while the worker solves the next.
import '../pool/listeners-before-threads';
import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { Transfer } from 'threads';
import type { FieldProblem } from '../../src-workers/field/problem';
import type { FieldMesh } from '../../src-workers/field/solve';
import type { SolutionPort, SolvedContact } from '../../src-workers/field.worker';
import type { JobOptions } from '../pool/worker-pool';
import type { WorkerPools } from './worker-pools';

/**
 * Returns when `onSolved` was told of every contact. A worker that is lost is replaced, and the new one solves only what is missing. Rejects like
 * `WorkerPool.run`; what was solved until then stands.
 */
export async function solveOnWorker(
  problem: FieldProblem, mesh: FieldMesh, contacts: readonly number[], job: JobOptions, pools: Pick<WorkerPools, 'field'>, onSolved: (solved: SolvedContact) => void,
): Promise<void> {
  const missing = new Set(contacts);
  const channels: MessageChannel[] = [];
  try {
    await pools.field().run(job, async (worker, control) => {
      const channel = new MessageChannel();
      channels.push(channel);
      channel.port1.on('message', (solved: SolvedContact) => {
        if (missing.delete(solved.index)) onSolved(solved);
      });
      const port = Transfer(channel.port2 as unknown as Transferable) as unknown as SolutionPort;
      await worker.solve(problem, mesh, [...missing], port, control);
      // The worker has ended, but what it sent last may still be on its way.
      while (missing.size > 0) await once(channel.port1, 'message');
    });
  } finally {
    for (const { port1 } of channels) port1.close();
  }
}
