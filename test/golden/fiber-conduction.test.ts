// Conduction velocities against NRV 1.4.0 (neuron2/conduction_velocity.csv: nine models, 3 to 16 um and 0.5 to 2 um, dt 0.005 and 0.001 ms),
// variant nrv, same mesh and time step: within 0.05 %, in the kernels with exact rates.
import { describe, expect, it } from 'vitest';
import { UNMYELINATED_MODELS } from '../../src-model/project';
import { rasterOf, rasterRow, splitActionPotentials, startToEndSpeed } from '../../src-workers/analysis';
import { compartmentCentersUm } from '../../src-workers/fiber/morphology';
import type { FiberSpec } from '../../src-workers/fiber/request';
import { goldenTable } from './golden-csv';
import { type SingleRun, currentClamp, myelinatedFiber, row, runKernel, unmyelinatedFiber } from './fiber-run';

const table = goldenTable('neuron2/conduction_velocity.csv');
const models = table.texts('model');
const numbers = Object.fromEntries(table.names.slice(1).map((name) => [name, table.numbers(name)]));
const isUnmyelinated = (model: string): boolean => UNMYELINATED_MODELS.some((name) => name === model);
const rows = models.map((_, i) => i);

/** First upward crossing of -30 mV, interpolated between samples. */
function crossingMs(trace: Float64Array, dtMs: number): number {
  const n = trace.findIndex((value, i) => i > 0 && trace[i - 1] < -30 && value >= -30);
  return (n - 1 + (-30 - trace[n - 1]) / (trace[n] - trace[n - 1])) * dtMs;
}

function compartmentAt(centersUm: Float64Array, xUm: number): number {
  return centersUm.reduce((best, center, k) => (Math.abs(center - xUm) < Math.abs(centersUm[best] - xUm) ? k : best), 0);
}

function runOf(model: string, diameterUm: number, dtMs: number): SingleRun {
  if (!isUnmyelinated(model)) {
    const spec = myelinatedFiber(diameterUm, 41, { model, variant: 'nrv' });
    return { spec, clamps: [currentClamp(spec, 11, 0.5, 0.1, 5)], durationMs: 2, dtMs };
  }
  const spec: FiberSpec = unmyelinatedFiber(diameterUm, 5000, { model, variant: 'nrv', compartments: { kind: 'd-lambda' } });
  return { spec, clamps: [currentClamp(spec, 0, 1, 1, Math.min(1, 0.6 * diameterUm ** 1.5))], durationMs: 22, dtMs };
}

describe('conduction velocity', () => {
  it.each(rows.map((i) => [models[i], numbers.d_um[i], numbers.dt_ms[i], i] as const))('%s %f um, dt %f ms', (model, diameterUm, dtMs, i) => {
    const run = runOf(model, diameterUm, dtMs);
    const centersUm = compartmentCentersUm(run.spec);
    expect(centersUm.length).toBe(numbers.nseg_total[i]);
    const pointsUm = [numbers.x1_um[i], numbers.x2_um[i]].map((xUm) => centersUm[compartmentAt(centersUm, xUm)]);
    const { V } = runKernel({ ...run, durationMs: Math.min(run.durationMs, numbers.t2_peak_ms[i] + 0.5), record: { membranePotential: 'points', pointsUm } });
    const traces = [row(V, 0), row(V, 1)];
    const [t1, t2] = traces.map((trace) => crossingMs(trace, dtMs));
    expect(Math.abs(t1 - numbers.t1_cross_ms[i])).toBeLessThan(dtMs / 10);
    const velocity = ((numbers.x2_um[i] - numbers.x1_um[i]) / (t2 - t1)) * 1e-3;
    expect(Math.abs(velocity / numbers.cv_cross_m_s[i] - 1)).toBeLessThan(5e-4);
    expect(Math.abs(Math.max(...traces[0]) - numbers.peak_mV_at_x1[i])).toBeLessThan(0.01);
  });
});

describe('the speed that NRV reports (start of the action potential to its largest x, whole samples), three decimals', () => {
  const myelinated = rows.filter((i) => !isUnmyelinated(models[i]) && numbers.dt_ms[i] === 0.005);
  it.each(myelinated.map((i) => [models[i], numbers.d_um[i], numbers.dt_ms[i], i] as const))('%s %f um, dt %f ms', (model, diameterUm, dtMs, i) => {
    const { V } = runKernel({ ...runOf(model, diameterUm, dtMs), durationMs: 5, record: { membranePotential: 'nodes' } });
    const raster = rasterOf(V.xUm, Array.from(V.xUm, (_, node) => rasterRow(row(V, node), dtMs)));
    const potentials = splitActionPotentials(raster, V.xUm.length);
    expect(potentials).toHaveLength(1);
    expect(startToEndSpeed(potentials[0])?.toFixed(3)).toBe(numbers.nrv_getAPspeed_m_s[i].toFixed(3));
  });
});
