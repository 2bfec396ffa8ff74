// Field problems for tests: the two-fascicle nerve of the reference data, and random valid nerves by seed.
import { cuffDimensions } from '../../../src-model/geometry/cuff';
import { contains, signedDistanceUm } from '../../../src-model/geometry/shape';
import type { Electrode, FieldSettings, Shape } from '../../../src-model/project';
import { electrodeSchema } from '../../../src-model/project';
import type { FieldProblem } from '../../../src-workers/field/problem';

export const isotropic = (sPerM: number) => ({ xx: sPerM, yy: sPerM, zz: sPerM });
export const ENDONEURIUM = { xx: 0.571, yy: 0.085, zz: 0.085 };

export const settings = (changes: Partial<FieldSettings> = {}): FieldSettings =>
  ({ mesher: 'extrusion', mesh: 'normal', formulation: 'sharp', relativeTolerance: 1e-8, ...changes });

/** An electrode with the schema's defaults filled in. */
export const electrode = (fields: object): Electrode => electrodeSchema.parse(fields);

export function fascicle(id: string, shape: Shape, perineuriumThicknessUm: number): FieldProblem['fascicles'][number] {
  return { id, shape, endoneurium: ENDONEURIUM, perineuriumSPerM: 0.002, perineuriumThicknessUm };
}

export const circle = (centerYUm: number, centerZUm: number, diameterUm: number): Shape => ({ kind: 'circle', centerYUm, centerZUm, diameterUm });

/** The example nerve: 5000 um long, two fascicles. */
export function exampleNerve(electrodes: Electrode[], changes: Partial<FieldSettings> = {}): FieldProblem {
  return {
    lengthUm: 5000, nerveDiameterUm: 500, bathDiameterUm: 5000, epineurium: isotropic(0.085), bath: isotropic(0.5),
    fascicles: [fascicle('F1', circle(-100, 0, 200), 6), fascicle('F2', circle(100, 0, 100), 3)],
    electrodes, settings: settings(changes),
  };
}

export const EXAMPLE_LIFE = electrode({ kind: 'life', id: 'LIFE', xUm: 2000, lengthUm: 1000, yUm: 100, zUm: 0, diameterUm: 25 });

/** Mulberry32: uniform numbers in [0, 1) from a seed. */
function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;
const between = (random: Random, low: number, high: number) => low + (high - low) * random();
const integer = (random: Random, low: number, high: number) => Math.floor(between(random, low, high + 1));

/** 1 to 30 fascicles of all shapes, 1 to 4 electrodes of all kinds, with or without a bath. */
export function randomNerve(seed: number): FieldProblem {
  const random = randomSource(seed);
  const nerveDiameterUm = between(random, 200, 3000);
  const lengthUm = between(random, 3000, 20000);
  const bathDiameterUm = random() < 0.2 ? null : nerveDiameterUm * between(random, 1.6, 8);
  const fascicles = randomFascicles(random, nerveDiameterUm);
  const count = integer(random, 1, 4);
  const room = lengthUm / count;
  const electrodes = Array.from({ length: count }, (_, k) => randomElectrode(random, `E${k}`, k * room, room, nerveDiameterUm, bathDiameterUm, fascicles));
  return {
    lengthUm, nerveDiameterUm, bathDiameterUm: bathDiameterUm === null ? null : Math.max(bathDiameterUm, ...electrodes.map((placed) => 2.1 * metalReachUm(placed, nerveDiameterUm, bathDiameterUm))),
    epineurium: isotropic(between(random, 0.01, 0.2)), bath: isotropic(between(random, 0.1, 2)),
    fascicles, electrodes, settings: settings({ mesh: 'coarse' }),
  };
}

/** How far from the nerve's axis the corners of flat contacts reach: wide ones may need a larger bath. */
function metalReachUm(placed: Electrode, diameterUm: number, bathDiameterUm: number): number {
  if (placed.kind !== 'multi-contact-cuff') return 0;
  const { contactThicknessUm, contactWidthUm } = cuffDimensions(placed, { diameterUm, bathDiameterUm });
  return Math.hypot(contactWidthUm! / 2, diameterUm / 2 + placed.recessUm + contactThicknessUm);
}

