// The cross-section: coordinates, what is drawn, what is hit.
import { describe, expect, it } from 'vitest';
import { RECRUITED } from '../../../src-model/results';
import { paletteOf } from '../../../src-model/figures/palette';
import { drawAxes } from '../../../src-renderer/scene/cross-section/axes';
import { drawCrossSection, type CrossSection } from '../../../src-renderer/scene/cross-section/draw';
import { bodyAt, fascicleAt, fiberAt } from '../../../src-renderer/scene/cross-section/hit-test';
import { keyAction } from '../../../src-renderer/scene/cross-section/keys';
import { svgSurface } from '../../../src-renderer/scene/cross-section/svg-surface';
import type { Style, Surface } from '../../../src-renderer/scene/cross-section/surface';
import { fitted, leftOf, panned, ticks, topOf, worldAt, zoomedAt, type Viewport } from '../../../src-renderer/scene/cross-section/viewport';
import { colorFibers } from '../../../src-renderer/scene/fiber-colors';
import { fieldPixels, fieldRange } from '../../../src-renderer/scene/field-slice';
import { contentBox } from '../../../src-renderer/scene/geometry/extent';
import { problemOwners } from '../../../src-renderer/scene/problem-owners';
import { fixtureFibers, fixtureProject, fixtureSlice } from '../harness/fixtures';

const project = fixtureProject('all');
const fibers = fixtureFibers(project, 150);
const blank: Viewport = { width: 900, height: 700, centerYUm: 0, centerZUm: 0, umPerPixel: 1 };
const viewport = fitted(blank, contentBox(project));

describe('viewport', () => {
  it('maps there and back', () => {
    const [y, z] = worldAt(viewport, leftOf(viewport, 37), topOf(viewport, -81));
    expect(y).toBeCloseTo(37, 9);
    expect(z).toBeCloseTo(-81, 9);
  });

  it('keeps the point under the pointer while zooming, and moves with the pointer while panning', () => {
    const before = worldAt(viewport, 200, 300);
    const after = worldAt(zoomedAt(viewport, 3.7, 200, 300), 200, 300);
    expect(after[0]).toBeCloseTo(before[0], 9);
    expect(after[1]).toBeCloseTo(before[1], 9);
    expect(worldAt(panned(viewport, 50, -20), 250, 280)[0]).toBeCloseTo(before[0], 9);
  });

  it('puts ticks on round values inside the range', () => {
    expect(ticks(-310, 305, 0.9, 70)).toEqual([-300, -200, -100, 0, 100, 200, 300]);
  });

  it('keeps clear of a legend as far as there is room, without becoming smaller', () => {
    const box = contentBox(project);
    const wide = fitted({ ...blank, width: 1400 }, box, 150);
    const plain = fitted({ ...blank, width: 1400 }, box);
    expect(wide.umPerPixel).toBe(plain.umPerPixel);
    expect(leftOf(wide, 0)).toBeCloseTo(leftOf(plain, 0) - 75, 6);
    const high = fitted({ ...blank, width: 500 }, box, 150);
    expect(leftOf(high, 0)).toBeCloseTo(leftOf(fitted({ ...blank, width: 500 }, box), 0), 6);
  });

  it('has at least three numbers on each axis of a small picture, and fewer, larger ones for large text', () => {
    const texts = (textScale: number): { text: string; size: number }[] => {
      const written: { text: string; size: number }[] = [];
      const nothing = (): void => undefined;
      drawAxes({ loops: nothing, line: nothing, image: nothing, circle: nothing, clipped: nothing, text: (_left, _top, text, { size }) => void written.push({ text, size }) },
        { width: 340, height: 250, centerYUm: 0, centerZUm: 0, umPerPixel: 3.35, textScale }, paletteOf('light'));
      return written;
    };
    const usual = texts(1);
    expect(usual.map(({ text }) => text)).toEqual(['−400', '−200', '0', '200', '400', '−200', '0', '200', 'y (µm)', 'z (µm)']);
    const large = texts(2);
    expect(large.length).toBeLessThan(usual.length);
    expect(large[0].size).toBe(2 * usual[0].size);
  });
});

interface Circle { left: number; top: number; radius: number; style: Style }

function recorded(section: CrossSection): Circle[] {
  const circles: Circle[] = [];
  const surface: Surface = {
    loops: () => undefined, line: () => undefined, text: () => undefined, image: () => undefined,
    circle: (left, top, radius, style) => void circles.push({ left, top, radius, style }),
    clipped: (_left, _top, _width, _height, draw) => draw(),
  };
  drawCrossSection(surface, viewport, section);
  return circles;
}

const section: CrossSection = { project: fixtureProject('multi'), fibers, rgb: colorFibers(fibers, 'recruited', 'light').rgb, slice: null, mesh: null, problems: new Set(), showLabels: true, theme: 'light' };

