// The modal kernel: active nodes joined by passive internodes in modal form (see internode-modes). Per step a scalar tridiagonal
// system over the nodes; every mode costs two multiplications and two additions.
//
// A mode is stored as u = d t, d = 1 / (1 + h lambda), so that its current into the nodes at the next solve is u + gain terms:
//   u' = keep u + gain (yL +- yR) + source,   keep = d, gain = d^2 h F / A (backward Euler), keep = 2 d - 1, gain doubled (second order).
import type { Local } from '../../codegen/function-builder';
import { ConstantPool, type LaneFormat, type Lanes } from '../../codegen/lane-builder';
import { encodeModule, type WasmFunction } from '../../codegen/wasm-module';
import { CORE } from '../../codegen/wasm-opcodes';
import { type ParameterLayout, parameterLayout } from './kernel-parameters';
import { emitMembrane } from './membrane-code';
import { type Context, type Frame, type StepOptions, fieldsOf, openFrame } from './modal-frame';
import { type ModalShape, NODE, TAIL, modeField, modePairField, modeSourceField, nodeBytes, tailBytes } from './modal-layout';
import { emitTailBackward, emitTailForward } from './modal-tails';
import { combineFunction, rangeFunction } from './shared-functions';

export interface ModalKernel {
  module: WebAssembly.Module;
  format: LaneFormat;
  shape: ModalShape;
  pool: ConstantPool;
  parameters: ParameterLayout;
}

/** Exports (arguments i32); `group` is the address of the words of the group. See CableKernelExports for what they do. */
export interface ModalKernelExports {
  prepare(group: number): void;
  advance(group: number, steps: number, record: number, rowBytes: number): void;
  hold(group: number): void;
  finish(group: number, record: number, rowBytes: number): void;
  combine(runs: number, runCount: number, currents: number, contactCount: number, basis: number, contactBytes: number): void;
  range(record: number, rows: number, rowBytes: number, columns: number, target: number): void;
}

/** Kinds in the run table of `combine`. */
export const MODAL_KIND = { node: 0, tail: 1 } as const;

export function buildModalKernel(format: LaneFormat, shape: ModalShape, extrapolating: boolean): ModalKernel {
  const parameters = parameterLayout(format, [shape.plan]);
  const pool = new ConstantPool(parameters.end, format.precision);
  const context: Context = { format, shape, parameters, pool };
  const modeSources = Array.from({ length: 2 * shape.modesPerParity }, (_, mode) => modeSourceField(shape) + mode);
  const functions: WasmFunction[] = [
    prepareFunction(context),
    advanceFunction(context, extrapolating),
    ...(extrapolating ? [holdFunction(context), finishFunction(context)] : []),
    combineFunction(format, pool, [
      { bytes: nodeBytes(shape, format), sources: [NODE.source, ...modeSources] },
      { bytes: tailBytes(format), sources: [TAIL.sourceI, TAIL.sourceX] },
    ]),
    rangeFunction(format, pool),
  ];
  return { module: new WebAssembly.Module(encodeModule(functions)), format, shape, pool, parameters };
}

/** Tails, then the nodes from left to right. */
function emitForward(frame: Frame): void {
  const { code, lanes, shape, format, word } = frame;
  // The leading tail feeds the first node only; every node takes the trailing tail's current where it is the last one.
  const incoming = lanes.mutable(emitTailForward(frame, false));
  const trailing = emitTailForward(frame, true);
  const u = lanes.mutable(lanes.constant(0));
  const upper = lanes.mutable(lanes.constant(0));
  const pointer = code.let32(() => code.get(word.nodes));
  const left = code.let32(() => code.get(word.nodeCount));
  code.countdown(left, () => {
    const { get, put } = fieldsOf(lanes, pointer);
    const diagonal = lanes.sub(get(NODE.diagonal), lanes.mul(upper, u));
    const right = lanes.add(lanes.add(lanes.add(get(NODE.right), get(NODE.source)), lanes.mul(get(NODE.last), trailing)), incoming);
    const inverse = lanes.div(lanes.constant(1), diagonal);
    const next = get(NODE.upper);
    lanes.assign(upper, next);
    lanes.assign(u, lanes.mul(next, inverse));
    const z = lanes.mul(right, inverse);
    put(NODE.u, u);
    put(NODE.z, z);
    lanes.assign(incoming, lanes.mul(next, z));
    code.advance(pointer, nodeBytes(shape, format));
  });
}

/** Advances the modes of one internode; returns the sums of the symmetric and the antisymmetric ones. */
function emitModes({ code, lanes, shape, word }: Frame, pointer: Local, sum: Lanes, difference: Lanes, { extrapolate, damped }: StepOptions): [Lanes, Lanes] {
  const { get, put } = fieldsOf(lanes, pointer);
  const totals = [lanes.mutable(lanes.constant(0)), lanes.mutable(lanes.constant(0))] as const;
  const advanceAll = (sourced: boolean): void => {
    totals.forEach((total, parity) => {
      let running: Lanes | null = null;
      for (let m = 0; m < shape.modesPerParity; m++) {
        const mode = parity * shape.modesPerParity + m;
        const pair = modePairField(shape, damped, mode) * lanes.bytes;
        const driven = lanes.add(lanes.mul(lanes.load(word.constants, pair), get(modeField(shape) + mode)), lanes.mul(lanes.load(word.constants, pair + lanes.bytes), parity === 0 ? sum : difference));
        const source = sourced ? get(modeSourceField(shape) + mode) : null;
        const u = source ? lanes.add(driven, extrapolate ? lanes.add(source, source) : source) : driven;
        put(modeField(shape) + mode, u);
        running = running ? lanes.add(running, u) : u;
      }
      if (running) lanes.assign(total, running);
    });
  };
  code.choose(() => code.get(word.sourced), () => advanceAll(true), () => advanceAll(false));
  return [totals[0], totals[1]];
}