function randomFascicles(random: Random, nerveDiameterUm: number): FieldProblem['fascicles'] {
  const placed: { y: number; z: number; r: number }[] = [];
  const wanted = integer(random, 1, 30);
  for (let tries = 0; tries < 400 && placed.length < wanted; tries++) {
    const r = (nerveDiameterUm / 2) * between(random, 0.04, placed.length === 0 ? 0.9 : 0.35);
    const reach = nerveDiameterUm / 2 - r - between(random, 0.2, 5), angle = between(random, 0, 2 * Math.PI);
    if (reach < 0) continue;
    const distance = random() < 0.3 ? reach : reach * Math.sqrt(random());
    const y = distance * Math.cos(angle), z = distance * Math.sin(angle);
    const gap = between(random, 0.2, 5);
    if (placed.every((other) => Math.hypot(other.y - y, other.z - z) > other.r + r + gap)) placed.push({ y, z, r });
  }
  return placed.map(({ y, z, r }, k) => fascicle(`F${k}`, randomShape(random, y, z, r), 0.03 * 2 * r));
}

function randomShape(random: Random, y: number, z: number, r: number): Shape {
  const kind = integer(random, 0, 2);
  if (kind === 0) return circle(y, z, 2 * r);
  if (kind === 1) return { kind: 'ellipse', centerYUm: y, centerZUm: z, diameterYUm: 2 * r, diameterZUm: 2 * r * between(random, 0.3, 1), rotationDeg: between(random, -180, 180) };
  const corners = integer(random, 3, 14);
  const start = between(random, 0, 2 * Math.PI);
  return { kind: 'polygon', verticesUm: Array.from({ length: corners }, (_, i) => {
    const angle = start + (2 * Math.PI * (i + between(random, -0.3, 0.3))) / corners, distance = r * between(random, corners < 5 ? 0.8 : 0.4, 1);
    return [y + distance * Math.cos(angle), z + distance * Math.sin(angle)];
  }) };
}

function randomElectrode(random: Random, id: string, fromXUm: number, roomUm: number, nerveDiameterUm: number, bathDiameterUm: number | null, fascicles: FieldProblem['fascicles']): Electrode {
  const kind = ['point', 'life', 'life', 'cuff', 'multi-contact-cuff', 'time'][integer(random, 0, 5)];
  const centerXUm = fromXUm + roomUm * between(random, 0.4, 0.6);
  const common = { id, kind };
  if (kind === 'cuff' || kind === 'multi-contact-cuff') {
    const contactLengthUm = roomUm * between(random, 0.05, 0.3);
    return electrode({ ...common, centerXUm, contactLengthUm, insulator: random() < 0.8, recessUm: random() < 0.3 ? 0.02 * nerveDiameterUm : 0,
      contactCount: integer(random, 1, 8), rotationDeg: between(random, -180, 180),
      ...(bathDiameterUm === null ? {} : { contactThicknessUm: (bathDiameterUm - nerveDiameterUm) * between(random, 0.01, 0.1) }) });
  }
  if (kind === 'time') {
    const contactCount = integer(random, 1, 5), pitchUm = (0.6 * nerveDiameterUm) / contactCount;
    return electrode({ ...common, xUm: centerXUm, yUm: between(random, -0.05, 0.05) * nerveDiameterUm, zUm: between(random, -0.2, 0.2) * nerveDiameterUm,
      rotationDeg: between(random, -180, 180), contactCount, pitchUm, contactWidthUm: 0.4 * pitchUm, contactLengthUm: 0.1 * roomUm, thicknessUm: between(random, 0.02, 0.05) * nerveDiameterUm });
  }
  const [yUm, zUm, clearUm] = freePlace(random, nerveDiameterUm, fascicles);
  if (kind === 'point') return electrode({ ...common, xUm: centerXUm, yUm, zUm });
  return electrode({ ...common, xUm: centerXUm - 0.1 * roomUm, lengthUm: 0.2 * roomUm, yUm, zUm, diameterUm: 2 * clearUm * between(random, 0.2, 0.95) });
}

/** A place inside the nerve with its distance to the nearest outline. */
function freePlace(random: Random, nerveDiameterUm: number, fascicles: FieldProblem['fascicles']): [number, number, number] {
  let best: [number, number, number] = [0, 0, 0];
  for (let tries = 0; tries < 50; tries++) {
    const angle = between(random, 0, 2 * Math.PI), distance = (nerveDiameterUm / 2) * Math.sqrt(random()) * 0.98;
    const y = distance * Math.cos(angle), z = distance * Math.sin(angle);
    const clear = Math.min(nerveDiameterUm / 2 - distance, ...fascicles.map((f) => Math.abs(signedDistanceUm(f.shape, [y, z]))));
    if (clear > best[2]) best = [y, z, clear];
    if (clear > 0.01 * nerveDiameterUm && fascicles.some((f) => contains(f.shape, [y, z]))) break;
  }
  return best;
}
