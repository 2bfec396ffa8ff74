// Any geometry at all either gets an error that names its place, or is meshed: nothing in between. Nerves are put together at random, most
// of them wrong in one way or another; every kind of fault is then made in turn, in a nerve that was right.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src-model/problem';
import { electrodeSchema, fascicleSchema, projectSchema, type Electrode, type Project } from '../../../src-model/project';
import { validateProject } from '../../../src-model/validate';
import { fieldProblemOf } from '../../../src-workers/field/build-problem';
import { buildExtrudedMesh } from '../../../src-workers/mesh/extrude';
import { boundOnAngleDeg } from '../../../src-workers/mesh/quality';
import { MINIMUM_ANGLE_DEG } from '../../../src-workers/mesh/section';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const shape = fc.oneof(
  fc.record({ kind: fc.constant('circle'), centerYUm: between(-200, 200), centerZUm: between(-200, 200), diameterUm: between(20, 160) }),
  fc.record({ kind: fc.constant('ellipse'), centerYUm: between(-220, 220), centerZUm: between(-220, 220), diameterYUm: between(20, 250), diameterZUm: between(20, 250), rotationDeg: between(-180, 180) }),
  fc.record({ kind: fc.constant('polygon'), verticesUm: fc.array(fc.tuple(between(-240, 240), between(-240, 240)), { minLength: 3, maxLength: 7 }) }),
);
const place = { yUm: between(-260, 260), zUm: between(-260, 260) };
const cuffParts = {
  centerXUm: between(-200, 3200), contactLengthUm: between(20, 500), insulator: fc.boolean(), insulatorOffsetUm: between(-200, 200),
  recessUm: fc.oneof(fc.constant(0), between(1, 100)), contactThicknessUm: fc.oneof(fc.constant(undefined), between(1, 1500)),
};
const electrodeParts = fc.oneof(
  fc.record({ kind: fc.constant('point'), xUm: between(-100, 3100), ...place }),
  fc.record({ kind: fc.constant('life'), xUm: between(-100, 3000), lengthUm: between(10, 1500), diameterUm: between(5, 80), ...place }),
  fc.record({ kind: fc.constant('cuff'), ...cuffParts }),
  fc.record({ kind: fc.constant('multi-contact-cuff'), ...cuffParts, contactCount: fc.integer({ min: 1, max: 12 }), contactWidthUm: fc.oneof(fc.constant(undefined), between(20, 700)), rotationDeg: between(-180, 180) }),
  fc.record({ kind: fc.constant('time'), xUm: between(-50, 3050), ...place, rotationDeg: between(-180, 180), contactCount: fc.integer({ min: 1, max: 4 }), pitchUm: between(20, 150), contactWidthUm: between(10, 120), contactLengthUm: between(10, 200), thicknessUm: between(3, 30) }),
);

function projectOf(shapes: readonly object[], electrodes: readonly object[], bathDiameterUm: number | null): Project {
  const withoutAbsent = (parts: object) => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  return projectSchema.parse({
    format: 'ranvier-project', version: 1, nerve: { lengthUm: 3000, diameterUm: 500, bathDiameterUm },
    fascicles: shapes.map((entry, k) => ({ id: `F${k}`, shape: entry, population: { kind: 'generated' } })),
    electrodes: electrodes.map((entry, k) => ({ id: `E${k}`, ...withoutAbsent(entry) })),
    stimulation: { waveforms: [], drives: [] },
    simulation: { field: { mesh: 5 } },
  });
}

/** Errors of the geometry; that nothing drives the contacts does not matter here. */
const geometryErrors = (project: Project): Problem[] =>
  validateProject(project).filter(({ severity, path }) => severity === 'error' && ['nerve', 'fascicles', 'electrodes'].includes(String(path[0])));

function expectLocated({ where, message, path }: Problem): void {
  expect(where).toMatch(/^(fascicle "F\d+"|electrode "E\d+"|nerve)/);
  expect(message).toMatch(/ (um|same place|one line|crosses itself|overlaps|lies inside|perineurium|straddles)/);
  expect(path.length).toBeGreaterThan(0);
}

describe('any geometry', () => {
  it('is refused with the place named, or meshed above the angle bound', () => {
    let refused = 0, meshed = 0;
    fc.assert(fc.property(fc.array(shape, { minLength: 1, maxLength: 2 }), fc.array(electrodeParts, { minLength: 1, maxLength: 2 }), fc.constantFrom(null, 700, 3000), (shapes, electrodes, bath) => {
      const project = projectOf(shapes, electrodes, bath);
      const errors = geometryErrors(project);
      errors.forEach(expectLocated);
      if (errors.length > 0) {
        refused++;
        return;
      }
      const mesh = buildExtrudedMesh(fieldProblemOf(project));
      expect(mesh.quality.minimumAngleDeg).toBeGreaterThan(boundOnAngleDeg(MINIMUM_ANGLE_DEG, mesh.quality.sharpestOutlineDeg) - 1e-6);
      meshed++;
    }), { seed: 4, numRuns: 600 });
    expect(refused).toBeGreaterThan(100);
    expect(meshed).toBeGreaterThan(8);
  });
});

