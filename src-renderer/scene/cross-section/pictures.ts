// The cross-section on the screen, and as a file just like it: SVG text or PNG bytes.
import { paletteOf } from '../../../src-model/figures/palette';
import { canvasSurface } from './canvas-surface';
import { drawCrossSection, type CrossSection } from './draw';
import { svgSurface } from './svg-surface';
import type { Viewport } from './viewport';

/** As sharp as the screen is. */
export function paintOn(canvas: HTMLCanvasElement, viewport: Viewport, section: CrossSection): void {
  const ratio = window.devicePixelRatio;
  const [width, height] = [Math.round(viewport.width * ratio), Math.round(viewport.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  // Drawn by the processor: thousands of small discs are quicker there than as separate jobs of a graphics card.
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = paletteOf(section.theme).background;
  context.fillRect(0, 0, viewport.width, viewport.height);
  drawCrossSection(canvasSurface(context), viewport, section);
}

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
