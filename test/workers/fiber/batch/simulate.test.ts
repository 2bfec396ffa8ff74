// The fibre phase as a whole: bytes do not depend on the batch, spikes are those of the whole trace, one bad fibre does not hurt the others.
import { describe, expect, it } from 'vitest';
import type { Simulation } from '../../../../src-model/project';
import { CancelledError, SILENT_TASK } from '../../../../src-model/task';
import { isRecruited, rasterOf, rasterRow } from '../../../../src-workers/analysis';
import type { FiberBatchRequest, FiberResult } from '../../../../src-workers/fiber/request';
import { simulateFibers } from '../../../../src-workers/fiber/simulate';
import { myelinatedFiber, pulseRequest, simulation, unmyelinatedFiber } from '../kernels/fibers';

const PULSE = { startMs: 0.3, durationMs: 0.1, amplitudeUa: -250, distanceUm: 800 };

function mixed(): FiberBatchRequest {
  const fibers = Array.from({ length: 23 }, (_, i) => {
    const id = `f${i}`;
    if (i % 4 === 3) return unmyelinatedFiber(id, 0.6 + 0.05 * i, 900, 30 + i, { model: i % 8 === 3 ? 'Sundt' : 'Tigerholm' });
    return myelinatedFiber(id, 5.7 + 0.3 * i, 12 + (i % 3), { model: i % 4 === 2 ? 'Gaines_motor' : 'MRG', variant: 'nrv' }, (i * 0.13) % 1);
  });
  const request = pulseRequest(fibers, { durationMs: 2 }, PULSE);
  return { ...request, scale: Float64Array.from(fibers, (_, i) => 0.2 + 0.1 * i) };
}

const subset = (request: FiberBatchRequest, picked: number[]): FiberBatchRequest => ({
  ...request, fibers: picked.map((f) => request.fibers[f]), footprints: picked.map((f) => request.footprints[f]), scale: Float64Array.from(picked, (f) => request.scale![f]),
});

