// The memory of one kernel: constants and tables that stay, and room that is used anew by every group.
import { type LaneFormat, laneBytes, scalarBytes } from '../../codegen/lane-builder';

const PAGE_BYTES = 65536;
const ALIGNMENT = 64;

export class KernelMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1 });
  private end: number;
  private keptEnd: number;
  private view: Float64Array | Float32Array;

  /** `reserved`: bytes at the start that the kernel's parameters and constants occupy. */
  constructor(readonly format: LaneFormat, reserved: number) {
    this.end = this.keptEnd = reserved;
    this.view = this.openView();
    this.end = this.keptEnd = this.allocate(0);
  }

  /** Address of `bytes` new bytes, aligned to a cache line; their content is undefined. */
  allocate(bytes: number): number {
    const at = Math.ceil(this.end / ALIGNMENT) * ALIGNMENT;
    this.end = at + bytes;
    const missing = this.end - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE_BYTES));
    if (this.view.byteLength !== this.memory.buffer.byteLength) this.view = this.openView();
    return at;
  }

  /** What is allocated now stays; `release` frees everything allocated later. */
  keep(): void {
    this.keptEnd = this.end;
  }

  release(): void {
    this.end = this.keptEnd;
  }

  /** All of memory as numbers of the kernel's precision; valid until the next allocation. */
  get values(): Float64Array | Float32Array {
    return this.view;
  }

  /** Index into `values` of lane 0 of the lane value at an address. */
  indexOf(address: number): number {
    return address / scalarBytes(this.format);
  }

  /** Writes one number to all lanes. */
  fill(address: number, value: number): void {
    const at = this.indexOf(address);
    this.view.fill(value, at, at + laneBytes(this.format) / scalarBytes(this.format));
  }

  setInt32(address: number, value: number): void {
    new Int32Array(this.memory.buffer, address, 1)[0] = value;
  }

  private openView(): Float64Array | Float32Array {
    return this.format.precision === 'f64' ? new Float64Array(this.memory.buffer) : new Float32Array(this.memory.buffer);
  }
}
