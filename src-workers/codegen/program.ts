// Expression trees flattened to a list of instructions that run over whole arrays: the fast form of the plain evaluator.
// No code is generated (the content security policy forbids it): an instruction is a few integers.
import { guardedExp } from './evaluate';
import type { Expression } from './expression';
import { substituteAll } from './simplify';

/**
 * Registers are arrays of one value per compartment. Register r < inputs.length is input r; the others are owned by the evaluator.
 * Instruction i computes register target[i] from registers a[i], b[i] (and for ifLess c[i], d[i]).
 */
export interface Program {
  inputs: readonly string[];
  ops: Expression['op'][];
  target: Int32Array;
  a: Int32Array;
  b: Int32Array;
  c: Int32Array;
  d: Int32Array;
  /** Registers filled once with a constant. */
  constants: { register: number; value: number }[];
  /** outputs[k] = register that holds expression k. */
  outputs: Int32Array;
  registerCount: number;
}

/** Flattens trees over the given input variables. Throws a ReferenceError for any other variable. */
export function compileProgram(expressions: readonly Expression[], inputs: readonly string[]): Program {
  const registers = new Map<Expression, number>();
  const inputIndex = new Map(inputs.map((name, index) => [name, index]));
  const rows: { op: Expression['op']; operands: number[]; target: number }[] = [];
  const constants: Program['constants'] = [];
  let registerCount = inputs.length;

  const visit = (node: Expression): number => {
    const known = registers.get(node);
    if (known !== undefined) return known;
    const register = place(node);
    registers.set(node, register);
    return register;
  };
  const place = (node: Expression): number => {
    if (node.op === 'var') {
      const index = inputIndex.get(node.name);
      if (index === undefined) throw new ReferenceError(`The expression uses "${node.name}", which is none of its inputs: ${inputs.join(', ')}.`);
      return index;
    }
    if (node.op === 'const') {
      constants.push({ register: registerCount, value: node.value });
      return registerCount++;
    }
    const operands = operandsOf(node).map(visit);
    const target = registerCount++;
    rows.push({ op: node.op, operands, target });
    return target;
  };
  const outputs = Int32Array.from(substituteAll(expressions), visit);
  const operand = (index: number): Int32Array => Int32Array.from(rows, (row) => row.operands[index] ?? 0);
  return {
    inputs, ops: rows.map((row) => row.op), target: Int32Array.from(rows, (row) => row.target),
    a: operand(0), b: operand(1), c: operand(2), d: operand(3), constants, outputs, registerCount,
  };
}

/** The children of a node, in order. */
export function operandsOf(node: Expression): Expression[] {
  switch (node.op) {
    case 'const': case 'var': return [];
    case 'neg': case 'exp': case 'log': case 'sqrt': case 'abs': return [node.a];
    case 'ifLess': return [node.a, node.b, node.then, node.otherwise];
    default: return [node.a, node.b];
  }
}

/** Computes all outputs for elements 0 .. length - 1; returns views that are overwritten by the next call. */
export type Evaluator = (inputs: readonly Float64Array[]) => readonly Float64Array[];

/** An evaluator for arrays of exactly `length` elements, with its own registers. */
export function createEvaluator(program: Program, length: number): Evaluator {
  const inputCount = program.inputs.length;
  const registers: Float64Array[] = Array.from({ length: program.registerCount }, (_, r) => new Float64Array(r < inputCount ? 0 : length));
  for (const { register, value } of program.constants) registers[register].fill(value);
  const outputs: Float64Array[] = new Array<Float64Array>(program.outputs.length);
  return (inputs) => {
    for (let r = 0; r < inputCount; r++) registers[r] = inputs[r];
    for (let i = 0; i < program.ops.length; i++) {
      run(program.ops[i], registers[program.target[i]], registers[program.a[i]], registers[program.b[i]], registers[program.c[i]], registers[program.d[i]]);
    }
    for (let k = 0; k < outputs.length; k++) outputs[k] = registers[program.outputs[k]];
    return outputs;
  };
}

function run(op: Expression['op'], out: Float64Array, a: Float64Array, b: Float64Array, c: Float64Array, d: Float64Array): void {
  const n = out.length;
  switch (op) {
    case 'neg': for (let k = 0; k < n; k++) out[k] = -a[k]; return;
    case 'exp': for (let k = 0; k < n; k++) out[k] = guardedExp(a[k]); return;
    case 'log': for (let k = 0; k < n; k++) out[k] = Math.log(a[k]); return;
    case 'sqrt': for (let k = 0; k < n; k++) out[k] = Math.sqrt(a[k]); return;
    case 'abs': for (let k = 0; k < n; k++) out[k] = Math.abs(a[k]); return;
    case 'add': for (let k = 0; k < n; k++) out[k] = a[k] + b[k]; return;
    case 'sub': for (let k = 0; k < n; k++) out[k] = a[k] - b[k]; return;
    case 'mul': for (let k = 0; k < n; k++) out[k] = a[k] * b[k]; return;
    case 'div': for (let k = 0; k < n; k++) out[k] = a[k] / b[k]; return;
    case 'min': for (let k = 0; k < n; k++) out[k] = Math.min(a[k], b[k]); return;
    case 'max': for (let k = 0; k < n; k++) out[k] = Math.max(a[k], b[k]); return;
    case 'ifLess': for (let k = 0; k < n; k++) out[k] = a[k] < b[k] ? c[k] : d[k]; return;
    case 'const': case 'var': return;
  }
}
