// Colours that mean different things look different, also to colour-blind readers, and stand out from the background.
import { describe, expect, it } from 'vitest';
import { type Theme, categoryColor, paletteOf, rgbOf } from '../../../src-model/figures/palette';

type Triple = readonly [number, number, number];

/** Machado, Oliveira & Fernandes 2009, IEEE Trans Vis Comput Graph 15:1291-1298: severity 1, on linear RGB. */
const DEFICIENCIES: Readonly<Record<string, readonly Triple[]>> = {
  'full colour vision': [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const times = (rows: readonly Triple[], [r, g, b]: Triple): Triple => rows.map((row) => row[0] * r + row[1] * g + row[2] * b) as unknown as Triple;
const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const linearRgb = (color: string): Triple => rgbOf(color).map((value) => linear(value / 255)) as unknown as Triple;

/** CIE L*a*b* under D65. */
function lab(rgb: Triple): Triple {
  const [x, y, z] = times([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Triple);
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}
const difference = (a: string, b: string, deficiency: string): number => {
  const [p, q] = [a, b].map((color) => lab(times(DEFICIENCIES[deficiency], linearRgb(color))));
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};
const luminance = (color: string): number => { const [r, g, b] = linearRgb(color); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const contrast = (a: string, b: string): number => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);

/** A difference of 10 in L*a*b* is seen at a glance; 2.3 is just noticeable. */
const AT_A_GLANCE = 10;

describe.each<Theme>(['light', 'dark'])('the %s palette', (theme) => {
  const palette = paletteOf(theme);
  it.each(Object.keys(DEFICIENCIES))('tells apart what it must, with %s', (deficiency) => {
    const pairs: [string, string][] = [
      [palette.recruited, palette.notRecruited], [palette.recruited, palette.undecided], [palette.notRecruited, palette.undecided], [palette.myelinated, palette.unmyelinated],
      [palette.selection, palette.problem], ...[1, 2, 3].map((k): [string, string] => [categoryColor(0, theme), categoryColor(k, theme)]),
    ];
    for (const [a, b] of pairs) expect(difference(a, b, deficiency), `${a} ${b}`).toBeGreaterThan(AT_A_GLANCE);
  });
  it('has texts of contrast AA and lines of contrast 3', () => {
    for (const text of [palette.text, palette.mutedText]) for (const ground of [palette.background, palette.surface]) expect(contrast(text, ground), text).toBeGreaterThanOrEqual(4.5);
    for (const line of [palette.axis, palette.selection, palette.problem, palette.myelinated, palette.unmyelinated, palette.recruited, palette.nerveLine, palette.electrodeLine]) {
      expect(contrast(line, palette.background), line).toBeGreaterThanOrEqual(3);
    }
  });
});
