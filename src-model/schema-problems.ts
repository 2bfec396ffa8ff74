// From the findings of the schema check to located sentences in plain words.
import type { z } from 'zod';
import { didYouMean } from './closest-name';
import { helpFor } from './explain';
import type { Problem } from './problem';
import { valueAt, type Path } from './schema-walk';
import { fieldPath, whereOf } from './whereabouts';

type Issue = z.core.$ZodIssue;

export function schemaProblems(issues: readonly Issue[], json: unknown): Problem[] {
  return issues.flatMap((issue) => innermost(issue, [])).map(({ issue, path }) => ({
    severity: 'error',
    path: [...path],
    where: whereOf(path, json),
    message: sentence(issue, path, json),
  }));
}

interface Located {
  issue: Issue;
  path: (string | number)[];
}

/** A union reports one list of findings per option; what the user meant is the option that got furthest into the value. */
function innermost(issue: Issue, base: Path): Located[] {
  const path = [...base, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ issue, path }];
  const options = issue.errors.map((found) => found.flatMap((inner) => innermost(inner, path)));
  const depthOf = (found: readonly Located[]): number => Math.min(...found.map((inner) => inner.path.length));
  const deepest = Math.max(...options.map(depthOf));
  return deepest > path.length ? options.find((found) => depthOf(found) === deepest)! : [{ issue, path }];
}

function sentence(issue: Issue, path: Path, json: unknown): string {
  const help = helpFor(path, json);
  const name = help ? `${help.title} (${fieldPath(path)})` : path.length === 0 ? 'The file' : fieldPath(path);
  const unit = help?.unit ?? '';
  const value = valueAt(json, path);
  const shown = `${show(value)}${unit && typeof value === 'number' ? ` ${unit}` : ''}`;
  const withUnit = unit ? ` ${unit}` : '';
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return `${name} is missing; give ${expected(issue.expected, unit)}.`;
      return `${name} is ${shown}; it must be ${expected(issue.expected, unit)}.`;
    case 'too_small':
      if (issue.origin === 'string') return `${name} is empty; give it a text.`;
      if (issue.origin === 'array') return `${name} has ${countOf(value)} entries; it needs at least ${String(issue.minimum)}.`;
      return `${name} is ${shown}; it must be ${issue.inclusive ? 'at least' : 'greater than'} ${String(issue.minimum)}${withUnit}.`;
    case 'too_big':
      if (issue.origin === 'string') return `${name} is ${String(value).length} characters long; use at most ${String(issue.maximum)}.`;
      if (issue.origin === 'array') return `${name} has ${countOf(value)} entries; it takes at most ${String(issue.maximum)}.`;
      return `${name} is ${shown}; it must be ${issue.inclusive ? 'at most' : 'less than'} ${String(issue.maximum)}${withUnit}.`;
    case 'invalid_value': return choice(name, value, issue.values.map(String));
    case 'invalid_union':
      if (issue.discriminator !== undefined && 'options' in issue) return choice(name, value, (issue.options as readonly unknown[]).map(String));
      return `${name} is ${shown}; that is not possible here.${help ? ` ${help.description}` : ''}`;
    default: return `${name} is ${shown}: ${issue.message}.`;
  }
}

function choice(name: string, value: unknown, choices: readonly string[]): string {
  const list = choices.join(', ');
  if (value === undefined) return `${name} is missing; choose one of ${list}.`;
  return `${name} is ${show(value)}; choose one of ${list}.${typeof value === 'string' ? didYouMean(value, choices) : ''}`;
}

function expected(type: string, unit: string): string {
  switch (type) {
    case 'number': return `a finite number${unit ? ` in ${unit}` : ''}`;
    case 'int': return 'a whole number';
    case 'string': return 'a text';
    case 'boolean': return 'true or false';
    case 'array': case 'tuple': return 'a list';
    case 'object': return 'an object { ... }';
    default: return type;
  }
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function show(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
