// Generated lane code against the plain evaluator: the functions it has to provide itself, and random trees.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src-workers/codegen/evaluate';
import { type Expression, abs, add, constant, div, exp, ifLess, log, max, min, mul, neg, sqrt, sub, variable } from '../../../src-workers/codegen/expression';
import { FunctionBuilder } from '../../../src-workers/codegen/function-builder';
import { ConstantPool, type LaneFormat, LaneBuilder, laneBytes, laneCount } from '../../../src-workers/codegen/lane-builder';
import { compileExpressions } from '../../../src-workers/codegen/lane-expression';
import { encodeModule } from '../../../src-workers/codegen/wasm-module';

const INPUTS = ['v', 'x', 'y'] as const;
const POOL_AT = 1024;

/** Compiles trees to a module and evaluates them: inputs[name][lane] -> outputs[tree][lane]. */
function run(format: LaneFormat, trees: Expression[], inputs: Record<string, number[]>): number[][] {
  const code = new FunctionBuilder('run', []);
  const pool = new ConstantPool(POOL_AT, format.precision);
  const lanes = new LaneBuilder(code, format, pool);
  const zero = code.let32(() => code.i32(0));
  const results = compileExpressions(lanes, trees, (name) => lanes.load(zero, INPUTS.indexOf(name as 'v') * laneBytes(format)));
  results.forEach((result, k) => lanes.store(zero, (INPUTS.length + k) * laneBytes(format), result));
  const bytes = encodeModule([code.finish()]);
  expect(WebAssembly.validate(bytes)).toBe(true);
  const memory = new WebAssembly.Memory({ initial: 1 });
  pool.write(memory.buffer);
  const values = format.precision === 'f64' ? new Float64Array(memory.buffer) : new Float32Array(memory.buffer);
  const count = laneCount(format);
  INPUTS.forEach((name, i) => values.set(inputs[name] ?? [], i * count));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  (instance.exports.run as () => void)();
  return trees.map((_, k) => Array.from(values.subarray((INPUTS.length + k) * count, (INPUTS.length + k + 1) * count)));
}

const F64: LaneFormat = { precision: 'f64', vectors: 2 };
const F32: LaneFormat = { precision: 'f32', vectors: 1 };
const v = variable('v');

describe('functions over lanes', () => {
  const relativeError = (format: LaneFormat, tree: Expression, reference: (x: number) => number, points: number[]): number => {
    let worst = 0;
    for (let k = 0; k + 4 <= points.length; k += 4) {
      const batch = points.slice(k, k + 4).map((x) => (format.precision === 'f32' ? Math.fround(x) : x));
      const [got] = run(format, [tree], { v: batch });
      batch.forEach((x, lane) => { worst = Math.max(worst, Math.abs(got[lane] / reference(x) - 1)); });
    }
    return worst;
  };
  const spread = (from: number, to: number, count: number): number[] => Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));

  it('exp is accurate to 7e-15 (f64) and 3e-7 (f32)', () => {
    expect(relativeError(F64, exp(v), Math.exp, [...spread(-690, 690, 200), ...spread(-1, 1, 40)])).toBeLessThan(7e-15);
    expect(relativeError(F32, exp(v), Math.exp, [...spread(-80, 80, 100), ...spread(-1, 1, 40)])).toBeLessThan(3e-7);
  });

  it('log is accurate to 1e-14 (f64) and 5e-7 (f32)', () => {
    const points = [1e-300, 1e-9, 0.3, 0.7071, 0.70711, 0.9, 1.4142, 1.41422, 2, 140, 1e9, 1e300];
    expect(relativeError(F64, log(v), Math.log, points)).toBeLessThan(1e-14);
    expect(relativeError(F32, log(v), Math.log, points.filter((x) => x > 1e-30 && x < 1e30).concat(5, 6))).toBeLessThan(5e-7);
  });

  it('guards exp as the evaluator does, and passes NaN on', () => {
    const [got] = run(F64, [exp(v)], { v: [1e6, -1e6, NaN, 0] });
    expect(got[0]).toBe(Math.exp(700));
    expect(got[1]).toBeLessThan(1e-300);
    expect(got[2]).toBeNaN();
    expect(got[3]).toBe(1);
    const [logs] = run(F64, [log(v)], { v: [0, -1, NaN, 1] });
    expect(logs).toEqual([-Infinity, NaN, NaN, 0]);
  });
});

