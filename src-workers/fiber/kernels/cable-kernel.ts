// The direct kernel: one or two unknowns per compartment, block-tridiagonal elimination, any membrane in any compartment.
// Lanes are fibres. Code is generated for the kinds of slots that occur; which slots follow each other is data (the run table).
import type { Local } from '../../codegen/function-builder';
import { ConstantPool, type LaneFormat, type Lanes } from '../../codegen/lane-builder';
import { encodeModule, type WasmFunction } from '../../codegen/wasm-module';
import { CORE } from '../../codegen/wasm-opcodes';
import { type Context, type Frame, forEachSlot, openFrame } from './cable-frame';
import { EXPOSED, LAYERED, type SlotKind, membraneField, slotBytes, sourceCount } from './cable-layout';
import { type ParameterLayout, parameterLayout } from './kernel-parameters';
import { type MembraneCurrent, emitMembrane } from './membrane-code';
import { combineFunction, rangeFunction } from './shared-functions';

/** A compiled kernel and what the driver must know to fill its memory. */
export interface CableKernel {
  module: WebAssembly.Module;
  format: LaneFormat;
  kinds: readonly SlotKind[];
  pool: ConstantPool;
  parameters: ParameterLayout;
}

/**
 * Exports (all arguments i32):
 *   prepare(runs, runCount)                              diagonal and right-hand side from the present state
 *   advance(runs, runCount, steps, record, rowBytes)     whole steps; every step writes one row of recorded potentials (mV)
 *   hold(runs, runCount)                                 a half step of the potentials with the states held        } second order only:
 *   finish(runs, runCount, record, rowBytes)             a half step of the potentials, then the states by dt       } a damped step
 *   combine(...), range(...)                             see shared-functions
 */
export interface CableKernelExports {
  prepare(runs: number, runCount: number): void;
  advance(runs: number, runCount: number, steps: number, record: number, rowBytes: number): void;
  hold(runs: number, runCount: number): void;
  finish(runs: number, runCount: number, record: number, rowBytes: number): void;
  combine(runs: number, runCount: number, currents: number, contactCount: number, basis: number, contactBytes: number): void;
  range(record: number, rows: number, rowBytes: number, columns: number, target: number): void;
}

export function buildCableKernel(format: LaneFormat, kinds: readonly SlotKind[], extrapolating: boolean): CableKernel {
  const parameters = parameterLayout(format, kinds.map(({ plan }) => plan));
  const pool = new ConstantPool(parameters.end, format.precision);
  const context: Context = { format, kinds, parameters, pool };
  const functions: WasmFunction[] = [
    prepareFunction(context),
    advanceFunction(context, 'advance', extrapolating),
    ...(extrapolating ? [holdFunction(context), finishFunction(context)] : []),
    combineFunction(format, pool, kinds.map((kind) => ({ bytes: slotBytes(kind, format), sources: sourceFields(kind) }))),
    rangeFunction(format, pool),
  ];
  return { module: new WebAssembly.Module(encodeModule(functions)), format, kinds, pool, parameters };
}

const sourceFields = (kind: SlotKind): number[] =>
  Array.from({ length: sourceCount(kind) }, (_, k) => (kind.layered ? LAYERED.sourceI : EXPOSED.source) + k);

/** The membrane of a slot at V = origin + departure; passive membranes are part of the fixed fields and contribute nothing here. */
function membraneOf(frame: Frame, kind: number, pointer: Local, v: Lanes, advance: boolean): MembraneCurrent | null {
  const slot = frame.kinds[kind];
  if (slot.plan.passive) return null;
  return emitMembrane(frame.lanes, {
    plan: slot.plan, pointer, firstField: membraneField(slot), table: frame.tables[kind],
    parameter: (name) => frame.lanes.load(frame.zero, frame.parameters.address[name]),
  }, v, advance);
}

