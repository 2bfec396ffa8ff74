// Code for the incomplete internodes at the fibre ends: two unknowns per compartment, with factors that were computed beforehand.
import type { Lanes } from '../../codegen/lane-builder';
import { CORE } from '../../codegen/wasm-opcodes';
import { type Frame, fieldsOf } from './modal-frame';
import { TAIL, tailCouplingField } from './modal-layout';

/** Current from a tail into its node at the node's potential of origin: eliminates from the outer end inwards. */
export function emitTailForward({ code, lanes, shape, word }: Frame, trailing: boolean): Lanes {
  const zI = lanes.mutable(lanes.constant(0));
  const zX = lanes.mutable(lanes.constant(0));
  const pointer = code.let32(() => code.get(word[trailing ? 'trail' : 'lead']));
  const left = code.let32(() => code.get(word[trailing ? 'trailCount' : 'leadCount']));
  code.countdown(left, () => {
    const { get, put } = fieldsOf(lanes, pointer);
    const h = lanes.mul(get(TAIL.capacity), get(TAIL.w));
    const rightI = lanes.add(lanes.add(h, get(TAIL.sourceI)), lanes.mul(get(TAIL.lowerI), zI));
    const rightX = lanes.add(lanes.sub(lanes.add(lanes.mul(get(TAIL.sheathCapacity), get(TAIL.x)), get(TAIL.sourceX)), h), lanes.mul(get(TAIL.lowerX), zX));
    const q = get(TAIL.q);
    lanes.assign(zI, lanes.add(lanes.mul(get(TAIL.p), rightI), lanes.mul(q, rightX)));
    lanes.assign(zX, lanes.add(lanes.mul(q, rightI), lanes.mul(get(TAIL.r), rightX)));
    put(TAIL.zI, zI);
    put(TAIL.zX, zX);
    code.advance(pointer, lanes.bytes * TAIL.end);
  });
  return lanes.mul(lanes.load(word.constants, tailCouplingField(shape, trailing) * lanes.bytes), zI);
}

/** Moves the compartments of a tail on, given the solved potential of its node. */
export function emitTailBackward({ code, lanes, word }: Frame, trailing: boolean, node: Lanes, extrapolate: boolean): void {
  const yRight = lanes.mutable(node);
  const xRight = lanes.mutable(lanes.constant(0));
  const bytes = lanes.bytes * TAIL.end;
  const left = code.let32(() => code.get(word[trailing ? 'trailCount' : 'leadCount']));
  const pointer = code.let32(() => {
    code.get(word[trailing ? 'trail' : 'lead']);
    code.get(left);
    code.i32(bytes);
    code.emit(CORE.i32Mul, CORE.i32Add);
  });
  code.countdown(left, () => {
    code.advance(pointer, -bytes);
    const { get, put } = fieldsOf(lanes, pointer);
    const moved = (field: number, solved: Lanes): Lanes => (extrapolate ? lanes.sub(lanes.add(solved, solved), get(field)) : solved);
    const yi = lanes.add(get(TAIL.zI), lanes.add(lanes.mul(get(TAIL.uII), yRight), lanes.mul(get(TAIL.uIX), xRight)));
    const x = lanes.add(get(TAIL.zX), lanes.add(lanes.mul(get(TAIL.uXI), yRight), lanes.mul(get(TAIL.uXX), xRight)));
    put(TAIL.w, moved(TAIL.w, lanes.sub(yi, x)));
    put(TAIL.x, moved(TAIL.x, x));
    lanes.assign(yRight, yi);
    lanes.assign(xRight, x);
  });
}
