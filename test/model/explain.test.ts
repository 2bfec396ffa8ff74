// The help beside every field: meaning, unit, default and source of each value that the project schema knows.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { explanationOf } from '../../src-model/explain';
import type { FieldMeta } from '../../src-model/schema/fields';
import { projectSchema } from '../../src-model/project';
import { unwrapped, wraps } from '../../src-model/schema-walk';

interface Leaf { path: string; meta: FieldMeta | undefined; schema: z.core.$ZodType; hasDefault: boolean; optional: boolean }

const metaOf = (schema: z.core.$ZodType): FieldMeta | undefined =>
  (z.globalRegistry.get(schema) as FieldMeta | undefined) ?? (wraps(schema) ? metaOf(schema.unwrap()) : undefined);
const has = (schema: z.core.$ZodType, matches: (each: z.core.$ZodType) => boolean): boolean => matches(schema) || (wraps(schema) && has(schema.unwrap(), matches));

/** Values that one field of a panel shows: everything but objects, lists of objects, and the word that tells one kind from another. */
function leavesOf(schema: z.core.$ZodType, path: string): Leaf[] {
  const inner = unwrapped(schema);
  const leaf = (): Leaf[] => [{
    path, schema, meta: metaOf(schema),
    hasDefault: has(schema, (each) => each instanceof z.ZodDefault || each instanceof z.ZodPrefault),
    optional: has(schema, (each) => each instanceof z.ZodOptional),
  }];
  if (inner instanceof z.ZodLiteral) return [];
  if (inner instanceof z.ZodObject) return Object.entries(inner.shape as z.core.$ZodShape).flatMap(([key, child]) => leavesOf(child, `${path}.${key}`));
  if (inner instanceof z.ZodUnion) {
    const objects = inner.options.filter((option) => unwrapped(option) instanceof z.ZodObject);
    const plain = inner.options.length > objects.length || metaOf(schema) !== undefined ? leaf() : [];
    return [...plain, ...objects.flatMap((option) => leavesOf(option, path))];
  }
  if (inner instanceof z.ZodArray) {
    const { element } = inner;
    return unwrapped(element) instanceof z.ZodObject || unwrapped(element) instanceof z.ZodUnion ? leavesOf(element, `${path}[]`) : leaf();
  }
  return leaf();
}

const LEAVES = leavesOf(projectSchema, 'project');
/** Units that names of keys carry, and how the help writes them. */
const UNIT_OF_ENDING: readonly (readonly [RegExp, string])[] = [
  [/Um$/, 'um'], [/Ms$/, 'ms'], [/Ua$/, 'uA'], [/Deg$/, 'deg'], [/Khz$/, 'kHz'], [/Hz$/, 'Hz'], [/TemperatureC$|temperatureC$/, 'C'], [/SPerM(\.(xx|yy|zz))?$/, 'S/m'],
];
const failing = (bad: (leaf: Leaf) => boolean): string[] => [...new Set(LEAVES.filter(bad).map(({ path }) => path))];

describe('every value of the project schema', () => {
  it('is found by the walk', () => {
    const paths = new Set(LEAVES.map(({ path }) => path));
    expect(paths.size).toBeGreaterThan(150);
    for (const path of ['project.nerve.lengthUm', 'project.fascicles[].shape.rotationDeg', 'project.electrodes[].pitchUm', 'project.studies[].cost[].times[].power']) expect(paths).toContain(path);
  });
  it('has a name and a meaning', () => {
    expect(failing(({ meta }) => !meta?.title || !meta.description)).toEqual([]);
  });
  it('has the unit that its key names', () => {
    const unitOf = (path: string): string | undefined => UNIT_OF_ENDING.find(([ending]) => ending.test(path))?.[1];
    expect(failing(({ path, meta }) => unitOf(path) !== undefined && meta?.unit !== unitOf(path))).toEqual([]);
  });
  it('has a source where there is a default or a rule that takes its place', () => {
    expect(failing(({ meta, hasDefault, optional }) => (hasDefault || optional) && !meta?.source)).toEqual([]);
  });
  it('is explained with all four', () => {
    const unexplained = [...new Set(LEAVES.map(({ path }) => path))].filter((path) => {
      const steps = path.split('.').slice(1).flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), 0] : [step]));
      const explained = explanationOf(steps);
      return !explained || [explained.title, explained.meaning, explained.unit, explained.default, explained.source].some((text) => text.trim() === '' || text.includes('undefined'));
    });
    expect(unexplained).toEqual([]);
  });
});

describe('the four', () => {
  it('read as a user says them', () => {
    expect(explanationOf(['simulation', 'dtMs'])).toMatchObject({ title: 'Time step', unit: 'ms', default: '0.005 ms' });
    expect(explanationOf(['nerve', 'lengthUm'])).toMatchObject({ unit: 'µm', default: 'none: it has to be given', source: 'Your own: it describes your nerve, stimulus or question.' });
    expect(explanationOf(['fascicles', 0, 'population', 'axonCount'])).toMatchObject({ unit: 'none: a pure number', default: '100' });
    expect(explanationOf(['fascicles', 0, 'perineuriumThicknessUm'])).toMatchObject({ default: 'not set' });
    expect(explanationOf(['simulation', 'unmyelinated', 'compartments'])).toMatchObject({ default: 'length, 25' });
    expect(explanationOf(['simulation', 'record', 'gates'])).toMatchObject({ unit: 'none', default: 'no' });
    expect(explanationOf(['studies', 0, 'factors'])).toMatchObject({ default: '2, 1, 0.7, 0.5' });
    expect(explanationOf(['nerve', 'nothing'])).toBeNull();
  });
});