/** Slope and drive of the membrane at the present potential, written to the fields that the elimination starts from. */
function storeMembrane(frame: Frame, kind: number, pointer: Local, departure: Lanes, advance: boolean, record: Local | null): void {
  const { lanes, kinds, code } = frame;
  const slot = kinds[kind];
  const v = lanes.add(departure, lanes.constant(slot.plan.originMv));
  const field = (index: number): Lanes => lanes.load(pointer, index * lanes.bytes);
  if (record !== null && slot.recorded) {
    for (const value of slot.layered ? [field(LAYERED.x), v] : [v]) {
      code.advance(record, -lanes.bytes);
      lanes.store(record, 0, value);
    }
  }
  const current = membraneOf(frame, kind, pointer, v, advance);
  const put = (index: number, value: Lanes): void => lanes.store(pointer, index * lanes.bytes, value);
  const kept = lanes.mul(field(slot.layered ? LAYERED.capacity : EXPOSED.capacity), departure);
  if (slot.layered) {
    put(LAYERED.h, current ? lanes.add(kept, current.drive) : kept);
    if (current) put(LAYERED.c, lanes.add(field(LAYERED.capacity), current.slope));
  } else {
    put(EXPOSED.right, current ? lanes.add(kept, current.drive) : kept);
    put(EXPOSED.diagonal, current ? lanes.add(field(EXPOSED.fixed), current.slope) : field(EXPOSED.fixed));
  }
}

/** Eliminates from left to right. Carried: u and z of the slot on the left. */
function emitForward(frame: Frame, runs: Local, runCount: Local): void {
  const { lanes, kinds } = frame;
  const layeredKinds = kinds.some(({ layered }) => layered);
  const zero = lanes.constant(0);
  const carry = () => lanes.mutable(zero);
  const uII = carry();
  const zI = carry();
  const [uIX, uXX, zX] = layeredKinds ? [carry(), carry(), carry()] : [zero, zero, zero];
  forEachSlot(frame, runs, runCount, false, (kind, pointer) => {
    const field = (index: number): Lanes => lanes.load(pointer, index * lanes.bytes);
    const put = (index: number, value: Lanes): void => lanes.store(pointer, index * lanes.bytes, value);
    if (!kinds[kind].layered) {
      const lower = field(EXPOSED.lower);
      const diagonal = lanes.sub(field(EXPOSED.diagonal), lanes.mul(lower, uII));
      const right = lanes.add(lanes.add(field(EXPOSED.right), field(EXPOSED.source)), lanes.mul(lower, zI));
      const inverse = lanes.div(lanes.constant(1), diagonal);
      lanes.assign(uII, lanes.mul(field(EXPOSED.upper), inverse));
      lanes.assign(zI, lanes.mul(right, inverse));
      put(EXPOSED.u, uII);
      put(EXPOSED.z, zI);
      if (layeredKinds) for (const local of [uIX, uXX, zX]) lanes.assign(local, zero);
      return;
    }
    const c = field(LAYERED.c);
    const h = field(LAYERED.h);
    const lowerI = field(LAYERED.lowerI);
    const lowerX = field(LAYERED.lowerX);
    const aII = lanes.sub(lanes.add(field(LAYERED.fixedI), c), lanes.mul(lowerI, uII));
    const aXX = lanes.sub(lanes.add(field(LAYERED.fixedX), c), lanes.mul(lowerX, uXX));
    const b = lanes.add(c, lanes.mul(lowerI, uIX));
    const rightI = lanes.add(lanes.add(h, field(LAYERED.sourceI)), lanes.mul(lowerI, zI));
    const rightX = lanes.add(lanes.sub(lanes.add(lanes.mul(field(LAYERED.sheathCapacity), field(LAYERED.x)), field(LAYERED.sourceX)), h), lanes.mul(lowerX, zX));
    const inverse = lanes.div(lanes.constant(1), lanes.sub(lanes.mul(aII, aXX), lanes.mul(b, b)));
    const [p, q, r] = [lanes.mul(aXX, inverse), lanes.mul(b, inverse), lanes.mul(aII, inverse)];
    const upperI = field(LAYERED.upperI);
    const upperX = field(LAYERED.upperX);
    lanes.assign(zI, lanes.add(lanes.mul(p, rightI), lanes.mul(q, rightX)));
    lanes.assign(zX, lanes.add(lanes.mul(q, rightI), lanes.mul(r, rightX)));
    lanes.assign(uII, lanes.mul(p, upperI));
    lanes.assign(uIX, lanes.mul(q, upperX));
    lanes.assign(uXX, lanes.mul(r, upperX));
    put(LAYERED.zI, zI);
    put(LAYERED.zX, zX);
    put(LAYERED.uII, uII);
    put(LAYERED.uIX, uIX);
    put(LAYERED.uXI, lanes.mul(q, upperI));
    put(LAYERED.uXX, uXX);
  });
}