describe('simulateFibers', () => {
  it('gives every fibre the same bytes in any company', () => {
    const request = { ...mixed(), simulation: simulation({ durationMs: 2, record: { ...simulation({}).record, membranePotential: 'nodes' } }) };
    const whole = simulateFibers(request, SILENT_TASK);
    const order = request.fibers.map((_, f) => f).reverse();
    const parts = [order.slice(0, 5), order.slice(5, 6), order.slice(6)];
    const again = new Map<string, FiberResult>();
    for (const part of parts) for (const result of simulateFibers(subset(request, part), SILENT_TASK)) again.set(result.id, result);
    expect(whole.some(({ recruited }) => recruited)).toBe(true);
    for (const result of whole) expect(again.get(result.id)).toEqual(result);
  });

  it('finds on the fly what the analysis finds in the whole trace', () => {
    for (const recruitmentOnly of [false, true]) {
      const request = mixed();
      const traced = simulateFibers({ ...request, simulation: { ...request.simulation, record: { ...request.simulation.record, membranePotential: 'nodes' } } }, SILENT_TASK);
      const plain = simulateFibers({ ...request, recruitmentOnly }, SILENT_TASK);
      let recruited = 0;
      traced.forEach(({ traces: [{ values, xUm, sampleCount }], sampleMs }, f) => {
        const rows = Array.from(xUm, (_, r) => rasterRow(values.subarray(r * sampleCount, (r + 1) * sampleCount), sampleMs));
        const raster = rasterOf(xUm, rows);
        expect(plain[f].recruited).toBe(isRecruited(raster, xUm.length));
        if (plain[f].recruited) recruited++;
        if (recruitmentOnly) return;
        expect(Array.from(plain[f].spikeTimeMs)).toEqual(Array.from(raster.timeMs));
        expect(Array.from(plain[f].spikeXUm)).toEqual(Array.from(raster.xUm));
      });
      expect(recruited).toBeGreaterThan(3);
      expect(recruited).toBeLessThan(traced.length);
    }
  });

  it('records chosen points: the rows of a full recording, in the order of x, without points beyond a fibre', () => {
    const fibers = [myelinatedFiber('long', 10, 4, { model: 'MRG' }, 0.3), myelinatedFiber('short', 10, 2, { model: 'MRG' }), unmyelinatedFiber('thin', 1, 900, 30, { model: 'Sundt' })];
    const recording = (record: Partial<Simulation['record']>): FiberResult[] =>
      simulateFibers(pulseRequest(fibers, { durationMs: 0.6, record: { ...simulation({}).record, ...record } }, PULSE), SILENT_TASK);
    const all = recording({ membranePotential: 'all' });
    const chosen = recording({ membranePotential: 'points', pointsUm: [2300, 0, 400, 401, 899] });
    expect(chosen.map(({ traces: [trace] }) => trace.xUm.length)).toEqual([4, 4, 3]);
    chosen.forEach(({ traces: [trace], spikeTimeMs }, f) => {
      const [whole] = all[f].traces;
      expect(spikeTimeMs).toEqual(all[f].spikeTimeMs);
      expect([...trace.xUm]).toEqual([...trace.xUm].sort((a, b) => a - b));
      trace.xUm.forEach((xUm, r) => {
        const row = whole.xUm.indexOf(xUm);
        const { sampleCount } = trace;
        expect(trace.values.slice(r * sampleCount, (r + 1) * sampleCount)).toEqual(whole.values.slice(row * sampleCount, (row + 1) * sampleCount));
      });
    });
    const spaced = recording({ membranePotential: 'points', pointsUm: { from: 0, to: 1200, count: 3, spacing: 'linear' } });
    expect(spaced.map(({ traces: [trace] }) => trace.xUm.length)).toEqual([3, 2, 2]);
    // In thin fibres 400 and 401 um share a compartment; 0 um is in the first one, 899 um in the last of the fibre of 900 um.
    expect([chosen[2].traces[0].xUm[0], chosen[2].traces[0].xUm[2]]).toEqual([15, 885]);
  });

  it('lets tables grow without a trace in the results, and reports a fibre that leaves them for good', () => {
    const fibers = [myelinatedFiber('mild', 10, 11, { model: 'MRG' }), myelinatedFiber('strong', 10, 11, { model: 'MRG' }), myelinatedFiber('absurd', 10, 11, { model: 'MRG' })];
    const request = { ...pulseRequest(fibers, { durationMs: 1 }, PULSE), scale: Float64Array.of(1, 60, 1e6) };
    const [mild, strong, absurd] = simulateFibers(request, SILENT_TASK);
    expect(absurd).toMatchObject({ recruited: null, traces: [] });
    expect(absurd.error).toMatch(/beyond the range.*at 0\.\d+ ms/);
    expect(strong.error).toBeUndefined();
    expect(mild).toEqual(simulateFibers(subset(request, [0]), SILENT_TASK)[0]);
  });

  it.each([['kernel', {}], ['plain solver', { membraneCurrent: true }]])('reports a potential that ceases to be finite, with exact rates too (%s)', (_name, quantities) => {
    const fibers = [myelinatedFiber('mild', 10, 11, { model: 'MRG' }), myelinatedFiber('endless', 10, 11, { model: 'MRG' })];
    const record = { ...simulation({}).record, membranePotential: 'nodes' as const, ...quantities };
    const request = { ...pulseRequest(fibers, { durationMs: 1, rates: 'exact', record }, PULSE), scale: Float64Array.of(1, 1e306) };
    const [mild, endless] = simulateFibers(request, SILENT_TASK);
    expect(mild.recruited).toBe(true);
    expect(endless).toMatchObject({ recruited: null, traces: [] });
    expect(endless.error).toMatch(/ceased to be finite at 0\.\d+ ms/);
  });

  it('stops early when recruitment is all that is asked and every fibre of a group has answered', () => {
    const fibers = [10, 12.8].map((diameterUm) => myelinatedFiber(`D${diameterUm}`, diameterUm, 15, { model: 'MRG' }));
    const request = { ...pulseRequest(fibers, { durationMs: 60 }, PULSE), recruitmentOnly: true };
    /** How often the run asked whether it was cancelled: once per block of steps. */
    const blocks = (scale: number): number => {
      let asked = 0;
      const task = { progress: () => undefined, get cancelled() { asked++; return false; } };
      const results = simulateFibers({ ...request, scale: Float64Array.of(1, scale) }, task);
      expect(results.map(({ recruited }) => recruited)).toEqual([true, scale === 1]);
      return asked;
    };
    expect(blocks(1)).toBeLessThan(0.1 * blocks(0.01));
  });

  it('reports an impossible fibre and finishes the others', () => {
    const request = pulseRequest([myelinatedFiber('good', 10, 11, { model: 'MRG' })], { durationMs: 1 }, PULSE);
    request.fibers.push({ ...request.fibers[0], id: 'bad', lengthUm: -1 });
    request.footprints.push(request.footprints[0]);
    const [good, bad] = simulateFibers(request, SILENT_TASK);
    expect(good.recruited).toBe(true);
    expect(bad.recruited).toBeNull();
    expect(bad.error).toContain('-1');
  });

  it('stops when cancelled', () => {
    expect(() => simulateFibers(mixed(), { progress: () => undefined, cancelled: true })).toThrow(CancelledError);
  });
});
