// Conduction block: whether a test action potential got through, and how often the fibre fired at the onset.
import { splitActionPotentials, startTimeMs, type ActionPotential } from './action-potentials';
import { collided, reachedBothEnds, withinTimeFrame, type FiberFrame } from './conduction';
import { notchFilter } from './notch-filter';
import { rasterOf, rasterRow, type Raster } from './raster';

export type BlockVerdict = 'blocked' | 'conducted' | 'undetermined';

export interface BlockAnswer {
  verdict: BlockVerdict;
  /** Why, as a sentence. */
  reason: string;
}

/** Time after `testMs` within which the test action potential must begin; also the refractory time of what may disturb it. */
const REFRACTORY_MS = 1;

/**
 * Judges a raster by the first action potential that begins at or after `testMs` (the test). Give the raster of the notch-filtered
 * potential under a kilohertz stimulus. NRV's rules, but: a quiet fibre without a test action potential counts as
 * blocked (NRV says so and returns the opposite), and an end counts as reached within its outermost positions.
 */
export function judgeBlock(raster: Raster, frame: FiberFrame, testMs: number, refractoryMs = REFRACTORY_MS): BlockAnswer {
  const potentials = splitActionPotentials(raster, frame.rowCount).sort((a, b) => startTimeMs(a) - startTimeMs(b));
  const after = potentials.filter((potential) => startTimeMs(potential) >= testMs);
  const before = potentials.filter((potential) => startTimeMs(potential) < testMs);
  const test = after[0] as ActionPotential | undefined;
  if (test === undefined || startTimeMs(test) >= testMs + refractoryMs) {
    return potentials.some((other) => startTimeMs(other) < testMs + refractoryMs && lastTimeMs(other) > testMs - refractoryMs)
      ? { verdict: 'undetermined', reason: `The fibre is already firing at the test (${testMs} ms), so that no action potential of its own begins; test later.` }
      : { verdict: 'blocked', reason: `No action potential begins within ${refractoryMs} ms of the test at ${testMs} ms.` };
  }
  if (after.length > 2) return { verdict: 'conducted', reason: `${after.length} action potentials begin after the test: the fibre is active, not blocked.` };
  if (reachedBothEnds(test, frame)) return { verdict: 'conducted', reason: 'The test action potential reaches the ends of the fibre.' };
  if (!withinTimeFrame(test, frame)) return { verdict: 'undetermined', reason: 'The simulation ends before the test action potential could have arrived; simulate longer.' };
  if (potentials.some((other) => other !== test && collided(test, other, frame))) return { verdict: 'undetermined', reason: 'The test action potential collides with another one; test later.' };
  const lastMs = lastTimeMs(test);
  if (before.some((other) => Math.abs(lastMs - startTimeMs(other)) <= refractoryMs)) return { verdict: 'undetermined', reason: 'The test action potential runs into the refractory time of an earlier one; test later.' };
  if (after.slice(1).some((other) => startTimeMs(other) >= lastMs && startTimeMs(other) - lastMs <= refractoryMs)) return { verdict: 'conducted', reason: 'The test action potential jumps over the blocked stretch.' };
  return { verdict: 'blocked', reason: 'The test action potential stops on its way.' };
}

const lastTimeMs = ({ timeMs }: ActionPotential): number => timeMs.reduce((latest, t) => Math.max(latest, t), 0);

export interface BlockSummary extends BlockAnswer {
  /** Action potentials beyond the test, in the unfiltered potential. */
  onsetCount: number;
}

/** Quality factor of the notch for block tests: wide, because spikes of a blocked fibre ride on a large artefact. */
const BLOCK_QUALITY = 2;

/**
 * From the membrane potentials of a fibre: rows[r] is the potential at rowXUm[r] (ascending), mV, one sample every `sampleMs` from
 * t = 0. `frequenciesKhz`: frequencies of the blocking stimulus, filtered out before the test is judged (empty for a constant one).
 */
export function summarizeBlock(rows: readonly ArrayLike<number>[], rowXUm: readonly number[], sampleMs: number, testMs: number, frequenciesKhz: readonly number[]): BlockSummary {
  const rasterFrom = (source: readonly ArrayLike<number>[]): Raster => rasterOf(rowXUm, source.map((row) => rasterRow(row, sampleMs)));
  const unfiltered = rasterFrom(rows);
  const filtered = frequenciesKhz.length === 0 ? unfiltered : rasterFrom(rows.map((row) => notchFilter(row, sampleMs, frequenciesKhz, BLOCK_QUALITY)));
  const frame: FiberFrame = { firstXUm: rowXUm[0], lastXUm: rowXUm[rowXUm.length - 1], rowCount: rows.length, durationMs: (rows[0].length - 1) * sampleMs };
  return { ...judgeBlock(filtered, frame, testMs), onsetCount: Math.max(0, splitActionPotentials(unfiltered, rows.length).length - 1) };
}
