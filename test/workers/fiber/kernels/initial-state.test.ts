// States at t = 0 against the plain solver: settled double cables, alone and together, and fibres too short to have every section.
import { describe, expect, it } from 'vitest';
import { SILENT_TASK } from '../../../../src-model/task';
import { type Cable, buildCable } from '../../../../src-workers/fiber/cable';
import { initialSnapshots } from '../../../../src-workers/fiber/initial-state';
import { INPUT } from '../../../../src-workers/fiber/reference/membrane-program';
import { staggerStates, startFiber } from '../../../../src-workers/fiber/reference/stepper';
import { simulateFibers } from '../../../../src-workers/fiber/simulate';
import { myelinatedFiber, pulseRequest, simulation, unmyelinatedFiber } from './fibers';

const GRIDS = [{ scheme: 'backward-euler', dtMs: 0.005, stepCount: 1 }, { scheme: 'second-order', dtMs: 0.005, stepCount: 1 }] as const;
const GAINES = { model: 'Gaines_motor', variant: 'published' };
/** Equal sizes under another id and settings of the field share one cable, so that sizes differ a little from test to test. */
const gaines = (offsetUm: number): Cable[] => [7, 8, 9.5, 11, 12, 13].map((diameterUm, i) => buildCable(myelinatedFiber('g', diameterUm + offsetUm, 3 + (i % 2), GAINES, 0.17 * i)));

const deviation = (cable: Cable, grid: (typeof GRIDS)[number], snapshot: ReturnType<typeof initialSnapshots>[number]): number => {
  const state = startFiber(cable);
  staggerStates(state, grid);
  const off: number[] = [];
  for (let k = 0; k < cable.compartmentCount; k++) {
    off.push(snapshot.departureMv(k) + cable.initialVoltageMv - state.voltageMv[k], snapshot.sheathMv(k) - state.potentials.sheath[k]);
  }
  for (const { inputs, compartments } of state.groups) {
    const membrane = cable.membraneIndex[compartments[0]];
    inputs.slice(INPUT.firstState).forEach((values, s) => compartments.forEach((k, row) => { off.push(snapshot.state(membrane, s, k) - values[row]); }));
  }
  expect(off.every(Number.isFinite)).toBe(true);
  return Math.max(...off.map(Math.abs));
};

describe('initial states', () => {
  it.each(GRIDS)('$scheme: settled fibres of mixed sizes are those of the plain solver within 1e-9 mV', (grid) => {
    const cables = gaines(0);
    const snapshots = initialSnapshots(cables, grid);
    cables.forEach((cable, f) => expect(deviation(cable, grid, snapshots[f])).toBeLessThan(1e-9));
    // The fibre has moved while it settled.
    expect(Math.abs(snapshots[0].departureMv(5))).toBeGreaterThan(1e-3);
  });

  it('do not depend on who settles together', () => {
    const read = (cable: Cable, snapshot: ReturnType<typeof initialSnapshots>[number]): number[] => Array.from({ length: cable.compartmentCount }, (_, k) => snapshot.departureMv(k));
    const cables = gaines(0.01);
    const together = initialSnapshots(cables, GRIDS[0]);
    gaines(0.01).forEach((shared, f) => {
      // A copy is a cable that nobody has settled yet.
      const copy = { ...shared };
      expect(read(copy, initialSnapshots([copy], GRIDS[0])[0])).toEqual(read(shared, together[f]));
    });
  });

  it.each(GRIDS)('$scheme: a fibre without all sections leaves nothing wrong behind for longer ones', (grid) => {
    const settings = { model: 'Gaines_sensory', variant: 'nrv' };
    const short = buildCable({ ...myelinatedFiber('s', 10, 2, settings), lengthUm: 3 });
    const long = buildCable(myelinatedFiber('l', 10, 3, settings));
    for (const cable of [short, long]) expect(deviation(cable, grid, initialSnapshots([cable], grid)[0])).toBeLessThan(1e-9);
  });

  it.each(GRIDS)('$scheme: fibres that settle and fibres that do not, of equal channels, in one group', (grid) => {
    const own = { model: 'Gaines_motor', geometry: 'nrv' };
    const cables = [{ ...own, variant: 'published' }, { ...own, variant: 'nrv' }].map((settings) => buildCable(myelinatedFiber('g', 8.2, 3, settings)));
    for (const order of [cables, [...cables].reverse()]) {
      const copies = order.map((cable) => ({ ...cable }));
      initialSnapshots(copies, grid).forEach((snapshot, f) => expect(deviation(copies[f], grid, snapshot)).toBeLessThan(1e-9));
    }
  });

  it('thin and cold Schild fibres settle in finer steps, to the rest of thick ones', () => {
    for (const [model, restMv] of [['Schild_94', -47.98], ['Schild_97', -64.88]] as const) {
      const rests = [0.2, 0.5, 2].map((diameterUm) => startFiber(buildCable(unmyelinatedFiber('s', diameterUm, 10, 1, { model, temperatureC: 20 }))).voltageMv[0]);
      for (const rest of rests) expect(Math.abs(rest - restMv)).toBeLessThan(0.02);
    }
  });

  it('a fibre that finds no rest is reported, the others finish', () => {
    const fibers = [unmyelinatedFiber('impossible', 1, 200, 8, { model: 'Schild_94', temperatureC: -273.15 }), unmyelinatedFiber('thin', 0.4, 200, 8, { model: 'Schild_94' })];
    for (const quantities of [{}, { gates: true }]) {
      const record = { ...simulation({}).record, membranePotential: 'nodes' as const, ...quantities };
      const [impossible, thin] = simulateFibers(pulseRequest(fibers, { durationMs: 0.5, record }, { startMs: 0.1, durationMs: 0.1, amplitudeUa: -1, distanceUm: 100 }), SILENT_TASK);
      expect(impossible.error).toMatch(/did not come to rest before t = 0/);
      expect(impossible.traces).toEqual([]);
      expect(thin.error).toBeUndefined();
    }
  });
});
