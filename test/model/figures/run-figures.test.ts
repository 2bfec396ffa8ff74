import { describe, expect, it } from 'vitest';
import { crossSectionFigure } from '../../../src-model/figures/cross-section-figure';
import { diameterBins, diameterFigure } from '../../../src-model/figures/diameter-figure';
import { electrodeSection } from '../../../src-model/figures/electrode-section';
import { roundStep } from '../../../src-model/figures/figure';
import { clippedToBox } from '../../../src-model/geometry/clip-polygon';
import type { PointUm } from '../../../src-model/geometry/point';
import { projectSchema } from '../../../src-model/project';
import type { FiberTable } from '../../../src-model/results';
import { renderPng, renderSvg } from '../../../src-workers/report/render-figure';

const area = (points: readonly PointUm[]): number => Math.abs(points.reduce((sum, [y, z], k) => {
  const [y2, z2] = points[(k + 1) % points.length];
  return sum + (y * z2 - y2 * z) / 2;
}, 0));
const box = { minYUm: 0, maxYUm: 10, minZUm: 0, maxZUm: 10 };

describe('a polygon cut to a box', () => {
  it.each([
    ['inside stays as it is', [[1, 1], [2, 1], [2, 2]], 0.5],
    ['outside vanishes', [[20, 20], [30, 20], [30, 30]], 0],
    ['around becomes the box', [[-5, -5], [15, -5], [15, 15], [-5, 15]], 100],
    ['across a side is cut', [[-5, 2], [5, 2], [5, 4], [-5, 4]], 10],
    ['over a corner is cut twice', [[8, 8], [12, 8], [12, 12], [8, 12]], 4],
  ] as [string, PointUm[], number][])('%s', (_, points, expected) => {
    expect(area(clippedToBox(points, box))).toBeCloseTo(expected, 12);
  });
});

it.each([[10, 5, 2], [500, 6, 100], [0.7, 7, 0.1], [1300, 6, 500]])('the round step of %d in about %i parts is %d', (span, parts, step) => {
  expect(roundStep(span, parts)).toBeCloseTo(step, 12);
});

const project = projectSchema.parse({
  format: 'ranvier-project', version: 1, name: 'A & B', nerve: { lengthUm: 5000, diameterUm: 500 },
  fascicles: [
    { id: 'left', shape: { kind: 'circle', centerYUm: -100, centerZUm: 0, diameterUm: 200 }, population: { kind: 'generated' } },
    { id: 'right', shape: { kind: 'circle', centerYUm: 150, centerZUm: 0, diameterUm: 100 }, population: { kind: 'generated' } },
  ],
  electrodes: [
    { kind: 'multi-contact-cuff', id: 'cuff', centerXUm: 2500, contactCount: 4 },
    { kind: 'life', id: 'life', xUm: 0, yUm: 150, zUm: 0, diameterUm: 30 },
    { kind: 'time', id: 'time', xUm: 0, yUm: -100, zUm: 0, contactCount: 3 },
  ],
});
const fibers: FiberTable = {
  count: 4, fascicles: ['left', 'right'], ids: ['l0', 'l1', 'l2', 'r0'], fascicle: Uint16Array.of(0, 0, 0, 1), myelinated: Uint8Array.of(1, 1, 0, 1),
  diameterUm: Float64Array.of(10, 12.5, 1, 8), yUm: Float64Array.of(-100, -50, -120, 170), zUm: Float64Array.of(0, 20, 0, 10), recruited: new Int8Array(4).fill(-1), columns: [],
};
const after: FiberTable = { ...fibers, recruited: Int8Array.of(1, 0, 0, 1) };
const section = (table: FiberTable, fascicle?: string): string => renderSvg(crossSectionFigure({ project, fibers: table, theme: 'light', fascicle }));

