// Projects and made-up results for tests of views: shapes of real ones, numbers from a small generator, nothing simulated.
import { contains, boundingBox } from '../../../src-model/geometry/shape';
import { projectSchema, type Project } from '../../../src-model/project';
import { NOT_RECRUITED, RECRUITED, type FiberTable, type FiberTrace, type RunResults } from '../../../src-model/results';
import type { FieldSlice } from '../../../src-renderer/scene/field-slice';

const ELECTRODES = {
  life: [{ kind: 'life', id: 'LIFE 1', xUm: 2000, lengthUm: 1000, yUm: 100, zUm: 0 }],
  cuff: [{ kind: 'cuff', id: 'Cuff', centerXUm: 2500, contactLengthUm: 400, contactThicknessUm: 20, insulatorThicknessUm: 60 }],
  multi: [{ kind: 'multi-contact-cuff', id: 'MCC', centerXUm: 2500, contactLengthUm: 400, contactThicknessUm: 20, insulatorThicknessUm: 60, contactCount: 6, contactWidthUm: 120 }],
  time: [{ kind: 'time', id: 'TIME', xUm: 2500, yUm: 0, zUm: -60, rotationDeg: 30, contactLengthUm: 200, contactCount: 4, pitchUm: 80 }],
  point: [{ kind: 'point', id: 'P1', xUm: 2500, yUm: 0, zUm: 60 }],
} as const;
export type FixtureElectrode = keyof typeof ELECTRODES | 'all';

export function fixtureProject(electrode: string): Project {
  const electrodes = electrode === 'all' ? Object.values(ELECTRODES).flat() : [...ELECTRODES[electrode as keyof typeof ELECTRODES]];
  return projectSchema.parse({
    format: 'ranvier-project', version: 1, name: 'Two fascicles',
    nerve: { lengthUm: 5000, diameterUm: 500 },
    fascicles: [
      { id: 'F1', shape: { kind: 'circle', centerYUm: -100, centerZUm: 0, diameterUm: 200 }, population: { kind: 'generated' } },
      { id: 'F2', shape: { kind: 'circle', centerYUm: 100, centerZUm: 0, diameterUm: 100 }, population: { kind: 'generated' } },
      { id: 'F3', shape: { kind: 'ellipse', centerYUm: 70, centerZUm: 130, diameterYUm: 180, diameterZUm: 90, rotationDeg: 20 }, population: { kind: 'generated' } },
      { id: 'F4', shape: { kind: 'polygon', verticesUm: [[20, -180], [120, -170], [140, -90], [60, -80]] }, population: { kind: 'generated' } },
    ],
    electrodes,
  });
}

