// Solids of the scene: closed, facing outwards, and where the model says they are.
import { describe, expect, it } from 'vitest';
import { areaUm2 } from '../../../src-model/geometry/shape';
import { projectSchema, type ElectrodeOf } from '../../../src-model/project';
import { contactArc, contactRegion, cuffBody } from '../../../src-renderer/scene/geometry/cuff';
import { contentBox, sceneLengthUm } from '../../../src-renderer/scene/geometry/extent';
import { discOutline, drawnOutline } from '../../../src-renderer/scene/geometry/outline';
import { buildLabels, buildParts, type ScenePart } from '../../../src-renderer/scene/geometry/parts';
import { extrude } from '../../../src-renderer/scene/geometry/prism';
import { fixtureProject } from '../harness/fixtures';
import { volume } from '../harness/volume';

const polygonArea = (points: readonly (readonly [number, number])[]): number =>
  points.reduce((sum, [y, z], k) => sum + y * points[(k + 1) % points.length][1] - points[(k + 1) % points.length][0] * z, 0) / 2;

/** Coordinates are stored in single precision: 1e-5 of values up to 5000. */
const RELATIVE = 1e-5;

describe('extrude', () => {
  it('closes a ring with its hole', () => {
    const [outer, inner] = [discOutline(20, -10, 50), discOutline(20, -10, 30)];
    const expected = (polygonArea(outer) - polygonArea(inner)) * 400;
    expect(Math.abs(volume(extrude({ outer, holes: [inner] }, 100, 500)) / expected - 1)).toBeLessThan(RELATIVE);
  });

  it('closes a concave polygon given clockwise', () => {
    const shape = { kind: 'polygon' as const, verticesUm: [[0, 0], [0, 40], [40, 40], [40, 20], [20, 20], [20, 0]] as [number, number][] };
    expect(Math.abs(volume(extrude({ outer: drawnOutline(shape), holes: [] }, 0, 10)) / (areaUm2(shape) * 10) - 1)).toBeLessThan(RELATIVE);
  });

  it('has unit normals that point outwards on a cylinder', () => {
    const { positions, normals } = extrude({ outer: discOutline(0, 0, 10), holes: [] }, 0, 5, false);
    for (let k = 0; k < positions.length; k += 3) {
      const [y, z, ny, nz] = [positions[k + 1], positions[k + 2], normals[k + 1], normals[k + 2]];
      expect(Math.hypot(ny, nz)).toBeCloseTo(1, 5);
      expect((y * ny + z * nz) / 10).toBeCloseTo(1, 2);
    }
  });

  it('shades a square flat', () => {
    const { normals } = extrude({ outer: [[0, 0], [1, 0], [1, 1], [0, 1]], holes: [] }, 0, 1, false);
    for (let k = 0; k < normals.length; k += 3) expect(Math.abs(normals[k + 1]) + Math.abs(normals[k + 2])).toBeCloseTo(1, 6);
  });
});

describe('parts of a project', () => {
  const project = fixtureProject('all');
  const parts = buildParts(project);
  const part = (key: string): ScenePart => parts.find((each) => each.key === key)!;
  const range = ({ solid }: ScenePart, axis: 0 | 1 | 2): [number, number] => {
    const values = solid.positions.filter((_, k) => k % 3 === axis);
    return [Math.min(...values), Math.max(...values)];
  };

  it('have unique keys and positive volumes', () => {
    expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length);
    for (const { key, solid } of parts) expect(volume(solid), key).toBeGreaterThan(0);
  });

  it('run the length of the nerve, and the active site of a LIFE where it is', () => {
    expect(range(part('fascicle:F1'), 0)).toEqual([0, 5000]);
    expect(range(part('electrode:LIFE 1:site'), 0)).toEqual([2000, 3000]);
    expect(range(part('electrode:LIFE 1:lead-start'), 0)).toEqual([0, 2000]);
  });

  it('put contact 0 of a cuff at +z and contact 1 towards +y', () => {
    const middle = (key: string): [number, number] => [1, 2].map((axis) => {
      const [low, high] = range(part(key), axis as 1 | 2);
      return (low + high) / 2;
    }) as [number, number];
    const [y0, z0] = middle('electrode:MCC:contact-0');
    expect(y0).toBeCloseTo(0, 3);
    expect(z0).toBeGreaterThan(200);
    expect(middle('electrode:MCC:contact-1')[0]).toBeGreaterThan(0);
  });

  it('name every contact of electrodes that have several', () => {
    const texts = buildLabels(project).map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['F1', 'F4', 'LIFE 1', 'TIME', 'P1', '0', '5']));
  });

  it('fit the nerve and its cuffs, not the bath', () => {
    expect(contentBox(fixtureProject('life'))).toEqual({ min: [0, -250, -250], max: [5000, 250, 250] });
    expect(contentBox(project)).toEqual({ min: [0, -310, -310], max: [5000, 310, 310] });
  });

  it('give single fibres in a medium an extent', () => {
    const single = projectSchema.parse({
      format: 'ranvier-project', version: 1, medium: 'saline', fibers: [{ id: 'A', myelinated: true, diameterUm: 10, lengthUm: 20000 }],
      electrodes: [{ kind: 'point', id: 'P', xUm: 10000, yUm: 0, zUm: 500 }],
    });
    expect(sceneLengthUm(single)).toBe(20000);
    expect(contentBox(single).max[2]).toBeGreaterThanOrEqual(500);
    const alone = contentBox({ ...single, electrodes: [] });
    expect(alone.max[1] - alone.min[1]).toBeGreaterThanOrEqual(90);
  });
});

describe('contacts of a cuff', () => {
  const project = fixtureProject('multi');
  const cuff = project.electrodes[0] as ElectrodeOf<'multi-contact-cuff'>;
  const nerve = project.nerve!;

  it('touch the nerve along a chord of their flat width', () => {
    const arc = contactArc(cuff, nerve, 2);
    const [first, last] = [arc[0], arc[arc.length - 1]];
    expect(Math.hypot(first[0] - last[0], first[1] - last[1])).toBeCloseTo(cuff.contactWidthUm!, 9);
    for (const [y, z] of arc) expect(Math.hypot(y, z)).toBeCloseTo(nerve.diameterUm / 2, 9);
  });

  it('have parallel flanks up to the outer radius', () => {
    const { outer } = contactRegion(cuff, nerve, 0);
    const top = Math.max(...outer.map(([, z]) => z));
    expect(top).toBeCloseTo(cuffBody(cuff, nerve).contactOuterRadiusUm, 9);
    const width = Math.max(...outer.map(([y]) => y)) - Math.min(...outer.map(([y]) => y));
    expect(width).toBeCloseTo(cuff.contactWidthUm!, 9);
    expect(polygonArea(outer)).toBeGreaterThan(0);
  });
});