const LIFE = { kind: 'life', xUm: 1000, lengthUm: 500, yUm: 100, zUm: 0, diameterUm: 20 };
const CIRCLES = [{ kind: 'circle', centerYUm: -100, centerZUm: 0, diameterUm: 180 }, { kind: 'circle', centerYUm: 100, centerZUm: 0, diameterUm: 120 }];
const addElectrode = (parts: object) => (project: Project) => { project.electrodes.push(electrodeSchema.parse({ id: 'E1', ...parts })); };
const setFascicle = (parts: object) => (project: Project) => { project.fascicles[1] = fascicleSchema.parse({ id: 'F1', shape: parts, population: { kind: 'generated' } }); };

/** A fault by its size in 0..1, and where it must be reported. */
const FAULTS: [string, (amount: number) => (project: Project) => void, string][] = [
  ['fascicle beyond the nerve', (a) => setFascicle({ ...CIRCLES[1], centerYUm: 192 + 500 * a }), 'fascicle "F1"'],
  ['fascicles that overlap', (a) => setFascicle({ ...CIRCLES[1], centerYUm: 50 - 100 * a }), 'fascicle "F1"'],
  ['polygon that crosses itself', (a) => setFascicle({ kind: 'polygon', verticesUm: [[60, -50], [150, 50], [150, -50 - 40 * a], [60, 50 + 40 * a]] }), 'fascicle "F1"'],
  ['polygon without area', (a) => setFascicle({ kind: 'polygon', verticesUm: [[60, 60], [64 + 60 * a, 64 + 60 * a], [150, 150]] }), 'fascicle "F1"'],
  ['wire across a perineurium', (a) => addElectrode({ ...LIFE, yUm: 151 + 18 * a }), 'electrode "E1"'],
  ['wire outside the nerve', (a) => addElectrode({ ...LIFE, yUm: 241 + 400 * a }), 'electrode "E1"'],
  ['wire beyond the nerve\'s end', (a) => addElectrode({ ...LIFE, yUm: -100, xUm: 2501 + 400 * a }), 'electrode "E1"'],
  ['wire on another wire', (a) => addElectrode({ ...LIFE, xUm: 1200 + 200 * a, yUm: 100 + 19 * a }), 'electrode "E1"'],
  ['point outside the bath', (a) => addElectrode({ kind: 'point', xUm: 500, yUm: 0, zUm: 1500 + 5000 * a }), 'electrode "E1"'],
  ['cuff as thick as the bath', (a) => addElectrode({ kind: 'cuff', centerXUm: 2000, insulatorThicknessUm: 1250 + 3000 * a }), 'electrode "E1"'],
  ['contacts that overlap around the nerve', (a) => addElectrode({ kind: 'multi-contact-cuff', centerXUm: 2000, contactCount: 4, contactWidthUm: 354 + 300 * a }), 'electrode "E1"'],
  ['contact of a cuff beyond the nerve', (a) => addElectrode({ kind: 'cuff', centerXUm: 2951 + 300 * a, contactLengthUm: 100 }), 'electrode "E1"'],
  ['strip across the nerve\'s surface', (a) => addElectrode({ kind: 'time', xUm: 2000, yUm: 0, zUm: 200 + 45 * a, contactCount: 3, pitchUm: 150 }), 'electrode "E1"'],
  ['contacts of a strip that touch', (a) => addElectrode({ kind: 'time', xUm: 2000, yUm: 0, zUm: 120, contactCount: 2, pitchUm: 60, contactWidthUm: 60 + 40 * a }), 'electrode "E1"'],
];

describe('every kind of fault is located', () => {
  const sound = (): Project => projectOf(CIRCLES, [LIFE], 3000);

  it('the nerve without a fault is sound', () => { expect(geometryErrors(sound())).toEqual([]); });

  it.each(FAULTS)('%s', (_, fault, where) => {
    fc.assert(fc.property(between(0, 1), (amount) => {
      const project = sound();
      fault(amount)(project);
      const errors = geometryErrors(project);
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.map((error) => error.where)).toContain(where);
    }), { seed: 5, numRuns: 30 });
  });

  it('electrodes that only the mesher can refuse name the contact', () => {
    // A wire's surface all inside another electrode's body: asked of the mesher directly, past the checks.
    const wires: Electrode[] = [electrodeSchema.parse({ id: 'thick', ...LIFE, diameterUm: 60 }), electrodeSchema.parse({ id: 'thin', ...LIFE, diameterUm: 10 })];
    const project = { ...sound(), electrodes: wires };
    expect(() => buildExtrudedMesh(fieldProblemOf(project))).toThrow(/"thin" touches no tissue/);
  });
});