/** Linear congruential generator (Numerical Recipes): the same numbers on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function fixtureFibers(project: Project, count: number, decided = true): FiberTable {
  const random = generator(7);
  const table: FiberTable = {
    count, fascicles: project.fascicles.map(({ id }) => id), ids: [], fascicle: new Uint16Array(count), myelinated: new Uint8Array(count),
    diameterUm: new Float64Array(count), yUm: new Float64Array(count), zUm: new Float64Array(count), recruited: new Int8Array(count), columns: [],
  };
  const threshold = new Float64Array(count);
  const firstSpike = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const f = Math.min(project.fascicles.length - 1, Math.floor((k / count) * project.fascicles.length));
    const { id, shape } = project.fascicles[f];
    const box = boundingBox(shape);
    const myelinated = random() < 0.3;
    const diameter = myelinated ? 3 + 8 * random() : 0.4 + 1.8 * random();
    const draw = (): [number, number] => [box.minYUm + (box.maxYUm - box.minYUm) * random(), box.minZUm + (box.maxZUm - box.minZUm) * random()];
    let at = draw();
    while (!contains(shape, at, diameter / 2)) at = draw();
    const [y, z] = at;
    table.ids.push(`${id}/${k}`);
    table.fascicle[k] = f;
    table.myelinated[k] = myelinated ? 1 : 0;
    table.diameterUm[k] = diameter;
    table.yUm[k] = y;
    table.zUm[k] = z;
    const distance = Math.hypot(y - 100, z);
    threshold[k] = (myelinated ? 4 : 90) * (1 + (distance / 60) ** 2) * (8 / (diameter + 2));
    const recruited = threshold[k] < 60;
    table.recruited[k] = !decided ? -1 : recruited ? RECRUITED : NOT_RECRUITED;
    firstSpike[k] = recruited ? 0.3 + 0.002 * distance : NaN;
  }
  if (decided) {
    table.columns.push({ key: 'thresholdUa', title: 'Threshold', unit: 'uA', values: threshold });
    table.columns.push({ key: 'firstSpikeTimeMs', title: 'First spike', unit: 'ms', values: firstSpike });
  }
  return table;
}

/** A point source's potential over the cross-section. */
export function fixtureSlice(project: Project): FieldSlice {
  const radius = (project.nerve?.diameterUm ?? 500) / 2;
  const size = 120;
  const values = new Float64Array(size * size).fill(NaN);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [y, z] = [((column + 0.5) / size - 0.5) * 2 * radius, ((row + 0.5) / size - 0.5) * 2 * radius];
      if (Math.hypot(y, z) <= radius) values[row * size + column] = 9000 / (1 + Math.hypot(y - 100, z) / 25);
    }
  }
  return { title: 'Potential', unit: 'mV/mA', xUm: 2500, minYUm: -radius, maxYUm: radius, minZUm: -radius, maxZUm: radius, columns: size, rows: size, values };
}

export function fixtureResults(project: Project, count: number): RunResults {
  const fibers = fixtureFibers(project, count);
  const random = generator(11);
  const [rows, times, positions]: [number[], number[], number[]] = [[], [], []];
  for (let k = 0; k < count; k++) {
    if (fibers.recruited[k] !== RECRUITED) continue;
    rows.push(k);
    times.push(0.4 + (fibers.myelinated[k] ? 30 / fibers.diameterUm[k] / 10 : 3 / fibers.diameterUm[k]) + 0.05 * random());
    positions.push(5000);
  }
  return {
    name: 'Run 1', project, finishedAt: '2026-11-23T06:00:00Z', seconds: 7, fibers,
    raster: { fiber: Uint32Array.from(rows), timeMs: Float64Array.from(times), xUm: Float64Array.from(positions) },
    tracedFibers: fibers.ids.slice(0, 3), studies: [{
      id: 'sd', kind: 'strength-duration', title: 'Strength-duration of F2',
      columns: [
        { key: 'durationMs', title: 'Pulse duration', unit: 'ms', values: Float64Array.from([0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]) },
        { key: 'thresholdUa', title: 'Threshold', unit: 'uA', values: Float64Array.from([0.02, 0.05, 0.1, 0.2, 0.5, 1, 2], (d) => 3 * (1 + 0.15 / d)) },
      ],
      summary: [{ title: 'Rheobase', unit: 'uA', value: 3 }, { title: 'Chronaxie', unit: 'ms', value: 0.15 }],
    }], phases: [{ name: 'mesh', seconds: 0.8 }, { name: 'field', seconds: 1.2 }, { name: 'fibres', seconds: 2.4 }], warnings: [],
  };
}

/** A pulse that runs from x = 2500 um in both directions at 5 m/s. */
export function fixtureTraces(): FiberTrace[] {
  const [rows, sampleCount, sampleMs] = [51, 601, 0.005];
  const xUm = Float64Array.from({ length: rows }, (_, k) => k * 100);
  const values = new Float32Array(rows * sampleCount);
  for (let row = 0; row < rows; row++) {
    const arrivalMs = 0.3 + Math.abs(xUm[row] - 2500) / 5000;
    for (let sample = 0; sample < sampleCount; sample++) {
      const late = (sample * sampleMs - arrivalMs) / 0.15;
      values[row * sampleCount + sample] = -80 + 120 * Math.exp(-late * late) - (late > 0 ? 6 * Math.exp(-late / 6) : 0);
    }
  }
  return [{ quantity: 'V', unit: 'mV', xUm, sampleCount, sampleMs, values }];
}
