// Which part of the transverse plane is on the screen, and where. Equal aspect: one scale for y and z.
import type { Box } from '../geometry/extent';
import { niceStep } from '../number-text';

/** Sizes in CSS pixels; the plot area lies inside the margins that the axes need. */
export interface Viewport {
  width: number;
  height: number;
  /** In the middle of the plot area, um. */
  centerYUm: number;
  centerZUm: number;
  umPerPixel: number;
  /** How much larger than usual texts are, and the room for them; absent: as usual. */
  textScale?: number;
}

const MARGIN = { left: 66, right: 12, top: 12, bottom: 38 };
const MIN_UM_PER_PIXEL = 1e-4;
const MAX_UM_PER_PIXEL = 1e3;
const FIT_MARGIN = 1.06;

export interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function plotArea({ width, height, textScale = 1 }: Viewport): Area {
  const [left, bottom] = [MARGIN.left * textScale, MARGIN.bottom * textScale];
  return { left, top: MARGIN.top, width: Math.max(1, width - left - MARGIN.right), height: Math.max(1, height - MARGIN.top - bottom) };
}

export function leftOf(viewport: Viewport, yUm: number): number {
  const area = plotArea(viewport);
  return area.left + area.width / 2 + (yUm - viewport.centerYUm) / viewport.umPerPixel;
}

export function topOf(viewport: Viewport, zUm: number): number {
  const area = plotArea(viewport);
  return area.top + area.height / 2 - (zUm - viewport.centerZUm) / viewport.umPerPixel;
}

export function worldAt(viewport: Viewport, left: number, top: number): [yUm: number, zUm: number] {
  const area = plotArea(viewport);
  return [
    viewport.centerYUm + (left - area.left - area.width / 2) * viewport.umPerPixel,
    viewport.centerZUm - (top - area.top - area.height / 2) * viewport.umPerPixel,
  ];
}

/** Zoom by `factor` (above 1: nearer) so that the point under the pointer stays there. */
export function zoomedAt(viewport: Viewport, factor: number, left: number, top: number): Viewport {
  const umPerPixel = Math.min(MAX_UM_PER_PIXEL, Math.max(MIN_UM_PER_PIXEL, viewport.umPerPixel / factor));
  const [y, z] = worldAt(viewport, left, top);
  const part = umPerPixel / viewport.umPerPixel;
  return { ...viewport, umPerPixel, centerYUm: y + (viewport.centerYUm - y) * part, centerZUm: z + (viewport.centerZUm - z) * part };
}

/** Move the picture by pixels. */
export function panned(viewport: Viewport, right: number, down: number): Viewport {
  return { ...viewport, centerYUm: viewport.centerYUm - right * viewport.umPerPixel, centerZUm: viewport.centerZUm + down * viewport.umPerPixel };
}

/** Show the whole box. `rightPixels`: taken by a legend; in a wide view the box moves out of its way as far as there is room. */
export function fitted(viewport: Viewport, { min: [, minY, minZ], max: [, maxY, maxZ] }: Box, rightPixels = 0): Viewport {
  const area = plotArea(viewport);
  const umPerPixel = Math.max(MIN_UM_PER_PIXEL, FIT_MARGIN * Math.max((maxY - minY) / area.width, (maxZ - minZ) / area.height));
  const spare = area.width - (FIT_MARGIN * (maxY - minY)) / umPerPixel;
  return { ...viewport, umPerPixel, centerYUm: (minY + maxY) / 2 + (Math.max(0, Math.min(spare, rightPixels)) / 2) * umPerPixel, centerZUm: (minZ + maxZ) / 2 };
}

/** Round positions between `min` and `max` at least `leastPixels` apart. */
export function ticks(min: number, max: number, umPerPixel: number, leastPixels: number): number[] {
  const multiples = (step: number): number[] => {
    const first = Math.ceil(min / step - 1e-9);
    return Array.from({ length: Math.max(0, Math.floor(max / step + 1e-9) - first + 1) }, (_, k) => (first + k) * step);
  };
  const found = multiples(niceStep(leastPixels * umPerPixel));
  return found.length >= FEWEST_TICKS ? found : multiples(niceStep(CLOSEST * leastPixels * umPerPixel));
}

/** A scale cannot be read from fewer: then they may lie closer together. */
const FEWEST_TICKS = 3;
const CLOSEST = 0.7;
