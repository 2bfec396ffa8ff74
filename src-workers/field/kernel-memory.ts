// The memory that the solver's WebAssembly works on, with its functions. Arrays are handed out one after the other and live as long as it.
import { encodeModule } from '../codegen/wasm-module';
import { SCALAR, type Precision } from '../codegen/wasm-opcodes';
import { applyLineFunction, type ApplyLine } from './apply-line-kernel';
import { accumulateFunctions, type AccumulateKernel } from './line-kernel';
import { solveLineFunction, type SolveLine } from './solve-line-kernel';
import { iterationFunctions, type VectorKernel } from './vector-kernel';

/** Functions on numbers of one precision. */
export type LineKernel = AccumulateKernel & Pick<VectorKernel, 'addScaled'> & { solveLine: SolveLine; applyLine: ApplyLine };

export interface KernelMemory {
  buffer: ArrayBuffer;
  /** Next free byte. */
  next: number;
  f64: LineKernel & VectorKernel;
  f32: LineKernel;
}

/** Numbers of either precision. */
export type Floats = Float64Array | Float32Array;

const PAGE_BYTES = 65536;
const ALIGNED_BYTES = 16;

const compiled: Partial<Record<Precision, WebAssembly.Module>> = {};

function compiledModule(precision: Precision): WebAssembly.Module {
  const own = precision === 'f64' ? iterationFunctions() : [];
  return compiled[precision] ??= new WebAssembly.Module(encodeModule([...accumulateFunctions(precision), solveLineFunction(precision), applyLineFunction(precision), ...own]));
}

/** Throws RangeError when the memory cannot be had (4 GB is the most that WebAssembly can address). */
export function createKernelMemory(bytes: number): KernelMemory {
  const pages = Math.ceil(bytes / PAGE_BYTES) + 1;
  if (pages > 65535) throw new RangeError(`The field problem needs ${(bytes / 2 ** 30).toFixed(1)} GB, more than the 4 GB that the solver can address. Choose a coarser mesh.`);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const functions = (precision: Precision) => new WebAssembly.Instance(compiledModule(precision), { env: { memory } }).exports as unknown;
  return { buffer: memory.buffer, next: 0, f64: functions('f64') as KernelMemory['f64'], f32: functions('f32') as KernelMemory['f32'] };
}

/** Bytes that an array of `length` items of `itemBytes` takes. */
export const arrayBytes = (length: number, itemBytes: 4 | 8): number => Math.ceil((length * itemBytes) / ALIGNED_BYTES) * ALIGNED_BYTES;
export const floatBytes = (length: number, precision: Precision): number => arrayBytes(length, SCALAR[precision].bytes);

export function newFloats(memory: KernelMemory, length: number, precision: 'f64'): Float64Array;
export function newFloats(memory: KernelMemory, length: number, precision: Precision): Floats;
export function newFloats(memory: KernelMemory, length: number, precision: Precision): Floats {
  const array = new (precision === 'f64' ? Float64Array : Float32Array)(memory.buffer, memory.next, length);
  memory.next += floatBytes(length, precision);
  return array;
}

export function newInts(memory: KernelMemory, length: number): Int32Array {
  const array = new Int32Array(memory.buffer, memory.next, length);
  memory.next += arrayBytes(length, 4);
  return array;
}
