// Extracellular recordings of the kernels against the currents of the plain solver, and against what charge conservation asks for.
import { describe, expect, it } from 'vitest';
import type { Clamp, Simulation } from '../../../src-model/project';
import { SILENT_TASK } from '../../../src-model/task';
import { driveSchedule } from '../../../src-workers/fiber/drive-schedule';
import { fiberSetup } from '../../../src-workers/fiber/fiber-setup';
import { runFiber } from '../../../src-workers/fiber/reference/run-fiber';
import type { FiberBatchRequest, FiberSpec } from '../../../src-workers/fiber/request';
import { recordExtracellular } from '../../../src-workers/recording/record-extracellular';
import { myelinatedFiber, pointSource, pulseRequest, unmyelinatedFiber } from '../fiber/kernels/fibers';

const FIBERS: FiberSpec[] = [
  myelinatedFiber('a', 10, 9, { model: 'MRG' }), myelinatedFiber('b', 7.3, 8, { model: 'Gaines_motor' }, 0.3), unmyelinatedFiber('c', 1, 1000, 41, { model: 'Sundt' }),
];
const CLAMP: Clamp = { kind: 'current', position: 0.1, startMs: 0.9, durationMs: 0.1, amplitude: 0.7 };

function requestOf(fibers: FiberSpec[], scheme: Simulation['scheme']): FiberBatchRequest {
  const request = pulseRequest(fibers, { durationMs: 1.6, dtMs: 0.005, scheme, rates: 'exact' }, { startMs: 0.2, durationMs: 0.1, amplitudeUa: -150, distanceUm: 500 });
  return { ...request, clamps: fibers.map(() => [CLAMP]) };
}

/** The same from the potentials of the plain solver: the current into each compartment from its neighbours, times the sensor. */
function plainRecording(request: FiberBatchRequest, sensors: Float64Array[][]): Float64Array[] {
  const drive = driveSchedule(request.drives, request.simulation);
  const total = sensors[0].map(() => new Float64Array(drive.stepCount + 1));
  request.fibers.forEach((_, f) => {
    const setup = fiberSetup(request, f, drive);
    const { cable, sources: [source], clamps: [clamp] } = setup;
    runFiber(setup, drive, request.simulation.record, SILENT_TASK, ({ potentials }, n) => {
      if (n === 0) return;
      const outsideMv = source!.potentialMv.map((e) => e * drive.currentUa[0]![n - 1]);
      const inside = potentials.inside.map((y, k) => y + outsideMv[k]);
      const sheath = potentials.sheath.map((y, k) => y + outsideMv[k]);
      for (let k = 0; k < cable.compartmentCount; k++) {
        let currentNa = k === clamp.compartment ? clamp.factor[n - 1] * clamp.amplitude : 0;
        for (const [j, edge] of [[k - 1, k - 1], [k + 1, k]]) {
          if (j >= 0 && j < cable.compartmentCount) currentNa += cable.axialUs[edge] * (inside[j] - inside[k]) + cable.periaxonalUs[edge] * (sheath[j] - sheath[k]);
        }
        sensors[f].forEach((sensor, r) => { total[r][n] += (sensor[k] * currentNa) / 1e6; });
      }
    });
  });
  return total;
}

describe('recordExtracellular', () => {
  for (const scheme of ['backward-euler', 'second-order'] as const) {
    it(`${scheme}: three kinds of fibres, a field and a clamp: within 1e-6 of the largest value`, () => {
      const request = requestOf(FIBERS, scheme);
      const sensors = FIBERS.map((spec) => [pointSource(spec, 0.5, 300), pointSource(spec, 0.8, 100)]);
      const { potentialsMv, failed } = recordExtracellular({ batch: request, sensors }, SILENT_TASK);
      expect(failed).toEqual([]);
      plainRecording(request, sensors).forEach((expected, r) => {
        const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect(largest).toBeGreaterThan(1e-4);
        expected.forEach((value, n) => expect(Math.abs(potentialsMv[r][n] - value)).toBeLessThan(1e-6 * largest));
      });
    });
  }

  it('sees from everywhere alike what a voltage clamp injects, and nothing else', () => {
    const [spec] = FIBERS;
    const request: FiberBatchRequest = { ...requestOf([spec], 'backward-euler'), clamps: [[{ kind: 'voltage', position: 0, startMs: 0.1, durationMs: 1.2, amplitude: -60 }]] };
    const { potentialsMv: [seen] } = recordExtracellular({ batch: request, sensors: [[pointSource(spec, 0.5, 300).fill(1e6)]] }, SILENT_TASK);
    const drive = driveSchedule(request.drives, request.simulation);
    const setup = fiberSetup(request, 0, drive);
    const expected = new Float64Array(drive.stepCount + 1);
    runFiber(setup, drive, request.simulation.record, SILENT_TASK, ({ potentials }, n) => {
      // 0.1 Mohm between the command and the inside.
      if (n > 0 && setup.clamps[0].factor[n - 1] === 1) expected[n] = (-60 - setup.sources[0]!.potentialMv[0] * drive.currentUa[0]![n - 1] - potentials.inside[0]) / 0.1;
    });
    expect(Math.max(...expected)).toBeGreaterThan(0.5);
    seen.forEach((value, n) => expect(Math.abs(value - expected[n])).toBeLessThan(1e-6));
  });

  it('leaves out and names a fibre that cannot be simulated', () => {
    const [good] = FIBERS;
    const bad = { ...good, id: 'bad', lengthUm: -1 };
    const request = { ...requestOf([good], 'second-order'), fibers: [bad, good] };
    const both = { ...request, footprints: [request.footprints[0], request.footprints[0]], clamps: [[], []] };
    const sensor = pointSource(good, 0.5, 300);
    const { potentialsMv, failed } = recordExtracellular({ batch: both, sensors: [[sensor], [sensor]] }, SILENT_TASK);
    expect(failed.map(({ id }) => id)).toEqual(['bad']);
    expect(potentialsMv).toEqual(recordExtracellular({ batch: { ...requestOf([good], 'second-order'), clamps: [[]] }, sensors: [[sensor]] }, SILENT_TASK).potentialsMv);
  });
});