describe('drawing', () => {
  it('shows every fibre at its place and to scale, recruited ones filled', () => {
    const circles = recorded(section);
    expect(circles).toHaveLength(fibers.count);
    circles.forEach(({ left, top, radius, style }, k) => {
      expect(left).toBeCloseTo(leftOf(viewport, fibers.yUm[k]), 9);
      expect(top).toBeCloseTo(topOf(viewport, fibers.zUm[k]), 9);
      const recruited = fibers.recruited[k] === RECRUITED;
      if (recruited) expect(radius).toBeCloseTo(Math.max(0.5, fibers.diameterUm[k] / 2 / viewport.umPerPixel), 9);
      expect(style.stroke === undefined || !recruited).toBe(true);
    });
  });

  it('leaves out what lies beyond the edge', () => {
    expect(recorded({ ...section, fibers: { ...fibers, yUm: fibers.yUm.map(() => 1e5) } })).toHaveLength(0);
  });

  it('writes well-formed SVG with escaped names and without NaN', () => {
    const named = { ...project, fascicles: [{ ...project.fascicles[0], id: '<b>&"' }], electrodes: project.electrodes };
    const surface = svgSurface(900, 700, '#ffffff', () => 'data:image/png;base64,');
    drawCrossSection(surface, viewport, { ...section, project: named, slice: fixtureSlice(project), problems: new Set(['fascicle:<b>&"']) });
    const svg = surface.finish();
    expect(svg).toContain('&lt;b&gt;&amp;&quot;');
    expect(svg).not.toContain('NaN');
    expect(svg.match(/<circle/g)!.length).toBeGreaterThanOrEqual(fibers.count);
    expect(svg.match(/<g /g)!.length).toBe(svg.match(/<\/g>/g)!.length);
  });
});

describe('hits', () => {
  const owner = (y: number, z: number): string | undefined => {
    const hit = bodyAt(project, y, z, 1);
    return hit ? `${hit.owner.kind} ${hit.owner.id}` : undefined;
  };
  it('prefer electrodes to fascicles to the nerve', () => {
    expect(owner(100, -11)).toBe('electrode LIFE 1');
    expect(owner(-150, 0)).toBe('fascicle F1');
    expect(owner(0, 200)).toBe('nerve ');
    expect(owner(0, 400)).toBeUndefined();
  });
  it('name the contact of a cuff', () => {
    const multi = fixtureProject('multi');
    expect(bodyAt(multi, 0, 260, 1)?.title).toBe('contact "MCC/0"');
    expect(bodyAt(multi, 260 * Math.sin(Math.PI / 3), 260 * Math.cos(Math.PI / 3), 1)?.title).toBe('contact "MCC/1"');
    expect(bodyAt(multi, 300, 0, 1)?.title).toContain('insulator');
  });
  it('find fibres', () => {
    expect(fiberAt(fibers, fibers.yUm[5], fibers.zUm[5], 0.5)?.owner.kind).toBe('fiber');
  });
});

describe('field', () => {
  it('is transparent outside and uses diverging colours for both signs', () => {
    const slice = fixtureSlice(project);
    const pixels = fieldPixels(slice, fieldRange(slice));
    expect(pixels[3]).toBe(0);
    expect(pixels[4 * (60 * slice.columns + 60) + 3]).toBe(255);
    const both = fieldRange({ ...slice, values: slice.values.map((value) => value - 2000) });
    expect(both.min).toBe(-both.max);
  });
});

describe('problems', () => {
  it('belong to what is drawn', () => {
    const problem = (severity: 'error' | 'warning', ...path: (string | number)[]) => ({ severity, path, where: '', message: '' });
    const owners = problemOwners(project, [problem('error', 'fascicles', 1, 'shape'), problem('warning', 'fascicles', 0), problem('error', 'electrodes', 0, 'yUm'), problem('error', 'nerve', 'lengthUm'), problem('error', 'fascicles', 99)]);
    expect([...owners].sort()).toEqual(['electrode:LIFE 1', 'fascicle:F2', 'nerve:']);
  });
});

describe('where a table is dropped', () => {
  it('is the fascicle, also over an electrode in it, and nothing beside', () => {
    const life = fixtureProject('life');
    const [electrode] = life.electrodes;
    if (electrode.kind !== 'life') throw new Error('The fixture has a LIFE.');
    expect(bodyAt(life, electrode.yUm, electrode.zUm, 0)?.owner.kind).toBe('electrode');
    expect(fascicleAt(life, electrode.yUm, electrode.zUm, 0)?.id).toBeDefined();
    expect(fascicleAt(life, 1e4, 0, 0)).toBeNull();
  });
});

describe('keys', () => {
  const press = (key: string, altKey = false, ctrlKey = false): unknown => keyAction({ key, altKey, ctrlKey, metaKey: false });
  it('speak of the picture alone and of the selection with Alt', () => {
    expect(press('ArrowLeft')).toEqual({ kind: 'pan', right: 40, down: 0 });
    expect(press('ArrowUp', true)).toEqual({ kind: 'move', right: 0, up: 1 });
    expect(press('-', true)).toEqual({ kind: 'resize', factor: 1 / 1.05 });
    expect(press('f')).toEqual({ kind: 'fit' });
  });
  it('are left to the window otherwise', () => {
    expect([press('f', true), press(','), press('q'), press('ArrowLeft', false, true)]).toEqual([null, null, null, null]);
  });
});
