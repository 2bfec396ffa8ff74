// The builder of one function of the direct kernel, and its walk over the slots of a group.
import { FunctionBuilder, type Local } from '../../codegen/function-builder';
import { type ConstantPool, LaneBuilder, type LaneFormat } from '../../codegen/lane-builder';
import { CORE } from '../../codegen/wasm-opcodes';
import { RUN_BYTES, type SlotKind, slotBytes } from './cable-layout';
import type { ParameterLayout } from './kernel-parameters';
import type { MembraneSite } from './membrane-code';
import { tableAt } from './table-code';

export interface Context {
  format: LaneFormat;
  kinds: readonly SlotKind[];
  parameters: ParameterLayout;
  pool: ConstantPool;
}

/** The builder of one function with the locals that all its loops share. */
export interface Frame extends Context {
  code: FunctionBuilder;
  lanes: LaneBuilder;
  zero: Local;
  tables: (MembraneSite['table'])[];
}

export function openFrame(context: Context, name: string, parameterCount: number): Frame {
  const code = new FunctionBuilder(name, new Array<'i32'>(parameterCount).fill('i32'));
  const lanes = new LaneBuilder(code, context.format, context.pool);
  const zero = code.let32(() => code.i32(0));
  const tables = context.kinds.map(({ plan }, m) => tableAt(lanes, plan, context.parameters.tables[m], zero));
  return { ...context, code, lanes, zero, tables };
}

/** Visits all slots in order (or from the last to the first), with code of their own for each kind. */
export function forEachSlot(frame: Frame, runs: Local, runCount: Local, backwards: boolean, body: (kind: number, pointer: Local) => void): void {
  const { code, kinds, format } = frame;
  const run = code.let32(() => {
    code.get(runs);
    if (!backwards) return;
    code.get(runCount);
    code.i32(1);
    code.emit(CORE.i32Sub);
    code.i32(RUN_BYTES);
    code.emit(CORE.i32Mul, CORE.i32Add);
  });
  const left = code.let32(() => code.get(runCount));
  const pointer = code.local('i32');
  const slots = code.local('i32');
  code.countdown(left, () => {
    kinds.forEach((kind, index) => {
      code.whenNot(() => {
        code.load32At(run, 0);
        code.i32(index);
        code.emit(CORE.i32Ne);
      }, () => {
        code.load32At(run, backwards ? 12 : 4);
        code.set(pointer);
        code.load32At(run, 8);
        code.set(slots);
        code.countdown(slots, () => {
          body(index, pointer);
          code.advance(pointer, (backwards ? -1 : 1) * slotBytes(kind, format));
        });
      });
    });
    code.advance(run, backwards ? -RUN_BYTES : RUN_BYTES);
  });
}
