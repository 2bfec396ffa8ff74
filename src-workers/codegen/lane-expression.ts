// Expression trees compiled to lane arithmetic: the generated counterpart of the plain evaluator.
import type { Expression } from './expression';
import type { LaneBuilder, Lanes } from './lane-builder';
import { laneExp, laneLog } from './lane-functions';
import { substituteAll } from './simplify';

/** Where the value of a variable comes from; called once per variable, at its first use. */
export type VariableSource = (name: string) => Lanes;

/**
 * Code that computes several trees; equal parts are computed once and constants are folded.
 * The evaluation order is that of the trees, so that results agree with `evaluate` to rounding (of exp and log: see lane-functions).
 */
export function compileExpressions(lanes: LaneBuilder, expressions: readonly Expression[], variables: VariableSource): Lanes[] {
  const known = new Map<Expression, Lanes>();
  const named = new Map<string, Lanes>();
  const visit = (node: Expression): Lanes => {
    const found = known.get(node);
    if (found) return found;
    const value = valueOf(node);
    known.set(node, value);
    return value;
  };
  const variable = (name: string): Lanes => {
    const value = named.get(name) ?? variables(name);
    named.set(name, value);
    return value;
  };
  const valueOf = (node: Expression): Lanes => {
    switch (node.op) {
      case 'const': return lanes.constant(node.value);
      case 'var': return variable(node.name);
      case 'exp': return laneExp(lanes, visit(node.a));
      case 'log': return laneLog(lanes, visit(node.a));
      case 'neg': case 'sqrt': case 'abs': return lanes[node.op](visit(node.a));
      case 'ifLess': return lanes.select(lanes.less(visit(node.a), visit(node.b)), visit(node.then), visit(node.otherwise));
      default: return lanes[node.op](visit(node.a), visit(node.b));
    }
  };
  return substituteAll(expressions).map(visit);
}