describe('electrodes in the cross-section', () => {
  it('have one contact each where the nerve file puts it', () => {
    const [cuff, life, time] = project.electrodes.map((electrode) => electrodeSection(electrode, project.nerve, 5));
    const middle = ({ verticesUm }: { verticesUm: PointUm[] }): number[] => [0, 1].map((axis) => Math.round(verticesUm.reduce((sum, point) => sum + point[axis], 0) / verticesUm.length) || 0);
    const contacts = cuff.filter(({ role }) => role === 'contact');
    // Contact 0 faces +z, the next ones follow towards +y.
    expect(contacts.map((part) => middle(part).map((value) => Math.sign(value)))).toEqual([[0, 1], [1, 0], [0, -1], [-1, 0]]);
    expect(cuff.filter(({ role }) => role === 'insulator')).toHaveLength(1);
    expect(life.map(middle)).toEqual([[150, 0]]);
    expect(time.map(({ role }) => role)).toEqual(['insulator', 'contact', 'contact', 'contact']);
  });
});

describe('the cross-section', () => {
  it('draws every fibre to scale, at its place, with equal axes', () => {
    const svg = section(fibers);
    const { widthPx, heightPx, option } = crossSectionFigure({ project, fibers, theme: 'light' });
    const { xAxis, yAxis, grid } = option as Record<'xAxis' | 'yAxis' | 'grid', Record<string, number>>;
    const pxPerUm = grid.width / (xAxis.max - xAxis.min);
    expect(grid.height / (yAxis.max - yAxis.min)).toBeCloseTo(pxPerUm, 12);
    expect(widthPx).toBeGreaterThan(grid.width);
    expect(heightPx).toBeGreaterThan(grid.height);
    // Fibre 0: diameter 10 um, at the centre of the left fascicle.
    const [cx, cy] = [grid.left + (-100 - xAxis.min) * pxPerUm, grid.top + yAxis.max * pxPerUm];
    expect(svg).toContain(`<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(0)}" r="${(5 * pxPerUm).toFixed(1)}"`);
    expect(svg).toContain('A &amp; B: cross-section');
    expect(svg).toContain('y (µm)');
    expect(svg).toContain('Myelinated: 3');
  });

  it('tells recruited fibres from the others after a run', () => {
    const svg = section(after);
    for (const text of ['recruited: 2', 'not recruited: 1', 'Filled: recruited fibres']) expect(svg).toContain(text);
  });

  it('of one fascicle shows its own fibres only', () => {
    expect(section(after, 'right')).toContain('recruited: 1');
    expect(section(after, 'right')).not.toContain('Unmyelinated');
  });

  it('is the same text every time', () => {
    expect(section(after)).toBe(section(after));
    expect(section(fibers)).not.toMatch(/zr\d|class=|ecmeta/);
  });
});

describe('the diameter histogram', () => {
  it('counts every fibre once, in bins of a round width', () => {
    const { edgesUm, recruited, others } = diameterBins(after, [0, 1, 3]);
    expect([recruited, others].flat().reduce((a, b) => a + b)).toBe(3);
    expect(recruited.reduce((a, b) => a + b)).toBe(2);
    expect(edgesUm[0]).toBeLessThanOrEqual(8);
    expect(edgesUm.at(-1)).toBeGreaterThan(12.5);
  });

  it('copes with fibres of one diameter, and with none', () => {
    const same = { ...fibers, diameterUm: new Float64Array(4).fill(10) };
    expect(diameterBins(same, [0, 1, 3]).others).toEqual([3]);
    const nobody: FiberTable = { ...fibers, count: 0 };
    expect(renderSvg(diameterFigure('Empty', nobody, 'light'))).toContain('0 fibres');
  });

  it('is labelled', () => {
    const svg = renderSvg(diameterFigure('A', after, 'light'));
    for (const text of ['Fibres', 'Fibre diameter', '(µm)', 'Myelinated, recruited']) expect(svg).toContain(text);
  });
});

it('a figure becomes a PNG of 300 dots per inch (2.5 per pixel)', async () => {
  const png = await renderPng(section(after));
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const { widthPx } = crossSectionFigure({ project, fibers, theme: 'light' });
  expect(new DataView(png.buffer, png.byteOffset).getUint32(16)).toBe(2.5 * widthPx);
});
