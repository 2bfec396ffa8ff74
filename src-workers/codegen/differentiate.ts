// Derivative of an expression tree: the slope conductance di/dv that the implicit steps need.
import { type Expression, add, constant, div, exp, ifLess, mul, neg, sqrt, sub } from './expression';
import { simplify } from './simplify';

/**
 * d(expression)/d(name), simplified. At the corners of abs, min, max and ifLess the derivative of one side is taken;
 * the guard of exp is ignored.
 */
export function differentiate(expression: Expression, name: string): Expression {
  const known = new Map<Expression, Expression>();
  const visit = (node: Expression): Expression => {
    const found = known.get(node);
    if (found) return found;
    const result = simplify(derivativeOf(node));
    known.set(node, result);
    return result;
  };
  const derivativeOf = (node: Expression): Expression => {
    switch (node.op) {
      case 'const': return constant(0);
      case 'var': return constant(node.name === name ? 1 : 0);
      case 'neg': return neg(visit(node.a));
      case 'exp': return mul(exp(node.a), visit(node.a));
      case 'log': return div(visit(node.a), node.a);
      case 'sqrt': return div(visit(node.a), mul(2, sqrt(node.a)));
      case 'abs': return ifLess(node.a, 0, neg(visit(node.a)), visit(node.a));
      case 'add': return add(visit(node.a), visit(node.b));
      case 'sub': return sub(visit(node.a), visit(node.b));
      case 'mul': return add(mul(visit(node.a), node.b), mul(node.a, visit(node.b)));
      case 'div': return div(sub(mul(visit(node.a), node.b), mul(node.a, visit(node.b))), mul(node.b, node.b));
      case 'min': return ifLess(node.a, node.b, visit(node.a), visit(node.b));
      case 'max': return ifLess(node.a, node.b, visit(node.b), visit(node.a));
      case 'ifLess': return ifLess(node.a, node.b, visit(node.then), visit(node.otherwise));
    }
  };
  return visit(expression);
}
