// Project files: round trip, unknown keys, located messages, versions, JSON faults by line.
import { describe, expect, it } from 'vitest';
import { formatJson, parseJsonText } from '../../src-model/json-text';
import { migrate } from '../../src-model/migrate';
import { parseProject, parseProjectText } from '../../src-model/parse';
import { ProblemError, type Problem } from '../../src-model/problem';
import { serializeProject } from '../../src-model/serialize';

const HEAD = { format: 'ranvier-project', version: 1 };

function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  throw new Error('No problem was found.');
}

const problemsIn = (parts: object): readonly Problem[] => problemsOf(() => parseProject({ ...HEAD, ...parts }));

const FULL = {
  ...HEAD,
  name: 'Full',
  nerve: { lengthUm: 5000, diameterUm: 500, materials: { epineurium: { name: 'mine', conductivitySPerM: { xx: 1, yy: 2, zz: 3 } } } },
  fascicles: [
    { id: 'F1', shape: { kind: 'polygon', verticesUm: [[0, 0], [100, 0], [0, 100.5]] }, population: { kind: 'explicit', axons: [{ myelinated: true, diameterUm: 7.3 }] } },
    { id: 'F2', shape: { kind: 'ellipse', centerYUm: -100, centerZUm: 0, diameterYUm: 50, diameterZUm: 40 }, population: { kind: 'generated' } },
  ],
  electrodes: [{ kind: 'life', id: 'L', xUm: 2000, yUm: 10, zUm: 10 }],
  stimulation: {
    waveforms: [{ id: 'w', waveform: { kind: 'samples', timesMs: Array.from({ length: 60 }, (_, k) => k / 7), valuesUa: Array.from({ length: 60 }, (_, k) => -k - 1) } }],
    drives: [{ contact: 'L', waveform: 'w' }],
  },
};

describe('round trip', () => {
  it('parse, serialize, parse gives the same project and the same text', () => {
    const { project, problems } = parseProject(FULL);
    expect(problems).toEqual([]);
    const text = serializeProject(project);
    const again = parseProjectText(text);
    expect(again.project).toEqual(project);
    expect(again.problems).toEqual([]);
    expect(serializeProject(again.project)).toBe(text);
  });

  it('key order does not depend on how the project came about', () => {
    const { project } = parseProject(FULL);
    const shuffled = Object.fromEntries(Object.entries(project).reverse()) as typeof project;
    expect(serializeProject(shuffled)).toBe(serializeProject(project));
  });

  it('writes points and short lists on one line and wraps long lists', () => {
    const text = serializeProject(parseProject(FULL).project);
    expect(text).toContain('[0, 100.5]');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(121);
  });

  it('refuses to write what JSON cannot hold', () => {
    const { project } = parseProject(FULL);
    project.fascicles[1].perineuriumThicknessUm = Number.NaN;
    expect(problemsOf(() => serializeProject(project))).toMatchObject([{ where: 'fascicle "F2"', path: ['fascicles', 1, 'perineuriumThicknessUm'] }]);
  });
});

describe('unknown keys', () => {
  it('are kept, also in nested lists, and reported with a suggestion', () => {
    const input = structuredClone(FULL) as Record<string, unknown>;
    input.notes = { by: 'me' };
    (input.fascicles as Record<string, unknown>[])[1].perineuriumThicknesUm = 4;
    const { project, problems } = parseProject(input);
    expect(problems.map((p) => [p.severity, p.where, p.path.join('.')])).toEqual([
      ['warning', 'fascicle "F2"', 'fascicles.1.perineuriumThicknesUm'], ['warning', 'project', 'notes'],
    ]);
    expect(problems[0].message).toMatch(/Did you mean "perineuriumThicknessUm"\?/);
    const again = parseProjectText(serializeProject(project));
    expect(again.project).toMatchObject({ notes: { by: 'me' } });
    expect(again.project.fascicles[1]).toMatchObject({ perineuriumThicknesUm: 4 });
  });

  it('a key named __proto__ changes nothing else', () => {
    const { project } = parseProject(JSON.parse('{ "format": "ranvier-project", "version": 1, "__proto__": { "name": "evil" } }'));
    expect(project.name).toBe('Untitled');
    expect(Object.getPrototypeOf(project)).toBe(Object.prototype);
  });
});

