// Tabulated traces of NRV 1.4.0 (nrv-traces.csv: three decimals): unmyelinated and myelinated current clamps with a
// fibre that ends inside a FLUT, and biphasic point sources in isotropic and anisotropic media.
import { describe, expect, it } from 'vitest';
import type { HeldWaveform } from '../../src-model/stimulus/held-waveform';
import { myelinatedModelSchema } from '../../src-model/project';
import type { FiberSpec, Trace } from '../../src-workers/fiber/request';
import { goldenTable } from './golden-csv';
import { currentClamp, pointSource, row, runSingle, unmyelinatedFiber } from './fiber-run';

const DT_MS = 0.005;
const table = goldenTable('nrv-traces.csv');
const setups = table.texts('setup');
const models = table.texts('model');
const places = table.texts('place');
const times = table.texts('t_ms');
const values = table.numbers('value');

/** Compares every tabulated value of a setup and model with the trace that `traceAt` finds for its place. */
function compare(setup: string, model: string, toleranceMv: number, traceAt: (place: string) => Float64Array | null): void {
  let compared = 0;
  setups.forEach((name, i) => {
    if (name !== setup || models[i] !== model) return;
    const trace = traceAt(places[i]);
    if (!trace) return;
    const timeMs = Number(times[i].replace('peak ', ''));
    const sample = Math.round(timeMs / DT_MS);
    const largest = trace.reduce((best, value, n) => (value > trace[best] ? n : best), 0);
    if (times[i].startsWith('peak')) expect(Math.abs(largest - sample), `${places[i]}: time of the peak`).toBeLessThanOrEqual(1);
    expect(Math.abs(trace[sample] - values[i]), `${places[i]} at ${times[i]} ms`).toBeLessThanOrEqual(toleranceMv);
    compared++;
  });
  expect(compared).toBeGreaterThan(10);
}

/** Rounding of the table, and a little. */
const TABLE_MV = 6e-4;

describe('unmyelinated, 101 compartments, 20 ms', () => {
  it.each(['HH', 'Rattay_Aberham', 'Sundt', 'Tigerholm', 'Schild_94', 'Schild_97'])('%s', (model) => {
    const spec = unmyelinatedFiber(1, 5000, { model, variant: 'nrv', compartments: { kind: 'count', count: 101 } });
    const { V } = runSingle({ spec, clamps: [currentClamp(spec, 50, 1, 1, 0.5)], durationMs: 20, dtMs: DT_MS });
    const compartment: Record<string, number> = { 2500: 50, 3737: 75, 5000: 100 };
    compare('B.1', model, TABLE_MV, (place) => row(V, compartment[place]));
  });
});

const tenInternodes = (model: string): FiberSpec => ({
  id: 'fiber', diameterUm: 10, lengthUm: 11530, nodeShift: 0, myelinated: true, model: myelinatedModelSchema.parse({ model, variant: 'nrv' }),
});
const nodeOf = (place: string): number | null => (place.startsWith('node ') ? 11 * Number(place.slice('node '.length)) : null);

describe('myelinated, current clamp, fibre ending in a cut FLUT', () => {
  it.each(['MRG', 'Gaines_motor', 'Gaines_sensory'])('%s', (model) => {
    const spec = tenInternodes(model);
    const traces: Record<string, Trace> = runSingle({
      spec, clamps: [currentClamp(spec, 22, 0.5, 0.2, 2)], durationMs: 4, dtMs: DT_MS, record: { membraneCurrent: true },
    });
    compare('B.2', model, TABLE_MV, (place) => {
      if (place.startsWith('i_mem')) return row(traces.i_mem, 55);
      const compartment = nodeOf(place) ?? (place.startsWith('MYSA') ? 56 : place.startsWith('FLUT') ? 57 : 58);
      return row(traces.V, compartment);
    });
  });
});

describe('MRG under a biphasic point source at 500 um', () => {
  const drive: HeldWaveform = { timeMs: Float64Array.of(0.5, 0.6, 0.65, 1.15), valueUa: Float64Array.of(-200, 0, 40, 0) };
  const spec = tenInternodes('MRG');
  // NEURON holds positions in single precision, which costs up to 4e-4 mV here.
  it.each([['isotropic', 0.2, 0.2], ['anisotropic', 0.571, 0.085]] as const)('%s medium', (name, along, across) => {
    const { V } = runSingle({ spec, contacts: [{ footprint: pointSource(spec, 5750.5, 500, along, across), drive }], durationMs: 4, dtMs: DT_MS });
    compare('B.3', name, 1.5e-3, (place) => row(V, nodeOf(place)!));
    if (name === 'isotropic') {
      const stin = row(V, 60);
      for (const [timeMs, value] of [[0.505, -79.995], [0.6, -79.961], [4, -79.872]]) expect(Math.abs(stin[Math.round(timeMs / DT_MS)] - value)).toBeLessThan(TABLE_MV);
    }
  });
});
