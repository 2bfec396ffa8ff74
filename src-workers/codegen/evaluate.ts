// The plain evaluator of expression trees: the oracle that tables and WebAssembly kernels are compared with.
import type { Expression } from './expression';

/** Largest argument of exp that is evaluated as it stands; beyond it NEURON's guard applies. */
const EXP_LIMIT = 700;

/** exp with NEURON's guard: arguments above 700 give exp(700), below -700 give 0. NaN stays NaN. */
export function guardedExp(x: number): number {
  return x > EXP_LIMIT ? Math.exp(EXP_LIMIT) : x < -EXP_LIMIT ? 0 : Math.exp(x);
}

/** The value of one operation on numbers; the single statement of what each operation means. */
export function applyUnary(op: 'neg' | 'exp' | 'log' | 'sqrt' | 'abs', a: number): number {
  switch (op) {
    case 'neg': return -a;
    case 'exp': return guardedExp(a);
    case 'log': return Math.log(a);
    case 'sqrt': return Math.sqrt(a);
    case 'abs': return Math.abs(a);
  }
}

export function applyBinary(op: 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max', a: number, b: number): number {
  switch (op) {
    case 'add': return a + b;
    case 'sub': return a - b;
    case 'mul': return a * b;
    case 'div': return a / b;
    case 'min': return Math.min(a, b);
    case 'max': return Math.max(a, b);
  }
}

/**
 * Value of a tree for given variables. Shared nodes are computed once.
 * Throws a ReferenceError that names a variable without a value.
 */
export function evaluate(expression: Expression, values: Readonly<Record<string, number>>): number {
  const known = new Map<Expression, number>();
  const visit = (node: Expression): number => {
    const found = known.get(node);
    if (found !== undefined) return found;
    const value = valueOf(node);
    known.set(node, value);
    return value;
  };
  const valueOf = (node: Expression): number => {
    switch (node.op) {
      case 'const': return node.value;
      case 'var': {
        if (!Object.hasOwn(values, node.name)) throw new ReferenceError(`The expression needs a value for the variable "${node.name}".`);
        return values[node.name];
      }
      case 'neg': case 'exp': case 'log': case 'sqrt': case 'abs': return applyUnary(node.op, visit(node.a));
      case 'ifLess': return visit(node.a) < visit(node.b) ? visit(node.then) : visit(node.otherwise);
      default: return applyBinary(node.op, visit(node.a), visit(node.b));
    }
  };
  return visit(expression);
}
