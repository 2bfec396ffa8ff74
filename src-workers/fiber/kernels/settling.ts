// Settling of double-cable fibres without stimulus, before t = 0: backward Euler with exact rates in the direct kernel, one fibre per lane.
import { type LaneFormat, laneBytes, laneCount } from '../../codegen/lane-builder';
import type { Settling } from '../../membrane/model';
import type { Cable } from '../cable';
import { placeCableGroup } from './cable-group';
import type { FiberSnapshot } from './fiber-group';
import { kernelView } from './kernel-view';
import { loadedCableKernel } from './loaded-kernel';

const FORMAT: LaneFormat = { precision: 'f64', vectors: 2 };
/** The kernel writes a row of potentials per step; nobody reads these. */
const STEPS_AT_ONCE = 64;

/** A cable before settling: every compartment at settling.startMv, its membrane in equilibrium there. */
export interface UnsettledFiber {
  cable: Cable;
  start: FiberSnapshot;
}

/** The states after settling, in order. A fibre's state does not depend on the others. */
export function settledSnapshots(fibers: readonly UnsettledFiber[], settling: Settling): FiberSnapshot[] {
  const views = fibers.map(({ cable }) => kernelView(cable, { rates: 'exact', everyCompartment: false }));
  const byKey = new Map<string, number[]>();
  views.forEach(({ cableKey }, f) => byKey.set(cableKey, [...(byKey.get(cableKey) ?? []), f]));
  const settled = new Array<FiberSnapshot>(fibers.length);
  for (const indices of byKey.values()) {
    for (let from = 0; from < indices.length; from += laneCount(FORMAT)) settleLanes(indices.slice(from, from + laneCount(FORMAT)));
  }
  return settled;

  function settleLanes(indices: readonly number[]): void {
    const { dtMs } = settling;
    const loaded = loadedCableKernel(FORMAT, views[indices[0]].kinds, false, dtMs);
    const members = indices.map((f) => ({
      setup: { cable: fibers[f].cable, sources: [], scale: 1, clamps: [] }, initial: fibers[f].start, shape: views[f].shape!, plans: views[f].plans,
    }));
    const group = placeCableGroup(loaded, members, dtMs, dtMs);
    const record = loaded.memory.allocate(STEPS_AT_ONCE * group.recordColumns * laneBytes(FORMAT));
    group.setCurrents(new Float64Array(0));
    for (let left = Math.round(settling.durationMs / dtMs); left > 0; left -= STEPS_AT_ONCE) group.advance(Math.min(left, STEPS_AT_ONCE), record);
    indices.forEach((f, member) => { settled[f] = group.snapshot(member); });
    loaded.memory.release();
  }
}
