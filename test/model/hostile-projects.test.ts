// Damaged project files: a located error or a project, never another exception, whatever value stands wherever.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseProjectText } from '../../src-model/parse';
import { ProblemError, type Problem } from '../../src-model/problem';
import { serializeProject } from '../../src-model/serialize';
import { contactDrives } from '../../src-model/stimulus/contact-drives';
import { validateProject } from '../../src-model/validate';

const folder = new URL('../../assets/examples/', import.meta.url);
const texts = readdirSync(folder).filter((name) => name.endsWith('.ranvier')).map((name) => readFileSync(new URL(name, folder), 'utf8'));

const hostile = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', 'x', 'circle', [], {}, -1, 0, 1e-300, 1e300, -1e300, 0.5, 2 ** 53, '__proto__', [[]], [[0, 0], [0, 0], [0, 0]], { kind: 'polygon', verticesUm: [[0, 0], [1, 1], [2, 2]] }),
  fc.jsonValue(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Puts a value at a place chosen by `choice` (0..1), or removes what is there. */
function damage(value: unknown, choice: number, replacement: unknown, remove: boolean): unknown {
  if (typeof value !== 'object' || value === null) return replacement;
  const keys = Object.keys(value);
  if (keys.length === 0) return replacement;
  const position = choice * keys.length;
  const key = keys[Math.floor(position)];
  const child = (value as Record<string, unknown>)[key];
  const deeper = typeof child === 'object' && child !== null && (position * 7) % 1 > 0.1;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  if (deeper) copy[key] = damage(child, (position * 13) % 1, replacement, remove);
  else if (remove) Reflect.deleteProperty(copy, key);
  else copy[key] = replacement;
  return copy;
}

function expectLocated(problems: readonly Problem[]): void {
  for (const { where, message } of problems) {
    expect(where).not.toBe('');
    expect(message).toMatch(/\S.*[.?]$/s);
  }
}

function digest(text: string): void {
  let project;
  try {
    ({ project } = parseProjectText(text));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expectLocated(error.problems);
    return;
  }
  const problems = validateProject(project);
  expectLocated(problems);
  expect(parseProjectText(serializeProject(project)).project).toEqual(project);
  if (problems.every(({ severity }) => severity === 'warning')) contactDrives(project);
}

it('values replaced or removed anywhere (1500 cases)', () => {
  fc.assert(fc.property(fc.constantFrom(...texts), fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), hostile, fc.boolean()), { minLength: 1, maxLength: 3 }), (text, damages) => {
    const json = damages.reduce<unknown>((value, [choice, replacement, remove]) => damage(value, choice, replacement, remove), JSON.parse(text));
    digest(JSON.stringify(json));
  }), { numRuns: 1500 });
});

it('characters replaced, removed or cut off (1500 cases)', () => {
  fc.assert(fc.property(fc.constantFrom(...texts), fc.nat(), fc.string({ maxLength: 3 }), fc.nat({ max: 5 }), fc.boolean(), (text, at, inserted, removed, cut) => {
    const offset = at % text.length;
    digest(text.slice(0, offset) + inserted + (cut ? '' : text.slice(offset + removed)));
  }), { numRuns: 1500 });
});
