// CPU time of the field engine, as a table: `npm run bench -- field`. One thread unless stated. RANVIER_BENCH_LARGE=1 adds the growth
// from 1e5 to 2e6 unknowns. Where Gmsh and DOLFINx are installed, their times for the same problem stand beside ours.
import { afterAll, describe, it } from 'vitest';
import { isFenicsxMissing, solveWithFenicsx } from './fenicsx-baseline';
import { exampleProblem, table, tenFascicles, timeField, timeFurtherContact, type FieldTiming } from './field-cases';
import { timeThreads, timeWhatIf, type ThreadTiming } from './field-threads';

const timings: FieldTiming[] = [];
const growth: FieldTiming[] = [];
const lines: string[] = [];

describe('field engine', { timeout: 900_000 }, () => {
  it('example nerve, first run in the process', () => { timings.push(timeField('example, cold', exampleProblem(), 1, 200)); });
  it('example nerve', () => { timings.push(timeField('example, warm', exampleProblem(), 1, 200)); });
  it('a further contact', () => { lines.push(`Each further contact of the example, CPU s: ${timeFurtherContact(exampleProblem()).toFixed(2)}.`); });
  it('10 fascicles, 8 contacts, 2000 fibres', () => { timings.push(timeField('10 fascicles, 8-contact cuff, 2000 fibres', tenFascicles(), 8, 2000)); });
  it.runIf(process.env.RANVIER_BENCH_LARGE === '1').each([1.45, 0.9, 0.6, 0.38])('example nerve, sizes x %f', (factor) => {
    growth.push(timeField(`example, sizes x ${factor}`, exampleProblem(factor), 1, 200));
  });

  it.skipIf(isFenicsxMissing())('Gmsh and DOLFINx', () => {
    const { gmshS, assemblyS, solveS, iterations, unknowns } = solveWithFenicsx({ ...exampleProblem(), settings: { ...exampleProblem().settings, formulation: 'nrv' } }, [], true);
    lines.push(`The example nerve as NRV computes it, CPU s: Gmsh ${gmshS.toFixed(2)}, DOLFINx assembly ${assemblyS.toFixed(2)}, CG with ILU(0) to 1e-4 ${solveS!.toFixed(2)} (${unknowns} unknowns, ${iterations} iterations).`);
  });

  it('two threads', async () => {
    const [one, two]: ThreadTiming[] = [await timeThreads(1), await timeThreads(2)];
    lines.push(`8 contacts side by side, wall s: field ${one.fieldS.toFixed(2)} with one thread, ${two.fieldS.toFixed(2)} with two (${(one.fieldS / two.fieldS).toFixed(2)} times as fast); `
      + `footprints ${one.footprintsS.toFixed(2)} and ${two.footprintsS.toFixed(2)}.`);
  });

  it('what-if', async () => {
    const { fibers, compartments, contacts, wallMs } = await timeWhatIf();
    lines.push(`Other weights on ${contacts} contacts, ${fibers} fibres (${compartments} compartments): answered in ${wallMs.toFixed(0)} ms.`);
  });
});

afterAll(() => {
  if (growth.length > 1) {
    const cost = growth.map(({ assemblyS, contactS, unknowns }) => (assemblyS + contactS) / unknowns);
    lines.push(`Growth from ${growth[0].unknowns} to ${growth[growth.length - 1].unknowns} unknowns: CPU time per unknown between ${(Math.min(...cost) * 1e6).toFixed(2)} and ${(Math.max(...cost) * 1e6).toFixed(2)} us.`);
  }
  process.stdout.write(`\n${table([...timings, ...growth])}\n\n${lines.join('\n')}\n`);
});
