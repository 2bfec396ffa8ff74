// Colours of fibres and what the legend says about them.
import { describe, expect, it } from 'vitest';
import { paletteOf, rgbOf } from '../../../src-model/figures/palette';
import { RECRUITED } from '../../../src-model/results';
import { colorChoices, colorFibers } from '../../../src-renderer/scene/fiber-colors';
import { describeFiber } from '../../../src-renderer/scene/fiber-description';
import { fixtureFibers, fixtureProject } from '../harness/fixtures';

const project = fixtureProject('life');
const table = fixtureFibers(project, 200);
const colorOf = (rgb: Uint8Array, fiber: number): number[] => Array.from(rgb.subarray(3 * fiber, 3 * fiber + 3));

describe('colorFibers', () => {
  it('tells recruited fibres apart and counts them', () => {
    const { rgb, legend } = colorFibers(table, 'recruited', 'light');
    const palette = paletteOf('light');
    for (let k = 0; k < table.count; k++) expect(colorOf(rgb, k)).toEqual(rgbOf(table.recruited[k] === RECRUITED ? palette.recruited : palette.notRecruited));
    expect(legend.kind === 'categories' && legend.entries.reduce((sum, { count }) => sum + count, 0)).toBe(200);
  });

  it('falls back to the type before a run', () => {
    const { legend } = colorFibers(fixtureFibers(project, 50, false), 'recruited', 'dark');
    expect(legend.title).toBe('Fibre type');
  });

  it('spans a column and marks missing values', () => {
    const { rgb, legend } = colorFibers(table, 'column:firstSpikeTimeMs', 'light');
    const silent = table.recruited.findIndex((state) => state !== RECRUITED);
    expect(colorOf(rgb, silent)).toEqual(rgbOf(paletteOf('light').undecided));
    expect(legend.kind === 'scale' && legend.missing).toBe(table.recruited.filter((state) => state !== RECRUITED).length);
    expect(legend.kind === 'scale' && legend.min < legend.max).toBe(true);
  });

  it('offers every column', () => {
    expect(colorChoices(table).map(({ value }) => value)).toContain('column:thresholdUa');
    expect(colorFibers(table, 'fascicle', 'light').legend).toMatchObject({ kind: 'categories', entries: [{ label: 'F1' }, { label: 'F2' }, { label: 'F3' }, { label: 'F4' }] });
  });
});

describe('describeFiber', () => {
  it('gives values with units and leaves missing ones out', () => {
    const silent = table.recruited.findIndex((state) => state !== RECRUITED);
    const labels = describeFiber(table, silent).map(({ label }) => label);
    expect(labels).toContain('Threshold');
    expect(labels).not.toContain('First spike');
    expect(describeFiber(table, 0).find(({ label }) => label === 'Diameter')!.value).toMatch(/ µm$/);
  });
});
