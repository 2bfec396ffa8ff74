// Jobs side by side, of which only as many are begun as there is room for.
import { CancelledError } from '../../src-model/task';

/**
 * Runs jobs side by side, as many as `limit` allows at each moment; takes the next job only when there is room. Returns false when it was
 * cancelled: then some jobs have not run. The first other error is thrown once the jobs that run are over.
 */
export async function inTurn<Job>(jobs: Iterable<Job>, limit: () => number, run: (job: Job) => Promise<void>): Promise<boolean> {
  const running = new Set<Promise<void>>();
  let failure: { error: unknown } | null = null;
  for (const job of jobs) {
    while (running.size >= Math.max(1, limit())) await Promise.race(running);
    if (failure) break;
    const work: Promise<void> = run(job).catch((error: unknown) => { failure ??= { error }; }).finally(() => { running.delete(work); });
    running.add(work);
  }
  await Promise.all(running);
  const ended = failure as { error: unknown } | null;
  if (ended === null) return true;
  if (ended.error instanceof CancelledError) return false;
  throw ended.error;
}