describe('messages', () => {
  it('name the place, the value, the unit and the rule', () => {
    const shape = { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: -5 };
    expect(problemsIn({ fascicles: [{ id: 'F1', shape, population: { kind: 'generated' } }] })).toEqual([{
      severity: 'error', path: ['fascicles', 0, 'shape', 'diameterUm'], where: 'fascicle "F1"',
      message: 'Diameter (fascicles[0].shape.diameterUm) is -5 um; it must be greater than 0 um.',
    }]);
  });

  it.each([
    ['missing', { nerve: { diameterUm: 3 } }, 'nerve', /Length \(nerve\.lengthUm\) is missing; give a finite number in um/],
    ['NaN', { nerve: { lengthUm: NaN, diameterUm: 3 } }, 'nerve', /is NaN um; it must be a finite number in um/],
    ['infinite', { simulation: { durationMs: Infinity } }, 'simulation', /Duration .* is Infinity ms; it must be a finite number/],
    ['text', { nerve: { lengthUm: '5 mm', diameterUm: 3 } }, 'nerve', /is "5 mm"; it must be a finite number in um/],
    ['not whole', { fascicles: [{ id: 'A', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 1 }, population: { kind: 'generated', axonCount: 2.5 } }] }, 'fascicle "A"', /Axons .* is 2\.5; it must be a whole number/],
    ['kind', { electrodes: [{ kind: 'lief', id: 'x' }] }, 'electrode "x"', /is "lief"; choose one of point, life, cuff, multi-contact-cuff, time\. Did you mean "life"\?/],
    ['choice', { simulation: { scheme: 'euler' } }, 'simulation', /Time scheme .* is "euler"; choose one of second-order, backward-euler/],
    ['empty name', { fascicles: [{ id: '', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 1 }, population: { kind: 'generated' } }] }, 'fascicle 1', /Name .* is empty/],
    ['too few', { fascicles: [{ id: 'A', shape: { kind: 'polygon', verticesUm: [[0, 0]] }, population: { kind: 'generated' } }] }, 'fascicle "A"', /Vertices .* has 1 entries; it needs at least 3/],
    ['inside a union', { medium: { name: 'm', conductivitySPerM: { xx: 1, yy: -1, zz: 1 } } }, 'medium', /Conductivity along y \(medium\.conductivitySPerM\.yy\) is -1 S\/m; it must be greater than 0 S\/m/],
    ['no option of a union', { medium: 3 }, 'medium', /Material \(medium\) is 3|Medium \(medium\) is 3/],
    ['out of range', { seed: 2 ** 32 }, 'project', /Seed .* is 4294967296; it must be at most 4294967295/],
    ['list instead of object', { simulation: [] }, 'simulation', /simulation is a list of 0; it must be an object/],
  ])('%s', (_name, parts, where, message) => {
    const [problem] = problemsIn(parts);
    expect(problem.where).toBe(where);
    expect(problem.message).toMatch(message);
  });

  it('reports every problem, not just the first', () => {
    expect(problemsIn({ nerve: { lengthUm: -1, diameterUm: 0 }, seed: -1 }).length).toBe(3);
  });
});

describe('versions', () => {
  it('refuses newer files, files without a version, other formats and NRV files', () => {
    expect(problemsOf(() => parseProject({ ...HEAD, version: 2 }))[0].message).toMatch(/version 2; this Ranvier reads versions up to 1\. Open it with a newer/);
    expect(problemsOf(() => parseProject({ format: 'ranvier-project' }))[0].message).toMatch(/"version" should be a whole number from 1 to 1 but is missing/);
    expect(problemsOf(() => parseProject({ format: 'x' }))[0].message).toMatch(/not a Ranvier project/);
    expect(problemsOf(() => parseProject({ __NRVObject__: true }))[0].message).toMatch(/use import/);
    expect(problemsOf(() => parseProject([]))[0].message).toMatch(/not a Ranvier project/);
  });

  it('applies migrations step by step without touching the input', () => {
    const input = { ...HEAD, title: 'old' };
    const steps = {
      1: (json: Record<string, unknown>) => { json.name = json.title; delete json.title; return json; },
      2: (json: Record<string, unknown>) => ({ ...json, seed: 5 }),
    };
    expect(migrate(input, steps, 3)).toEqual({ json: { format: 'ranvier-project', version: 3, name: 'old', seed: 5 }, fromVersion: 1 });
    expect(input.title).toBe('old');
    expect(() => migrate(input, {}, 3)).toThrow(/version 1 can no longer be read/);
  });
});

describe('JSON text', () => {
  it.each([
    ['{\n  "a": NaN\n}', 'line 2, column 8', /NaN is not a number that a project can hold/],
    ['{ "a": -Infinity }', 'line 1, column 8', /-Infinity is not a number/],
    ['{ "a": 1, }', 'line 1, column 11', /comma before this }/],
    ['[1, 2,]', 'line 1, column 7', /comma before this \]/],
    ['{ "a" 1 }', 'line 1, column 7', /colon is missing/],
    ['{ "a": 1 "b": 2 }', 'line 1, column 10', /comma or } is missing/],
    ['{ a: 1 }', 'line 1, column 3', /name in quotation marks/],
    ['{ "a": "x\n" }', 'line 1, column 8', /no closing quotation mark/],
    ['{ "a": 01 }', 'line 1, column 8', /"01" is neither a number nor a text/],
    ['{ "a": [1, 2', 'line 1, column 13', /ends before/],
    ['', 'line 1, column 1', /ends before/],
    ['{} {}', 'line 1, column 4', /text after the end/],
  ])('%j is located', (text, where, message) => {
    const [problem] = problemsOf(() => parseJsonText(text));
    expect(problem.where).toBe(where);
    expect(problem.message).toMatch(message);
  });

  it('accepts a byte order mark and survives absurd nesting', () => {
    expect(parseJsonText('\uFEFF{"a":[1e-3,true,null,"\\u00b5"]}')).toEqual({ a: [1e-3, true, null, 'µ'] });
    expect(problemsOf(() => parseJsonText('['.repeat(200_000)))[0].message).toMatch(/nested too deeply|ends before/);
  });

  it('formatting and parsing are inverse', () => {
    const value = { a: [], b: {}, c: [[1, 2], [3.5e-7, -4]], d: { e: 'x"y', f: null, g: [true, 'long '.repeat(50)] }, h: Array.from({ length: 300 }, (_, k) => k * 1.1) };
    expect(parseJsonText(formatJson(value))).toEqual(value);
  });
});
