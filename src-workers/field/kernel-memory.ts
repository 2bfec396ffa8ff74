// The memory that the solver's WebAssembly works on, with its functions. Arrays are handed out one after the other and live as long as it.
import { encodeModule } from '../codegen/wasm-module';
import { axialFunctions, type AxialKernel } from './axial-kernel';
import { accumulateFunctions, type AccumulateKernel } from './line-kernel';
import { vectorFunctions, type VectorKernel } from './vector-kernel';

export interface KernelMemory extends AccumulateKernel, AxialKernel, VectorKernel {
  buffer: ArrayBuffer;
  /** Next free byte. */
  next: number;
}

const PAGE_BYTES = 65536;
const ALIGNED_BYTES = 16;

let compiled: WebAssembly.Module | null = null;

/** Throws RangeError when the memory cannot be had (4 GB is the most that WebAssembly can address). */
export function createKernelMemory(bytes: number): KernelMemory {
  const pages = Math.ceil(bytes / PAGE_BYTES) + 1;
  if (pages > 65535) throw new RangeError(`The field problem needs ${(bytes / 2 ** 30).toFixed(1)} GB, more than the 4 GB that the solver can address. Choose a coarser mesh.`);
  compiled ??= new WebAssembly.Module(encodeModule([...accumulateFunctions(), ...axialFunctions(), ...vectorFunctions()]));
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return { buffer: memory.buffer, next: 0, ...exports as unknown as AccumulateKernel & AxialKernel & VectorKernel };
}

/** Bytes that an array of `length` items of `itemBytes` takes. */
export const arrayBytes = (length: number, itemBytes: 4 | 8): number => Math.ceil((length * itemBytes) / ALIGNED_BYTES) * ALIGNED_BYTES;

export function newFloats(memory: KernelMemory, length: number): Float64Array {
  const array = new Float64Array(memory.buffer, memory.next, length);
  memory.next += arrayBytes(length, 8);
  return array;
}

export function newInts(memory: KernelMemory, length: number): Int32Array {
  const array = new Int32Array(memory.buffer, memory.next, length);
  memory.next += arrayBytes(length, 4);
  return array;
}
