// The plain evaluator and the rewriting of trees: meaning of each operation, and properties on random trees.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differentiate } from '../../../src-workers/codegen/differentiate';
import { evaluate, guardedExp } from '../../../src-workers/codegen/evaluate';
import {
  type Expression, abs, add, constant, div, exp, ifLess, log, max, min, mul, neg, power, sqrt, sub, variable,
} from '../../../src-workers/codegen/expression';
import { compileProgram, createEvaluator } from '../../../src-workers/codegen/program';
import { freeVariables, simplify, substitute, substituteAll } from '../../../src-workers/codegen/simplify';

const x = variable('x');
const y = variable('y');

/** Random trees over x and y whose values stay finite for arguments of moderate size. */
const tree: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => {
  const child = tie('tree');
  const pair = fc.tuple(child, child);
  return {
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(x, y),
      fc.double({ min: -3, max: 3, noNaN: true }).map(constant),
      child.map(neg), child.map(abs), child.map((a) => exp(min(a, 3))), child.map((a) => log(add(1, abs(a)))), child.map((a) => sqrt(abs(a))),
      pair.map(([a, b]) => add(a, b)), pair.map(([a, b]) => sub(a, b)), pair.map(([a, b]) => mul(a, b)), pair.map(([a, b]) => div(a, add(1, abs(b)))),
      pair.map(([a, b]) => min(a, b)), pair.map(([a, b]) => max(a, b)),
      fc.tuple(child, child, child, child).map(([a, b, c, d]) => ifLess(a, b, c, d)),
    ),
  };
}).tree;
const point = fc.record({ x: fc.double({ min: -2, max: 2, noNaN: true }), y: fc.double({ min: -2, max: 2, noNaN: true }) });

describe('evaluate', () => {
  it('computes each operation', () => {
    const values = { x: 2, y: -3 };
    const cases: [Expression, number][] = [
      [neg(x), -2], [exp(0), 1], [log(x), Math.LN2], [sqrt(x), Math.SQRT2], [abs(y), 3], [add(x, y, 1), 0], [sub(x, y), 5], [mul(x, y, 2), -12],
      [div(x, y), -2 / 3], [min(x, y), -3], [max(x, y), 2], [ifLess(x, y, 1, 0), 0], [ifLess(y, x, 1, 0), 1], [ifLess(x, x, 1, 0), 0], [power(y, 3), -27],
    ];
    for (const [expression, expected] of cases) expect(evaluate(expression, values)).toBeCloseTo(expected, 14);
  });

  it('guards exp as NEURON does', () => {
    expect(guardedExp(800)).toBe(Math.exp(700));
    expect(guardedExp(-800)).toBe(0);
    expect(guardedExp(700)).toBe(Math.exp(700));
    expect(guardedExp(Number.NaN)).toBeNaN();
  });

  it('names a variable without a value', () => {
    expect(() => evaluate(add(x, variable('cai')), { x: 1 })).toThrow(/"cai"/);
    expect(() => evaluate(variable('toString'), {})).toThrow(/"toString"/);
  });

  it('visits a shared node once', () => {
    let deep: Expression = x;
    for (let level = 0; level < 200; level++) deep = mul(0.5, add(deep, deep));
    expect(evaluate(deep, { x: 3 })).toBe(3);
    expect(evaluate(simplify(deep), { x: 3 })).toBe(3);
  });
});

describe('program', () => {
  it('equals the evaluator on arrays, bit for bit but for the sign of zero', () => {
    fc.assert(fc.property(tree, fc.array(point, { minLength: 1, maxLength: 5 }), (expression, points) => {
      const run = createEvaluator(compileProgram([expression, neg(expression)], ['x', 'y']), points.length);
      const [value, negative] = run([Float64Array.from(points, (p) => p.x), Float64Array.from(points, (p) => p.y)]);
      points.forEach((p, k) => {
        const expected = evaluate(expression, p);
        expect(value[k] + 0).toBe(expected + 0);
        expect(negative[k] + 0).toBe(-expected + 0);
      });
    }));
  });

  it('computes equal parts once', () => {
    const part = (): Expression => exp(mul(2, variable('x')));
    expect(compileProgram([add(part(), part()), div(1, part())], ['x']).ops.filter((op) => op === 'exp')).toHaveLength(1);
  });

  it('refuses a variable that is not an input', () => {
    expect(() => compileProgram([add(x, y)], ['x'])).toThrow(/"y".*none of its inputs/);
  });
});

describe('simplify and substitute', () => {
  it('keep the value', () => {
    fc.assert(fc.property(tree, point, (expression, p) => {
      expect(evaluate(simplify(expression), p) + 0).toBe(evaluate(expression, p) + 0);
      expect(evaluate(substitute(expression, { y: constant(p.y) }), { x: p.x }) + 0).toBe(evaluate(expression, p) + 0);
    }));
  });

  it('fold constants, drop neutral elements and report what is free', () => {
    expect(simplify(add(mul(0, x), 2, 3))).toEqual(constant(5));
    expect(simplify(neg(neg(mul(1, add(x, 0)))))).toEqual(x);
    expect(substitute(ifLess(y, 0, x, neg(x)), { y: constant(1) })).toEqual(neg(x));
    expect([...freeVariables(add(x, mul(2, y)))].sort()).toEqual(['x', 'y']);
    const [a, b] = substituteAll([exp(add(x, 1)), div(1, exp(add(x, 1)))]);
    expect(b.op === 'div' && b.b).toBe(a);
  });
});

describe('differentiate', () => {
  it('agrees with central differences on smooth trees', () => {
    const smooth: Expression[] = [
      mul(x, exp(neg(mul(x, x)))), div(x, add(1, exp(div(add(x, 2), 0.7)))), log(add(2, mul(x, x))), sqrt(add(1, exp(x))),
      ifLess(x, 5, power(x, 3), 0), abs(sub(x, 10)), max(mul(2, x), -100), min(mul(2, x), -100), sub(div(1, add(3, x)), mul(y, x)),
    ];
    const h = 1e-5;
    for (const expression of smooth) {
      for (const at of [-1.3, -0.2, 0.4, 1.7]) {
        const value = (offset: number): number => evaluate(expression, { x: at + offset, y: 0.3 });
        expect(evaluate(differentiate(expression, 'x'), { x: at, y: 0.3 })).toBeCloseTo((value(h) - value(-h)) / (2 * h), 7);
      }
    }
  });

  it('is zero for another variable', () => {
    expect(differentiate(exp(y), 'x')).toEqual(constant(0));
  });
});
