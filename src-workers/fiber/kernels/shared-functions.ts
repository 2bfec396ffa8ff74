// Functions that every kernel module carries: the stimulus from its contacts, and the range of the recorded potentials.
import { FunctionBuilder, type Local } from '../../codegen/function-builder';
import { type ConstantPool, LaneBuilder, type LaneFormat, type Lanes } from '../../codegen/lane-builder';
import type { WasmFunction } from '../../codegen/wasm-module';
import { CORE } from '../../codegen/wasm-opcodes';
import { RUN_BYTES } from './cable-layout';

/** Bytes of a slot of each kind, and which of its fields are sources. */
export interface SourceFields {
  bytes: number;
  sources: readonly number[];
}

/**
 * combine(runs, runCount, currents, contactCount, basis, contactBytes): every source field becomes sum_c currents[c] * basis[c][source],
 * where sources are numbered in the order of slots and currents[c] and basis entries are lane values.
 */
export function combineFunction(format: LaneFormat, pool: ConstantPool, kinds: readonly SourceFields[]): WasmFunction {
  const code = new FunctionBuilder('combine', ['i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  const lanes = new LaneBuilder(code, format, pool);
  const [runs, runCount, currents, contactCount, basis, contactBytes] = [0, 1, 2, 3, 4, 5];
  const slot = code.local('i32');
  const slots = code.local('i32');
  code.countdown(runCount, () => {
    kinds.forEach((kind, index) => {
      code.whenNot(() => {
        code.load32At(runs, 0);
        code.i32(index);
        code.emit(CORE.i32Ne);
      }, () => {
        code.load32At(runs, 4);
        code.set(slot);
        code.load32At(runs, 8);
        code.set(slots);
        code.countdown(slots, () => {
          for (const field of kind.sources) {
            lanes.store(slot, field * lanes.bytes, sumOverContacts(lanes, currents, contactCount, basis, contactBytes));
            code.advance(basis, lanes.bytes);
          }
          code.advance(slot, kind.bytes);
        });
      });
    });
    code.advance(runs, RUN_BYTES);
  });
  return code.finish();
}

function sumOverContacts(lanes: LaneBuilder, currents: Local, contactCount: Local, basis: Local, contactBytes: Local): Lanes {
  const { code } = lanes;
  const current = code.let32(() => code.get(currents));
  const entry = code.let32(() => code.get(basis));
  const left = code.let32(() => code.get(contactCount));
  const sum = lanes.mutable(lanes.constant(0));
  code.countdown(left, () => {
    lanes.assign(sum, lanes.add(sum, lanes.mul(lanes.load(current, 0), lanes.load(entry, 0))));
    code.advance(current, lanes.bytes);
    code.get(entry);
    code.get(contactBytes);
    code.emit(CORE.i32Add);
    code.set(entry);
  });
  return sum;
}

/** range(record, rows, rowBytes, columns, target): for every column of a record its smallest and largest value (two lane values each). */
export function rangeFunction(format: LaneFormat, pool: ConstantPool): WasmFunction {
  const code = new FunctionBuilder('range', ['i32', 'i32', 'i32', 'i32', 'i32']);
  const lanes = new LaneBuilder(code, format, pool);
  const [record, rows, rowBytes, columns, target] = [0, 1, 2, 3, 4];
  const row = code.local('i32');
  const left = code.local('i32');
  code.countdown(columns, () => {
    code.get(record);
    code.set(row);
    code.get(rows);
    code.set(left);
    const smallest = lanes.mutable(lanes.constant(Infinity));
    const largest = lanes.mutable(lanes.constant(-Infinity));
    code.countdown(left, () => {
      const value = lanes.load(row, 0);
      lanes.assign(smallest, lanes.pmin(value, smallest));
      lanes.assign(largest, lanes.pmax(value, largest));
      code.get(row);
      code.get(rowBytes);
      code.emit(CORE.i32Add);
      code.set(row);
    });
    lanes.store(target, 0, smallest);
    lanes.store(target, lanes.bytes, largest);
    code.advance(target, 2 * lanes.bytes);
    code.advance(record, lanes.bytes);
  });
  return code.finish();
}