/** Trees whose values stay moderate, so that a comparison of numbers makes sense. */
const tree: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => {
  const child = tie('node');
  return {
    node: fc.oneof(
      { maxDepth: 7, withCrossShrink: true },
      fc.constantFrom(...INPUTS).map(variable),
      fc.integer({ min: -50, max: 50 }).map((k) => constant(k / 10)),
      fc.tuple(child, child).map(([a, b]) => add(a, b)),
      fc.tuple(child, child).map(([a, b]) => sub(a, b)),
      fc.tuple(child, child).map(([a, b]) => mul(a, b)),
      fc.tuple(child, child).map(([a, b]) => div(a, add(abs(b), 0.5))),
      fc.tuple(child, child).map(([a, b]) => min(a, b)),
      fc.tuple(child, child).map(([a, b]) => max(a, b)),
      child.map(neg),
      child.map((a) => sqrt(abs(a))),
      child.map((a) => log(add(abs(a), 0.1))),
      child.map((a) => exp(min(a, 5))),
      fc.tuple(child, child, child, child).map(([a, b, c, d]) => ifLess(a, b, c, d)),
    ),
  };
}).node;

/** The same tree with every exp and log off by a part in 1e13: shows where rounding is amplified or a branch is a coin toss. */
function perturbed(node: Expression): Expression {
  switch (node.op) {
    case 'const': case 'var': return node;
    case 'exp': case 'log': return mul({ op: node.op, a: perturbed(node.a) }, 1 + 1e-13);
    case 'neg': case 'sqrt': case 'abs': return { op: node.op, a: perturbed(node.a) };
    case 'ifLess': return ifLess(perturbed(node.a), perturbed(node.b), perturbed(node.then), perturbed(node.otherwise));
    default: return { op: node.op, a: perturbed(node.a), b: perturbed(node.b) };
  }
}

describe('random trees', () => {
  it('agree with the plain evaluator to 1e-9 wherever the tree itself is that well conditioned', () => {
    const inputs = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 4, maxLength: 4 });
    let compared = 0;
    fc.assert(fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), inputs, inputs, inputs, (trees, vs, xs, ys) => {
      const got = run(F64, trees, { v: vs, x: xs, y: ys });
      trees.forEach((expression, k) => {
        for (let lane = 0; lane < 4; lane++) {
          const values = { v: vs[lane], x: xs[lane], y: ys[lane] };
          const expected = evaluate(expression, values);
          const scale = Math.max(Math.abs(expected), 1e-3);
          if (Math.abs(evaluate(perturbed(expression), values) - expected) > 1e-10 * scale || Math.abs(expected) > 1e200) continue;
          compared++;
          expect(Math.abs(got[k][lane] - expected)).toBeLessThanOrEqual(1e-9 * scale);
        }
      });
    }), { numRuns: 300, seed: 7 });
    expect(compared).toBeGreaterThan(1000);
  });

  it('computes a shared part once', () => {
    const shared = exp(mul(v, 0.5));
    const size = (trees: Expression[]): number => {
      const code = new FunctionBuilder('f', []);
      const lanes = new LaneBuilder(code, F64, new ConstantPool(0, 'f64'));
      const zero = code.let32(() => code.i32(0));
      compileExpressions(lanes, trees, () => lanes.load(zero, 0));
      return code.finish().body.length;
    };
    expect(size([add(shared, shared), mul(shared, exp(mul(v, 0.5)))])).toBeLessThan(1.2 * size([shared]));
  });
});
