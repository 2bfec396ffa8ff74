// Which kernel runs a fibre, and which fibres can share a group of lanes.
import { type LaneFormat, type Precision, laneCount } from '../../codegen/lane-builder';
import type { Cable } from '../cable';
import type { DriveSchedule } from '../drive-schedule';
import { initialSnapshot } from '../initial-state';
import { placeCableGroup } from './cable-group';
import { type SlotKind, kindKey } from './cable-layout';
import type { FiberSetup } from '../fiber-setup';
import type { FiberGroup, GroupMember } from './fiber-group';
import type { KernelMemory } from './kernel-memory';
import type { LoadedTables } from './loaded-tables';
import { loadedCableKernel, loadedModalKernel } from './loaded-kernel';
import { type MembranePlan, type RateMode, membranePlan } from './membrane-plan';
import { type ModalFiber, modalFiber } from './modal-condensation';
import { placeModalGroup } from './modal-group';
import { type FiberShape, fiberShape } from './slot-alignment';

export interface KernelSettings {
  drive: DriveSchedule;
  precision: Precision;
  rates: RateMode;
  /** Every compartment is recorded, not only nodes: only the direct kernel has them. */
  everyCompartment: boolean;
}

/** A fibre with its kernel. Fibres with equal `key` can share a group; `size` orders them so that little is padded. */
export interface KernelFiber extends KernelView {
  setup: FiberSetup;
  key: string;
}

/** How the kernels see a cable. */
interface KernelView {
  plans: readonly MembranePlan[];
  /** Without the timing of clamps. */
  cableKey: string;
  size: number;
  modal: ModalFiber | null;
  kinds: readonly SlotKind[];
  shape: FiberShape | null;
}

/** Compartments from one node to the next with one compartment per section: the internodes that the modal kernel takes. */
const MODAL_PERIOD = 11;
/**
 * Modes kept of each parity with tables. The 5 slow ones (below 50 / ms) and the slowest fast one; the others, above 2000 / ms, act as
 * conductance and capacity (reference sheet on kernels, section 3: 0.02 mV, thresholds 2e-6). With exact rates all modes are kept.
 */
const REDUCED_MODES = 6;

export function kernelFiber(setup: FiberSetup, settings: KernelSettings): KernelFiber {
  // Lanes of a group take their damped steps together.
  const damping = settings.drive.scheme === 'second-order' ? setup.clamps.map(({ damped }) => damped.join('')).join() : '';
  const view = kernelView(setup.cable, settings);
  return { ...view, setup, key: damping + view.cableKey };
}

/** Fibres of equal size, and the trials of a threshold search, share their cable and its views. */
const views = new WeakMap<Cable, Map<string, KernelView>>();

function kernelView(cable: Cable, settings: KernelSettings): KernelView {
  const known = views.get(cable) ?? new Map<string, KernelView>();
  views.set(cable, known);
  const id = `${settings.rates} ${settings.everyCompartment}`;
  const view = known.get(id) ?? makeView(cable, settings);
  known.set(id, view);
  return view;
}

function makeView(cable: Cable, settings: KernelSettings): KernelView {
  const plans = cable.membranes.map((membrane) => membranePlan(membrane, settings.rates, cable.initialVoltageMv));
  const modal = settings.everyCompartment ? null : modalFiber(cable, plans);
  if (modal?.period === MODAL_PERIOD) {
    const node = plans[cable.membraneIndex[cable.nodeCompartments[0]]];
    return { plans, cableKey: `modal\n${node.key}`, size: modal.nodeCount, modal, kinds: [], shape: null };
  }
  const kinds: SlotKind[] = [];
  const kindByMembrane = cable.membranes.map((_, m) => {
    const k = cable.membraneIndex.indexOf(m);
    if (k < 0) return 0;
    const exposed = cable.exposed[k] === 1;
    const kind: SlotKind = { plan: plans[m], layered: !exposed, recorded: exposed || settings.everyCompartment };
    const known = kinds.findIndex((other) => kindKey(other) === kindKey(kind));
    return known >= 0 ? known : kinds.push(kind) - 1;
  });
  const shape = fiberShape(cable, (k) => kindByMembrane[cable.membraneIndex[k]]);
  return { plans, cableKey: ['direct', shape.key, ...kinds.map(kindKey)].join('\n'), size: shape.nodeCount, modal: null, kinds, shape };
}

/** Vectors side by side: enough independent work to hide the latency of the elimination, few enough to stay in registers and cache. */
function formatFor(fiber: KernelFiber, { precision, rates }: KernelSettings): LaneFormat {
  // Concentrations need all digits: models that have them run in f64.
  const needed = fiber.plans.some(({ concentrations }) => concentrations.length > 0) ? 'f64' : precision;
  if (fiber.modal || fiber.kinds.some(({ layered }) => layered)) return { precision: needed, vectors: 2 };
  return { precision: needed, vectors: rates === 'exact' ? 2 : 4 };
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
  const initial = fibers.map(({ setup }) => initialSnapshot(setup.cable, drive));
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
