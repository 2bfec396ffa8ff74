// CPU time of the fibre engine, one thread: `npm run bench -- fiber`. RANVIER_BENCH_LARGE=1 adds populations of 10 000 and 100 000 fibres.
import { afterAll, describe, it } from 'vitest';
import { KERNEL_CASES, type KernelTiming, type PopulationTiming, kernelTable, neuronBaseline, timeKernel, timePopulation } from './fiber-cases';

const kernels: KernelTiming[] = [];
const populations: PopulationTiming[] = [];
let neuron: Record<string, number> = {};

describe('fibre engine', () => {
  it('NEURON, where installed', () => { neuron = neuronBaseline(); });
  it.each(KERNEL_CASES)('$name', (each) => { kernels.push(timeKernel(each)); });
  it.each(process.env.RANVIER_BENCH_LARGE === '1' ? [100, 1024, 10_000, 100_000] : [100, 1024])('population of %d MRG fibres', (fibers) => { populations.push(timePopulation(fibers)); });
});

afterAll(() => {
  const growth = populations.map((each) =>
    `${String(each.fibers).padStart(8)} fibres: CPU ${each.cpuS.toFixed(2)} s, wall ${each.wallS.toFixed(2)} s, resident ${each.residentMb.toFixed(0)} MB`);
  process.stdout.write(`\n${kernelTable(kernels, neuron)}\n\nMRG, 21 nodes, 5 ms at 5 us, one thread, from specification to spikes\n${growth.join('\n')}\n`);
});
