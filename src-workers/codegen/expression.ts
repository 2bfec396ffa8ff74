// Expression trees: how membrane models state their equations. One tree serves the plain evaluator (the oracle),
// the table builder and the WebAssembly generator. Nodes are immutable and may be shared (a DAG); consumers visit a shared node once.

export type Expression =
  | { readonly op: 'const'; readonly value: number }
  | { readonly op: 'var'; readonly name: string }
  | { readonly op: 'neg' | 'exp' | 'log' | 'sqrt' | 'abs'; readonly a: Expression }
  | { readonly op: 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max'; readonly a: Expression; readonly b: Expression }
  /** a < b ? then : otherwise; both branches may be evaluated. */
  | { readonly op: 'ifLess'; readonly a: Expression; readonly b: Expression; readonly then: Expression; readonly otherwise: Expression };

export type Term = Expression | number;

const asExpression = (term: Term): Expression => (typeof term === 'number' ? { op: 'const', value: term } : term);
const unary = (op: 'neg' | 'exp' | 'log' | 'sqrt' | 'abs') => (a: Term): Expression => ({ op, a: asExpression(a) });
const binary = (op: 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max') => (a: Term, b: Term): Expression => ({ op, a: asExpression(a), b: asExpression(b) });

export const constant = (value: number): Expression => ({ op: 'const', value });
export const variable = (name: string): Expression => ({ op: 'var', name });
export const neg = unary('neg');
export const exp = unary('exp');
export const log = unary('log');
export const sqrt = unary('sqrt');
export const abs = unary('abs');
export const sub = binary('sub');
export const div = binary('div');
export const min = binary('min');
export const max = binary('max');
export const add = (first: Term, ...rest: Term[]): Expression => rest.reduce<Expression>((sum, term) => binary('add')(sum, term), asExpression(first));
export const mul = (first: Term, ...rest: Term[]): Expression => rest.reduce<Expression>((product, term) => binary('mul')(product, term), asExpression(first));
export const ifLess = (a: Term, b: Term, then: Term, otherwise: Term): Expression =>
  ({ op: 'ifLess', a: asExpression(a), b: asExpression(b), then: asExpression(then), otherwise: asExpression(otherwise) });
/** a to a whole power >= 1, by multiplication. */
export const power = (a: Term, exponent: number): Expression => mul(a, ...Array.from({ length: exponent - 1 }, () => a));
