// Grid and axes of the cross-section.
import type { Palette } from '../../../src-model/figures/palette';
import { numberText } from '../number-text';
import type { Style, Surface } from './surface';
import { leftOf, plotArea, ticks, topOf, worldAt, type Viewport } from './viewport';

/** Numbers stand beside one another below the picture, above one another at its left. */
const LEAST_TICK_PIXELS = { y: 56, z: 40 };
const TICK_SIZE = 11;
const TITLE_SIZE = 12;

function axisTicks(viewport: Viewport): { y: number[]; z: number[] } {
  const { umPerPixel, textScale = 1 } = viewport;
  const area = plotArea(viewport);
  const [minY, maxZ] = worldAt(viewport, area.left, area.top);
  const [maxY, minZ] = worldAt(viewport, area.left + area.width, area.top + area.height);
  return { y: ticks(minY, maxY, umPerPixel, LEAST_TICK_PIXELS.y * textScale), z: ticks(minZ, maxZ, umPerPixel, LEAST_TICK_PIXELS.z * textScale) };
}

export function drawGrid(surface: Surface, viewport: Viewport, palette: Palette): void {
  const { left, top, width, height } = plotArea(viewport);
  const at = axisTicks(viewport);
  const style: Style = { stroke: palette.grid, width: 1 };
  for (const y of at.y) surface.line([[leftOf(viewport, y), top], [leftOf(viewport, y), top + height]], style);
  for (const z of at.z) surface.line([[left, topOf(viewport, z)], [left + width, topOf(viewport, z)]], style);
}

export function drawAxes(surface: Surface, viewport: Viewport, palette: Palette): void {
  const { left, top, width, height } = plotArea(viewport);
  const scale = viewport.textScale ?? 1;
  const at = axisTicks(viewport);
  const style: Style = { stroke: palette.axis, width: 1 };
  const bottom = top + height;
  surface.loops([[[left, top], [left + width, top], [left + width, bottom], [left, bottom]]], style);
  const number = (value: number): string => numberText(Math.abs(value) < 1e-9 ? 0 : value, 6);
  for (const y of at.y) {
    const x = leftOf(viewport, y);
    surface.line([[x, bottom], [x, bottom + 4]], style);
    surface.text(x, bottom + 12 * scale, number(y), { color: palette.mutedText, size: TICK_SIZE * scale, anchor: 'middle' });
  }
  for (const z of at.z) {
    const row = topOf(viewport, z);
    surface.line([[left - 4, row], [left, row]], style);
    surface.text(left - 7, row, number(z), { color: palette.mutedText, size: TICK_SIZE * scale, anchor: 'end' });
  }
  surface.text(left + width / 2, bottom + 28 * scale, 'y (µm)', { color: palette.text, size: TITLE_SIZE * scale, anchor: 'middle' });
  surface.text(9 * scale, top + height / 2, 'z (µm)', { color: palette.text, size: TITLE_SIZE * scale, anchor: 'middle', upwards: true });
}
