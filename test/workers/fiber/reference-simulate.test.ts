// The plain solver as a whole: recordings, conservation of charge, clamps, failures.
import { describe, expect, it } from 'vitest';
import { CancelledError, SILENT_TASK } from '../../../src-model/task';
import { buildCable } from '../../../src-workers/fiber/cable';
import { clampCompartment } from '../../../src-workers/fiber/fiber-setup';
import { simulateReference } from '../../../src-workers/fiber/reference/simulate';
import type { FiberBatchRequest } from '../../../src-workers/fiber/request';
import { currentClamp, myelinatedFiber, pointSource, pulse, requestOf, row, runSingle, unmyelinatedFiber } from '../../golden/fiber-run';

const mrg = myelinatedFiber(10, 9, { model: 'MRG' });
const gaines = myelinatedFiber(10, 3, { model: 'Gaines_motor', variant: 'nrv' });
const rattay = unmyelinatedFiber(1, 1000, { model: 'Rattay_Aberham', compartments: { kind: 'count', count: 41 } });
const overNode = (spec: typeof mrg, valueUa: number) => [{ footprint: pointSource(spec, spec.lengthUm / 2, 1000, 0.2), drive: pulse(0.1, 0.1, valueUa) }];

describe('conservation of charge', () => {
  it('without clamps the membrane currents of a sealed fibre add up to nothing', () => {
    for (const spec of [mrg, gaines, rattay]) {
      for (const scheme of ['backward-euler', 'second-order'] as const) {
        const traces = runSingle({ spec, contacts: overNode(spec, -300), durationMs: 0.5, dtMs: 0.005, scheme, record: { membraneCurrent: true } });
        const { surfaceNaPerMaCm2, compartmentCount } = buildCable(spec);
        for (let sample = 1; sample < traces.V.sampleCount; sample += 7) {
          let sum = 0;
          let size = 0;
          for (let k = 0; k < compartmentCount; k++) {
            const currentNa = traces.i_mem.values[k * traces.V.sampleCount + sample] * surfaceNaPerMaCm2[k];
            sum += currentNa;
            size += Math.abs(currentNa);
          }
          expect(Math.abs(sum)).toBeLessThan(1e-9 * Math.max(size, 1e-3));
        }
      }
    }
  });

  it('with a current clamp they add up to its current', () => {
    const traces = runSingle({ spec: rattay, clamps: [currentClamp(rattay, 7, 0, 0.2, 0.3)], durationMs: 0.2, dtMs: 0.005, record: { membraneCurrent: true } });
    const { surfaceNaPerMaCm2 } = buildCable(rattay);
    const sum = surfaceNaPerMaCm2.reduce((total, surface, k) => total + traces.i_mem.values[k * traces.V.sampleCount + 20] * surface, 0);
    expect(sum).toBeCloseTo(0.3, 10);
  });
});

describe('recordings', () => {
  const everything = { membraneCurrent: true, ionicCurrents: true, gates: true, conductances: true };

  it('ionic currents are conductance times driving force at the time of the sample, and gates make the conductance', () => {
    const traces = runSingle({ spec: mrg, contacts: overNode(mrg, -300), durationMs: 0.6, dtMs: 0.005, record: { ...everything, membranePotential: 'nodes' } });
    for (let r = 0; r < traces.V.xUm.length; r++) {
      const at = (quantity: string): Float64Array => row(traces[quantity], r);
      const [v, m, h] = [at('V'), at('m'), at('h')];
      at('g_naf').forEach((g, n) => {
        expect(g).toBeCloseTo(3 * m[n] ** 3 * h[n], 12);
        expect(at('i_naf')[n]).toBeCloseTo(g * (v[n] - 50), 10);
      });
    }
    expect(Math.max(...row(traces.V, 4))).toBeGreaterThan(0);
  });

  it('a quantity has the rows of the compartments that possess it, in order of x', () => {
    const traces = runSingle({ spec: gaines, durationMs: 0.01, dtMs: 0.005, record: everything });
    const cable = buildCable(gaines);
    expect(Array.from(traces.i_naf.xUm)).toEqual(Array.from(cable.nodeCompartments, (k) => cable.centerUm[k]));
    expect(Array.from(traces.i_kf.xUm)).toEqual(Array.from(cable.centerUm));
    expect(traces.q.xUm.length).toBe(cable.compartmentCount - cable.nodeCompartments.length);
  });

  it('keeps every n-th step from t = 0, at the wanted places, of the wanted fibres', () => {
    const shape = (record: Record<string, unknown>): [number, number] | null => {
      const [trace] = simulateReference(requestOf({ spec: mrg, durationMs: 0.1, dtMs: 0.005, record }), SILENT_TASK)[0].traces;
      return trace ? [trace.xUm.length, trace.sampleCount] : null;
    };
    expect(shape({ membranePotential: 'all', everySteps: 1 })).toEqual([89, 21]);
    expect(shape({ membranePotential: 'nodes', everySteps: 6 })).toEqual([9, 4]);
    expect(shape({ membranePotential: 'none' })).toBeNull();
    expect(shape({ fibers: ['other'] })).toBeNull();
  });
});