/** Nodes from right to left: potentials, membranes, and the internode on the right of each. */
function emitBackward(frame: Frame, options: StepOptions): void {
  const { code, lanes, shape, format, word } = frame;
  const zero = lanes.constant(0);
  const solvedRight = lanes.mutable(zero);
  const movedRight = lanes.mutable(zero);
  /** Right-hand side of the node on the right, without the internode that is still to come. */
  const rightOfNext = lanes.mutable(zero);
  const lastNode = lanes.mutable(zero);
  const bytes = nodeBytes(shape, format);
  const left = code.let32(() => code.get(word.nodeCount));
  const pointer = code.let32(() => {
    code.get(word.nodes);
    code.get(left);
    code.i32(bytes);
    code.emit(CORE.i32Mul, CORE.i32Add);
  });
  code.countdown(left, () => {
    code.advance(pointer, -bytes);
    const { get, put } = fieldsOf(lanes, pointer);
    const solved = lanes.add(get(NODE.z), lanes.mul(get(NODE.u), solvedRight));
    const y = options.extrapolate ? lanes.sub(lanes.add(solved, solved), get(NODE.y)) : solved;
    put(NODE.y, y);
    lanes.assign(lastNode, lanes.add(lastNode, lanes.mul(get(NODE.last), solved)));
    const mask = get(NODE.mask);
    const [symmetric, antisymmetric] = emitModes(frame, pointer, lanes.mul(mask, lanes.add(solved, solvedRight)), lanes.mul(mask, lanes.sub(solved, solvedRight)), options);
    const massOff = get(NODE.massOff);
    const rightNode = lanes.add(rightOfNext, lanes.add(lanes.sub(symmetric, antisymmetric), lanes.mul(massOff, y)));
    lanes.store(pointer, bytes + NODE.right * lanes.bytes, rightNode);
    const drive = emitNode(frame, pointer, y, options.advance, options.record);
    lanes.assign(rightOfNext, lanes.add(lanes.add(drive, lanes.add(symmetric, antisymmetric)), lanes.mul(massOff, movedRight)));
    lanes.assign(solvedRight, solved);
    lanes.assign(movedRight, y);
  });
  lanes.store(word.nodes, NODE.right * lanes.bytes, rightOfNext);
  emitTailBackward(frame, false, solvedRight, options.extrapolate);
  emitTailBackward(frame, true, lastNode, options.extrapolate);
}

/** The membrane of a node: stores the diagonal, returns capacity y + drive. */
function emitNode({ lanes, code, shape, parameters, table, zero }: Frame, pointer: Local, y: Lanes, advance: boolean, record: Local | null): Lanes {
  const { get, put } = fieldsOf(lanes, pointer);
  const v = lanes.add(y, lanes.constant(shape.plan.originMv));
  if (record !== null) {
    code.advance(record, -lanes.bytes);
    lanes.store(record, 0, v);
  }
  const { slope, drive } = emitMembrane(lanes, {
    plan: shape.plan, pointer, firstField: NODE.end, table, parameter: (name) => lanes.load(zero, parameters.address[name]),
  }, v, advance);
  put(NODE.diagonal, lanes.add(get(NODE.fixed), slope));
  return lanes.add(lanes.mul(get(NODE.capacity), y), drive);
}

function emitRecordedStep(frame: Frame, record: Local, rowBytes: Local, extrapolate: boolean, damped: boolean): void {
  const { code } = frame;
  code.get(record);
  code.get(rowBytes);
  code.emit(CORE.i32Add);
  code.set(record);
  const entry = code.let32(() => code.get(record));
  emitForward(frame);
  emitBackward(frame, { extrapolate, damped, advance: true, record: entry });
}

function advanceFunction(context: Context, extrapolating: boolean): WasmFunction {
  const frame = openFrame(context, 'advance', 4);
  frame.code.countdown(1, () => { emitRecordedStep(frame, 2, 3, extrapolating, false); });
  return frame.code.finish();
}

function finishFunction(context: Context): WasmFunction {
  const frame = openFrame(context, 'finish', 3);
  emitRecordedStep(frame, 1, 2, false, true);
  return frame.code.finish();
}

function holdFunction(context: Context): WasmFunction {
  const frame = openFrame(context, 'hold', 1);
  emitForward(frame);
  emitBackward(frame, { extrapolate: false, damped: true, advance: false, record: null });
  return frame.code.finish();
}

/** Diagonals and right-hand sides at the start, when all modes and tails are at rest. */
function prepareFunction(context: Context): WasmFunction {
  const frame = openFrame(context, 'prepare', 1);
  const { code, lanes, shape, word } = frame;
  const pointer = code.let32(() => code.get(word.nodes));
  const left = code.let32(() => code.get(word.nodeCount));
  code.countdown(left, () => {
    const { get, put } = fieldsOf(lanes, pointer);
    put(NODE.right, emitNode(frame, pointer, get(NODE.y), false, null));
    code.advance(pointer, nodeBytes(shape, context.format));
  });
  return code.finish();
}
