// Which kernel runs a fibre, and how that kernel sees its cable.
import type { Precision } from '../../codegen/wasm-opcodes';
import type { Cable } from '../cable';
import type { DriveSchedule } from '../drive-schedule';
import type { FiberSetup } from '../fiber-setup';
import { type SlotKind, kindKey } from './cable-layout';
import { type MembranePlan, type RateMode, membranePlan } from './membrane-plan';
import { type ModalFiber, modalFiber } from './modal-condensation';
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
export interface KernelView {
  plans: readonly MembranePlan[];
  /** Without the timing of clamps. */
  cableKey: string;
  size: number;
  modal: ModalFiber | null;
  kinds: readonly SlotKind[];
  shape: FiberShape | null;
}

/** Compartments from one node to the next with one compartment per section: the internodes that the modal kernel takes. */
export const MODAL_PERIOD = 11;
export function kernelFiber(setup: FiberSetup, settings: KernelSettings): KernelFiber {
  // Lanes of a group take their damped steps together.
  const damping = settings.drive.scheme === 'second-order' ? setup.clamps.map(({ damped }) => damped.join('')).join() : '';
  const view = kernelView(setup.cable, settings);
  return { ...view, setup, key: damping + view.cableKey };
}

/** Fibres of equal size, and the trials of a threshold search, share their cable and its views. */
const views = new WeakMap<Cable, Map<string, KernelView>>();

export function kernelView(cable: Cable, settings: Pick<KernelSettings, 'rates' | 'everyCompartment'>): KernelView {
  const known = views.get(cable) ?? new Map<string, KernelView>();
  views.set(cable, known);
  const id = `${settings.rates} ${settings.everyCompartment}`;
  const view = known.get(id) ?? makeView(cable, settings);
  known.set(id, view);
  return view;
}

function makeView(cable: Cable, settings: Pick<KernelSettings, 'rates' | 'everyCompartment'>): KernelView {
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