interface BackwardOptions {
  extrapolate: boolean;
  advance: boolean;
  /** Pointer behind the last entry of the row; decremented entry by entry. */
  record: Local | null;
}

/** Substitutes from right to left, moves the potentials on, and evaluates the membranes for the next solve. */
function emitBackward(frame: Frame, runs: Local, runCount: Local, { extrapolate, advance, record }: BackwardOptions): void {
  const { lanes, kinds } = frame;
  const zero = lanes.constant(0);
  const yRight = lanes.mutable(zero);
  const xRight = lanes.mutable(zero);
  forEachSlot(frame, runs, runCount, true, (kind, pointer) => {
    const field = (index: number): Lanes => lanes.load(pointer, index * lanes.bytes);
    const put = (index: number, value: Lanes): void => lanes.store(pointer, index * lanes.bytes, value);
    // Second order: the solve is a backward-Euler half step; the whole step lies twice as far.
    const moved = (index: number, solved: Lanes): Lanes => (extrapolate ? lanes.sub(lanes.add(solved, solved), field(index)) : solved);
    if (!kinds[kind].layered) {
      lanes.assign(yRight, lanes.add(field(EXPOSED.z), lanes.mul(field(EXPOSED.u), yRight)));
      lanes.assign(xRight, zero);
      const y = moved(EXPOSED.y, yRight);
      put(EXPOSED.y, y);
      storeMembrane(frame, kind, pointer, y, advance, record);
      return;
    }
    const yi = lanes.add(field(LAYERED.zI), lanes.add(lanes.mul(field(LAYERED.uII), yRight), lanes.mul(field(LAYERED.uIX), xRight)));
    const x = lanes.add(field(LAYERED.zX), lanes.add(lanes.mul(field(LAYERED.uXI), yRight), lanes.mul(field(LAYERED.uXX), xRight)));
    lanes.assign(yRight, yi);
    lanes.assign(xRight, x);
    const w = moved(LAYERED.w, lanes.sub(yi, x));
    put(LAYERED.w, w);
    put(LAYERED.x, moved(LAYERED.x, x));
    storeMembrane(frame, kind, pointer, w, advance, record);
  });
}

/** One step with its row of the record; `record` points to the start of the row and moves on by rowBytes. */
function emitStep(frame: Frame, runs: Local, runCount: Local, record: Local, rowBytes: Local, extrapolate: boolean): void {
  const { code } = frame;
  code.get(record);
  code.get(rowBytes);
  code.emit(CORE.i32Add);
  code.set(record);
  const entry = code.let32(() => code.get(record));
  emitForward(frame, runs, runCount);
  emitBackward(frame, runs, runCount, { extrapolate, advance: true, record: entry });
}

function advanceFunction(context: Context, name: string, extrapolate: boolean): WasmFunction {
  const frame = openFrame(context, name, 5);
  const [runs, runCount, steps, record, rowBytes] = [0, 1, 2, 3, 4];
  frame.code.countdown(steps, () => { emitStep(frame, runs, runCount, record, rowBytes, extrapolate); });
  return frame.code.finish();
}

function finishFunction(context: Context): WasmFunction {
  const frame = openFrame(context, 'finish', 4);
  emitStep(frame, 0, 1, 2, 3, false);
  return frame.code.finish();
}

function holdFunction(context: Context): WasmFunction {
  const frame = openFrame(context, 'hold', 2);
  emitForward(frame, 0, 1);
  emitBackward(frame, 0, 1, { extrapolate: false, advance: false, record: null });
  return frame.code.finish();
}

function prepareFunction(context: Context): WasmFunction {
  const frame = openFrame(context, 'prepare', 2);
  forEachSlot(frame, 0, 1, false, (kind, pointer) => {
    const departure = frame.lanes.load(pointer, (context.kinds[kind].layered ? LAYERED.w : EXPOSED.y) * frame.lanes.bytes);
    storeMembrane(frame, kind, pointer, departure, false, null);
  });
  return frame.code.finish();
}
