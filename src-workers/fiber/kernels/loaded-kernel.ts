// Kernels ready to run: compiled, instantiated, with memory and tables for one time step. Kept between batches, since most batches are alike.
import type { ConstantPool, LaneFormat } from '../../codegen/lane-builder';
import { Recent } from '../recent';
import { type CableKernel, type CableKernelExports, buildCableKernel } from './cable-kernel';
import { type SlotKind, kindKey } from './cable-layout';
import { KernelMemory } from './kernel-memory';
import type { ParameterLayout } from './kernel-parameters';
import { LoadedTables } from './loaded-tables';
import type { MembranePlan } from './membrane-plan';
import { type ModalKernel, type ModalKernelExports, buildModalKernel } from './modal-kernel';
import type { ModalShape } from './modal-layout';

export interface LoadedKernel<Kernel, Exports> {
  kernel: Kernel;
  exports: Exports;
  memory: KernelMemory;
  tables: LoadedTables;
}

/** More than a study uses at once; beyond it the oldest is dropped. */
const KEPT = 8;

interface Compiled {
  module: WebAssembly.Module;
  format: LaneFormat;
  pool: ConstantPool;
  parameters: ParameterLayout;
}

function load<Kernel extends Compiled, Exports>(kernel: Kernel, plans: readonly MembranePlan[], dtMs: number): LoadedKernel<Kernel, Exports> {
  const memory = new KernelMemory(kernel.format, kernel.pool.base + kernel.pool.byteLength);
  kernel.pool.write(memory.memory.buffer);
  const instance = new WebAssembly.Instance(kernel.module, { env: { memory: memory.memory } });
  return { kernel, exports: instance.exports as Exports, memory, tables: new LoadedTables(memory, kernel.parameters, plans, dtMs) };
}

const cableKernels = new Recent<CableKernel>(KEPT);
const loadedCable = new Recent<LoadedKernel<CableKernel, CableKernelExports>>(KEPT);
const modalKernels = new Recent<ModalKernel>(KEPT);
const loadedModal = new Recent<LoadedKernel<ModalKernel, ModalKernelExports>>(KEPT);

const formatKey = ({ precision, vectors }: LaneFormat): string => `${precision} ${vectors}`;

/** The direct kernel for the given kinds of slots. `extrapolating`: second-order steps. */
export function loadedCableKernel(format: LaneFormat, kinds: readonly SlotKind[], extrapolating: boolean, dtMs: number): LoadedKernel<CableKernel, CableKernelExports> {
  const key = [formatKey(format), extrapolating, ...kinds.map(kindKey)].join('\n');
  return loadedCable.get(`${key}\n${dtMs}`, () => load(cableKernels.get(key, () => buildCableKernel(format, kinds, extrapolating)), kinds.map(({ plan }) => plan), dtMs));
}

/** The modal kernel for nodes with the given membrane. */
export function loadedModalKernel(format: LaneFormat, shape: ModalShape, extrapolating: boolean, dtMs: number): LoadedKernel<ModalKernel, ModalKernelExports> {
  const key = [formatKey(format), extrapolating, shape.modesPerParity, shape.plan.key].join('\n');
  return loadedModal.get(`${key}\n${dtMs}`, () => load(modalKernels.get(key, () => buildModalKernel(format, shape, extrapolating)), [shape.plan], dtMs));
}
