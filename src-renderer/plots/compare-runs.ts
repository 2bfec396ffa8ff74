// How runs differ, fibre by fibre: fibres of the same name that are recruited in one and not in the other.
import { NOT_RECRUITED, RECRUITED, type FiberTable } from '../../src-model/results';

export interface RunDifference {
  simulated: number;
  recruited: number;
  /** Fibres of this name that both runs have simulated. */
  common: number;
  /** Of those: recruited here but not in the reference, and the other way round. */
  gained: number;
  lost: number;
}

export function differenceFrom(reference: FiberTable, run: FiberTable): RunDifference {
  const before = new Map(reference.ids.map((id, k) => [id, reference.recruited[k]]));
  const difference: RunDifference = { simulated: 0, recruited: 0, common: 0, gained: 0, lost: 0 };
  run.ids.forEach((id, k) => {
    const now = run.recruited[k];
    if (now !== RECRUITED && now !== NOT_RECRUITED) return;
    difference.simulated++;
    if (now === RECRUITED) difference.recruited++;
    const then = before.get(id);
    if (then !== RECRUITED && then !== NOT_RECRUITED) return;
    difference.common++;
    if (now === RECRUITED && then === NOT_RECRUITED) difference.gained++;
    if (now === NOT_RECRUITED && then === RECRUITED) difference.lost++;
  });
  return difference;
}
