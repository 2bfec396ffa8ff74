// Kernels ready to run: compiled, instantiated, with memory and tables for one time step. Kept between batches, since most batches are alike.
import { type LaneFormat } from '../../codegen/lane-builder';
import { type CableKernel, type CableKernelExports, buildCableKernel } from './cable-kernel';
import { type SlotKind, kindKey } from './cable-layout';
import { KernelMemory } from './kernel-memory';
import { LoadedTables } from './loaded-tables';

export interface LoadedKernel<Kernel, Exports> {
  kernel: Kernel;
  exports: Exports;
  memory: KernelMemory;
  tables: LoadedTables;
}

/** More than a study uses at once; beyond it the oldest is dropped. */
const KEPT = 8;

class Recent<T> {
  private readonly entries = new Map<string, T>();

  get(key: string, make: () => T): T {
    const known = this.entries.get(key);
    const value = known ?? make();
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > KEPT) this.entries.delete(this.entries.keys().next().value!);
    return value;
  }
}

const modules = new Recent<CableKernel>();
const loaded = new Recent<LoadedKernel<CableKernel, CableKernelExports>>();

const formatKey = ({ precision, vectors }: LaneFormat): string => `${precision} ${vectors}`;

/** The direct kernel for the given kinds of slots. `extrapolating`: second-order steps. */
export function loadedCableKernel(format: LaneFormat, kinds: readonly SlotKind[], extrapolating: boolean, dtMs: number): LoadedKernel<CableKernel, CableKernelExports> {
  const key = [formatKey(format), extrapolating, ...kinds.map(kindKey)].join('\n');
  return loaded.get(`${key}\n${dtMs}`, () => {
    const kernel = modules.get(key, () => buildCableKernel(format, kinds, extrapolating));
    const memory = new KernelMemory(format, kernel.pool.base + kernel.pool.byteLength);
    kernel.pool.write(memory.memory.buffer);
    const instance = new WebAssembly.Instance(kernel.module, { env: { memory: memory.memory } });
    const tables = new LoadedTables(memory, kernel.parameters, kernel.kinds.map(({ plan }) => plan), dtMs);
    return { kernel, exports: instance.exports as unknown as CableKernelExports, memory, tables };
  });
}
