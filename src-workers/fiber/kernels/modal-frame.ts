// The builder of one function of the modal kernel, with what all its parts share.
import { FunctionBuilder, type Local } from '../../codegen/function-builder';
import { type ConstantPool, LaneBuilder, type LaneFormat, type Lanes } from '../../codegen/lane-builder';
import type { ParameterLayout } from './kernel-parameters';
import type { MembraneSite } from './membrane-code';
import { GROUP_WORDS, type GroupWord, type ModalShape, wordOffset } from './modal-layout';
import { tableAt } from './table-code';

export interface Context {
  format: LaneFormat;
  shape: ModalShape;
  parameters: ParameterLayout;
  pool: ConstantPool;
}

export interface Frame extends Context {
  code: FunctionBuilder;
  lanes: LaneBuilder;
  zero: Local;
  table: MembraneSite['table'];
  word: Record<GroupWord, Local>;
}

export function openFrame(context: Context, name: string, parameterCount: number): Frame {
  const code = new FunctionBuilder(name, new Array<'i32'>(parameterCount).fill('i32'));
  const lanes = new LaneBuilder(code, context.format, context.pool);
  const zero = code.let32(() => code.i32(0));
  const table = tableAt(lanes, context.shape.plan, context.parameters.tables[0], zero);
  const word = Object.fromEntries(GROUP_WORDS.map((each) => [each, code.let32(() => code.load32At(0, wordOffset(each)))])) as Record<GroupWord, Local>;
  return { ...context, code, lanes, zero, table, word };
}

export interface StepOptions {
  /** The solve is half a step, extrapolated to the whole. */
  extrapolate: boolean;
  /** Constants of the damped half step. */
  damped: boolean;
  advance: boolean;
  /** Pointer behind the row; decremented node by node. */
  record: Local | null;
}

export const fieldsOf = (lanes: LaneBuilder, pointer: Local): { get: (field: number) => Lanes; put: (field: number, value: Lanes) => void } => ({
  get: (field) => lanes.load(pointer, field * lanes.bytes),
  put: (field, value) => lanes.store(pointer, field * lanes.bytes, value),
});
