// CPU time of the fibre engine, one thread: `npm run bench -- fiber`. RANVIER_BENCH_LARGE=1 adds populations of 10 000 and 100 000 fibres.
import { afterAll, beforeAll, describe, it } from 'vitest';
import { KERNEL_CASES, type KernelTiming, type PopulationTiming, kernelTable, neuronBaseline, timeKernel, timePopulation } from './fiber-cases';
import { type ScalingTiming, buildFiberBundle, coldStart, memoryPerFiberKb, timeWorkers } from './fiber-processes';

const kernels: KernelTiming[] = [];
const populations: PopulationTiming[] = [];
const lines: string[] = [];
const scaling: ScalingTiming[] = [];
let neuron: Record<string, number> = {};

describe('fibre engine', () => {
  it('NEURON, where installed', () => { neuron = neuronBaseline(); });
  it.each(KERNEL_CASES)('$name', (each) => { kernels.push(timeKernel(each)); });
  it.each(process.env.RANVIER_BENCH_LARGE === '1' ? [100, 1024, 10_000, 100_000] : [100, 1024])('population of %d MRG fibres', (fibers) => { populations.push(timePopulation(fibers)); });
});

describe('fibre engine in processes and threads of its own', () => {
  let bundle = '';
  beforeAll(async () => { bundle = await buildFiberBundle(); });
  it('cold start', () => {
    const { wallMs, cpuMs } = coldStart(bundle);
    lines.push(`cold start to the first answer: wall ${wallMs.toFixed(0)} ms, CPU ${cpuMs.toFixed(0)} ms (required: 100)`);
  });
  it('memory per fibre', () => { lines.push(`memory per fibre without traces: ${memoryPerFiberKb(bundle, [1024, 9216]).toFixed(0)} kB (required: 64)`); });
  it.each([1, 2])('1024 fibres in %d worker threads', async (workers) => { scaling.push(await timeWorkers(bundle, workers, 1024)); });
});

afterAll(() => {
  const growth = populations.map((each) =>
    `${String(each.fibers).padStart(8)} fibres: CPU ${each.cpuS.toFixed(2)} s, wall ${each.wallS.toFixed(2)} s, resident ${each.residentMb.toFixed(0)} MB`);
  for (const each of scaling) lines.push(`1024 fibres, ${each.workers} warm worker threads: wall ${each.wallS.toFixed(2)} s, CPU ${each.cpuS.toFixed(2)} s, ${(scaling[0].wallS / each.wallS).toFixed(2)} x one`);
  process.stdout.write(`\n${kernelTable(kernels, neuron)}\n\nMRG, 21 nodes, 5 ms at 5 us, one thread, from specification to spikes\n${growth.join('\n')}\n${lines.join('\n')}\n`);
});
