// The cross-section as a file: SVG text or PNG bytes, as it is on the screen.
import { paletteOf } from '../../../src-model/figures/palette';
import { canvasSurface } from './canvas-surface';
import { drawCrossSection, type CrossSection } from './draw';
import { svgSurface } from './svg-surface';
import type { Viewport } from './viewport';

export function svgOf(viewport: Viewport, section: CrossSection): string {
  const surface = svgSurface(viewport.width, viewport.height, paletteOf(section.theme).background, pixelsToUrl);
  drawCrossSection(surface, viewport, section);
  return surface.finish();
}

/** A PNG data URL; synchronous, which only an element's canvas can do. */
function pixelsToUrl(pixels: Uint8ClampedArray<ArrayBuffer>, columns: number, rows: number): string {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: columns, height: rows });
  canvas.getContext('2d')!.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  return canvas.toDataURL('image/png');
}

export async function pngOf(viewport: Viewport, section: CrossSection, scale: number): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(Math.round(viewport.width * scale), Math.round(viewport.height * scale));
  const context = canvas.getContext('2d')!;
  context.scale(scale, scale);
  context.fillStyle = paletteOf(section.theme).background;
  context.fillRect(0, 0, viewport.width, viewport.height);
  // The offscreen context offers all that the surface uses.
  drawCrossSection(canvasSurface(context as unknown as CanvasRenderingContext2D), viewport, section);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}