it('clamps snap to the nearest node, or to the compartment that contains the point', () => {
  const cable = buildCable(mrg);
  expect([0, 0.24, 0.26, 1].map((position) => clampCompartment(cable, position))).toEqual([0, 22, 22, 88]);
  expect(clampCompartment(cable, 0.19)).toBe(22);
  const noNode = buildCable({ ...mrg, lengthUm: 300, nodeShift: 0.5 });
  expect(() => clampCompartment(noNode, 0.5)).toThrow(/300 um has none/);
  const single = buildCable(rattay);
  expect([0, 0.5, 0.999, 1].map((position) => clampCompartment(single, position))).toEqual([0, 20, 40, 40]);
});

describe('a batch', () => {
  const good = requestOf({ spec: mrg, contacts: overNode(mrg, -300), durationMs: 1, dtMs: 0.005 });
  const batch = (changes: Partial<FiberBatchRequest>): FiberBatchRequest => ({
    ...good, fibers: [mrg, { ...mrg, id: 'thick', diameterUm: 40 }, { ...mrg, id: 'again' }], footprints: [good.footprints[0], [], good.footprints[0]],
    clamps: [[], [], []], ...changes,
  });

  it('reports an impossible fibre and finishes the others, each as if it were alone', () => {
    const results = simulateReference(batch({}), SILENT_TASK);
    const [alone] = simulateReference(good, SILENT_TASK);
    expect(results.map(({ id, recruited }) => [id, recruited])).toEqual([['fiber', true], ['thick', null], ['again', true]]);
    expect(results[1].error).toMatch(/40 um is outside 0.9 to 22 um/);
    expect(results[0]).toEqual(alone);
    expect(results[2].traces).toEqual(alone.traces);
  });

  it('scales all drives of a fibre', () => {
    const results = simulateReference(batch({ scale: Float64Array.of(1, 1, 0.1) }), SILENT_TASK);
    expect([results[0].recruited, results[2].recruited]).toEqual([true, false]);
  });

  it('reports a divergence with its time, without a NaN in any trace', () => {
    const [result] = simulateReference({ ...good, scale: Float64Array.of(1e306) }, SILENT_TASK);
    expect(result.recruited).toBeNull();
    expect(result.error).toMatch(/finite at 0\.1050 ms|0\.1100 ms/);
    expect(result.traces).toEqual([]);
  });

  it('refuses footprints that do not fit or are not finite', () => {
    expect(() => simulateReference({ ...good, footprints: [[new Float64Array(5)]] }, SILENT_TASK)).toThrow(/contact 0 has 5 values for 89 compartments/);
    expect(() => simulateReference({ ...good, footprints: [[good.footprints[0][0].map((value, k) => (k === 3 ? NaN : value))]] }, SILENT_TASK)).toThrow(/not finite/);
  });

  it('stops when cancelled', () => {
    expect(() => simulateReference(good, { progress: () => undefined, cancelled: true })).toThrow(CancelledError);
  });
});

it('a field far away from a uniform potential does nothing: only differences drive the fibre', () => {
  const uniform = { footprint: new Float64Array(buildCable(mrg).compartmentCount).fill(1e4), drive: pulse(0.1, 0.2, 1000) };
  const { V } = runSingle({ spec: mrg, contacts: [uniform], durationMs: 0.5, dtMs: 0.005 });
  const rest = runSingle({ spec: mrg, durationMs: 0.5, dtMs: 0.005 }).V;
  expect(V.values).toEqual(rest.values);
});
