// Rewriting of expression trees: constant folding, substitution, sharing of equal parts, free variables.
// Every function returns nodes shared by structure, so that equal parts are computed once by all consumers.
import { applyBinary, applyUnary } from './evaluate';
import { type Expression, constant } from './expression';

/** Interns nodes: structurally equal nodes become the same object. */
class NodePool {
  private readonly byKey = new Map<string, Expression>();
  private readonly ids = new Map<Expression, number>();

  intern(node: Expression): Expression {
    const key = this.keyOf(node);
    const known = this.byKey.get(key);
    if (known) return known;
    this.byKey.set(key, node);
    this.ids.set(node, this.ids.size);
    return node;
  }

  private keyOf(node: Expression): string {
    const id = (child: Expression): string => String(this.ids.get(child));
    switch (node.op) {
      case 'const': return `const ${Object.is(node.value, -0) ? '-0' : String(node.value)}`;
      case 'var': return `var ${node.name}`;
      case 'neg': case 'exp': case 'log': case 'sqrt': case 'abs': return `${node.op} ${id(node.a)}`;
      case 'ifLess': return `ifLess ${id(node.a)} ${id(node.b)} ${id(node.then)} ${id(node.otherwise)}`;
      default: return `${node.op} ${id(node.a)} ${id(node.b)}`;
    }
  }
}

/** The same node with each child mapped; children must be interned already. */
function withChildren(node: Expression, map: (child: Expression) => Expression): Expression {
  switch (node.op) {
    case 'const': case 'var': return node;
    case 'neg': case 'exp': case 'log': case 'sqrt': case 'abs': return { op: node.op, a: map(node.a) };
    case 'ifLess': return { op: 'ifLess', a: map(node.a), b: map(node.b), then: map(node.then), otherwise: map(node.otherwise) };
    default: return { op: node.op, a: map(node.a), b: map(node.b) };
  }
}

const isConstant = (node: Expression, value: number): boolean => node.op === 'const' && node.value === value;

/** One local step of folding; exact in floating point except that 0 * x is taken as 0 and the sign of zero is not kept. */
function fold(node: Expression): Expression {
  switch (node.op) {
    case 'const': case 'var': return node;
    case 'neg':
      if (node.a.op === 'neg') return node.a.a;
      return node.a.op === 'const' ? constant(-node.a.value) : node;
    case 'exp': case 'log': case 'sqrt': case 'abs':
      return node.a.op === 'const' ? constant(applyUnary(node.op, node.a.value)) : node;
    case 'ifLess':
      if (node.a.op === 'const' && node.b.op === 'const') return node.a.value < node.b.value ? node.then : node.otherwise;
      return node.then === node.otherwise ? node.then : node;
    default: {
      const { op, a, b } = node;
      if (a.op === 'const' && b.op === 'const') return constant(applyBinary(op, a.value, b.value));
      if (op === 'add') return isConstant(a, 0) ? b : isConstant(b, 0) ? a : node;
      if (op === 'sub') return isConstant(b, 0) ? a : isConstant(a, 0) ? { op: 'neg', a: b } : node;
      if (op === 'mul') {
        if (isConstant(a, 0) || isConstant(b, 0)) return constant(0);
        return isConstant(a, 1) ? b : isConstant(b, 1) ? a : node;
      }
      if (op === 'div') return isConstant(b, 1) ? a : isConstant(a, 0) ? constant(0) : node;
      return node;
    }
  }
}

/**
 * Replaces variables by expressions, folds constants and shares equal parts, for several trees together.
 * Variables without a binding stay.
 */
export function substituteAll(expressions: readonly Expression[], bindings: Readonly<Record<string, Expression>> = {}): Expression[] {
  const pool = new NodePool();
  const done = new Map<Expression, Expression>();
  const visit = (node: Expression): Expression => {
    const known = done.get(node);
    if (known) return known;
    const bound = node.op === 'var' && Object.hasOwn(bindings, node.name) ? internTree(bindings[node.name]) : undefined;
    const result = bound ?? foldIn(withChildren(node, visit));
    done.set(node, result);
    return result;
  };
  const foldIn = (node: Expression): Expression => {
    let current = pool.intern(node);
    for (;;) {
      const next = pool.intern(withChildren(fold(current), internTree));
      if (next === current) return current;
      current = next;
    }
  };
  const interned = new Map<Expression, Expression>();
  const internTree = (node: Expression): Expression => {
    const known = interned.get(node);
    if (known) return known;
    const result = pool.intern(withChildren(node, internTree));
    interned.set(node, result);
    interned.set(result, result);
    return result;
  };
  return expressions.map(visit);
}

/** Folds constants and shares equal parts of one tree. */
export function simplify(expression: Expression): Expression {
  return substituteAll([expression])[0];
}

/** Replaces variables of one tree and simplifies it. */
export function substitute(expression: Expression, bindings: Readonly<Record<string, Expression>>): Expression {
  return substituteAll([expression], bindings)[0];
}

/** Names of the variables that occur in the tree. */
export function freeVariables(expression: Expression): Set<string> {
  const names = new Set<string>();
  const seen = new Set<Expression>();
  const visit = (node: Expression): Expression => {
    if (seen.has(node)) return node;
    seen.add(node);
    if (node.op === 'var') names.add(node.name);
    withChildren(node, visit);
    return node;
  };
  visit(expression);
  return names;
}
