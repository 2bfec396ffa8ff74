// CPU time of the field engine, as a table: `npm run bench -- field`. One thread. RANVIER_BENCH_LARGE=1 adds the growth to 2e6 unknowns.
import { afterAll, describe, it } from 'vitest';
import { exampleProblem, table, tenFascicles, timeField, type FieldTiming } from './field-cases';

const timings: FieldTiming[] = [];

describe('field engine', () => {
  it('example nerve, first run in the process', () => { timings.push(timeField('example, cold', exampleProblem(), 1, 200)); });
  it('example nerve', () => { timings.push(timeField('example, warm', exampleProblem(), 1, 200)); });
  it('10 fascicles, 8 contacts, 2000 fibres', () => { timings.push(timeField('10 fascicles, 8-contact cuff, 2000 fibres', tenFascicles(), 8, 2000)); });
  it.runIf(process.env.RANVIER_BENCH_LARGE === '1').each([1.4, 0.9, 0.6, 0.38])('example nerve, sizes x %f', (factor) => {
    timings.push(timeField(`example, sizes x ${factor}`, exampleProblem(factor), 1, 200));
  });
});

afterAll(() => { process.stdout.write(`\n${table(timings)}\n`); });
