// A small finished run, made by hand: four axons of one fascicle and one explicit fibre, each with another fate.
import type { RunData } from '../../../src-main/run/run-data';
import { recruitmentRows } from '../../../src-main/run/run-data';
import { runFibersOf, simulatedRows } from '../../../src-main/run/run-fibers';
import { AUTOMATIC_CPU } from '../../../src-model/cpu';
import { projectSchema } from '../../../src-model/project';
import type { FiberResult } from '../../../src-workers/fiber/request';

const none = new Float64Array(0);
const quiet = (id: string): FiberResult => ({
  id, recruited: false, spikeXUm: none, spikeTimeMs: none, firstSpikeXUm: NaN, firstSpikeTimeMs: NaN, startSpikeTimesMs: none, endSpikeTimesMs: none, sampleMs: 0.005, traces: [],
});

export function smallRun(): RunData {
  const project = projectSchema.parse({
    format: 'ranvier-project', version: 1, name: 'Small, "quoted"', seed: 3,
    nerve: { lengthUm: 5000, diameterUm: 500 },
    fascicles: [{ id: 'F, 1', shape: { kind: 'circle', centerYUm: 0, centerZUm: 0, diameterUm: 200 }, population: { kind: 'generated', axonCount: 5 } }],
    fibers: [{ id: '=1+1', myelinated: true, diameterUm: 10 }],
    electrodes: [{ kind: 'point', id: 'P', xUm: 2500, yUm: 150, zUm: 0 }],
  });
  const fibers = runFibersOf(project, [{
    count: 5,
    myelinated: Uint8Array.of(0, 0, 1, 1, 1),
    diameterUm: Float64Array.of(1.1, 0.7, 8, 6, 0.1 + 0.2),
    yUm: Float64Array.of(1, NaN, 3, 4, 5),
    zUm: Float64Array.of(-1, NaN, -3, -4, -5),
    nodeShift: Float64Array.of(0, 0, 0.25, 0.5, 0.75),
    placed: Uint8Array.of(1, 0, 0, 1, 1),
  }], () => 5000);
  const fired: FiberResult = {
    ...quiet('F, 1/3'), recruited: true, spikeXUm: Float64Array.of(2500, 3000, 2000), spikeTimeMs: Float64Array.of(0.2, 0.25, 0.26),
    firstSpikeXUm: 2500, firstSpikeTimeMs: 0.2, startSpikeTimesMs: Float64Array.of(0.5, 1.5), endSpikeTimesMs: Float64Array.of(0.55),
    traces: [{ quantity: 'V', xUm: Float64Array.of(0, 500), sampleCount: 3, values: Float64Array.of(-80, -79, -78, -80, -70, 20) }],
  };
  const failed: FiberResult = { ...quiet('F, 1/4'), recruited: null, error: 'Diverged at 0.3 ms, "V" = 900 mV' };
  const data: RunData = {
    project, status: 'incomplete', contacts: ['P'], drives: [{ timeMs: Float64Array.of(0, 0.1, 0.2), valueUa: Float64Array.of(0, -60, 0) }],
    fibers, rows: simulatedRows(fibers),
    footprints: { offsets: Int32Array.of(0, 2, 3, 5, 6), xUm: Float64Array.of(1, 2, 3, 4, 5, 6), perContact: [Float64Array.of(10, 20, 30, 40, 50, 60)] },
    results: [quiet('F, 1/0'), null, null, fired, failed, null], recruitment: [], reports: null, studies: [],
    timings: [{ phase: 'fibers', seconds: 1.5, workers: 2, reused: false, inputHash: null }],
    warnings: [{ where: 'fascicle "F, 1"', message: '1 axon could not be placed.' }], cpu: AUTOMATIC_CPU,
  };
  return { ...data, recruitment: recruitmentRows(data) };
}
