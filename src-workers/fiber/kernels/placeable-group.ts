// Groups of fibres of one kernel: their lanes, their initial states, their place in the kernel's memory.
import { type LaneFormat, laneCount } from '../../codegen/lane-builder';
import { initialSnapshots } from '../initial-state';
import { placeCableGroup } from './cable-group';
import type { FiberGroup, GroupMember } from './fiber-group';
import type { KernelMemory } from './kernel-memory';
import { type KernelFiber, type KernelSettings, MODAL_PERIOD } from './kernel-view';
import type { LoadedTables } from './loaded-tables';
import { loadedCableKernel, loadedModalKernel } from './loaded-kernel';
import { placeModalGroup } from './modal-group';

/**
 * Modes kept of each parity with tables. The 5 slow ones (below 50 / ms) and the slowest fast one; the others, above 2000 / ms, act as
 * conductance and capacity (0.02 mV, thresholds 2e-6). With exact rates all modes are kept.
 */
const REDUCED_MODES = 6;

/** Vectors side by side: enough independent work to hide the latency of the elimination, few enough to stay in registers and cache. */
function formatFor(fiber: KernelFiber, { precision, rates }: KernelSettings): LaneFormat {
  const layered = fiber.kinds.some((kind) => kind.layered);
  // Concentrations, and sheaths that relax over thousands of steps, need all digits: see src-model/library/double-precision.
  const needed = layered || fiber.plans.some(({ concentrations }) => concentrations.length > 0) ? 'f64' : precision;
  return { precision: needed, vectors: fiber.modal || layered || rates === 'exact' ? 2 : 4 };
}

export const groupSize = (fiber: KernelFiber, settings: KernelSettings): number => laneCount(formatFor(fiber, settings));

/** A group in kernel memory, ready to run; `place` lays it out anew after memory was released. */
export interface PlacedGroup {
  memory: KernelMemory;
  tables: LoadedTables;
  members: GroupMember[];
  place: () => FiberGroup;
}

/** Prepares fibres of equal key, at most groupSize of them. */
export function placeableGroup(fibers: readonly KernelFiber[], settings: KernelSettings): PlacedGroup {
  const { drive } = settings;
  const secondOrder = drive.scheme === 'second-order';
  const solveMs = secondOrder ? drive.dtMs / 2 : drive.dtMs;
  const [first] = fibers;
  const format = formatFor(first, settings);
  const initial = initialSnapshots(fibers.map(({ setup }) => setup.cable), drive);
  if (first.modal) {
    const { cable } = first.setup;
    const shape = { plan: first.plans[cable.membraneIndex[cable.nodeCompartments[0]]], modesPerParity: settings.rates === 'exact' ? MODAL_PERIOD - 1 : REDUCED_MODES };
    const loaded = loadedModalKernel(format, shape, secondOrder, drive.dtMs);
    const members = fibers.map(({ setup, modal }, f) => ({ setup, initial: initial[f], fiber: modal! }));
    return { memory: loaded.memory, tables: loaded.tables, members, place: () => placeModalGroup(loaded, members, solveMs, drive.dtMs) };
  }
  const loaded = loadedCableKernel(format, first.kinds, secondOrder, drive.dtMs);
  const members = fibers.map(({ setup, shape, plans }, f) => ({ setup, initial: initial[f], shape: shape!, plans }));
  return { memory: loaded.memory, tables: loaded.tables, members, place: () => placeCableGroup(loaded, members, solveMs, drive.dtMs) };
}
