// The papers behind the membrane models that a run used.
import { buildCable } from '../../src-workers/fiber/cable';
import type { RunFibers } from './run-fibers';

/** One entry per paper, in order of first use. A fibre that cannot be built has failed with its own message and adds none. */
export function modelCitations({ specs }: Pick<RunFibers, 'specs'>): string[] {
  const known = new Set<string>();
  const citations = new Set<string>();
  for (const spec of specs) {
    if (!spec) continue;
    const key = JSON.stringify(spec.model);
    if (known.has(key)) continue;
    try {
      for (const { citations: papers } of buildCable(spec).membranes) for (const paper of papers) citations.add(paper);
      known.add(key);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return [...citations];
}
