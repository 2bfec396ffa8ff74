// The drawing surface as an SVG document.
import { FONT, type Points, type Style, type Surface, type TextStyle } from './surface';

const number = (value: number): string => String(Math.round(value * 100) / 100);
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!);

function attributes({ fill, fillOpacity = 1, stroke, strokeOpacity = 1, width = 1, dash }: Style): string {
  const list = [`fill="${fill ?? 'none'}"`];
  if (fill !== undefined && fillOpacity < 1) list.push(`fill-opacity="${number(fillOpacity)}"`);
  if (fill !== undefined) list.push('fill-rule="evenodd"');
  if (stroke !== undefined && width > 0) {
    list.push(`stroke="${stroke}"`, `stroke-width="${number(width)}"`);
    if (strokeOpacity < 1) list.push(`stroke-opacity="${number(strokeOpacity)}"`);
    if (dash) list.push(`stroke-dasharray="${dash.join(' ')}"`);
  }
  return list.join(' ');
}

const path = (points: Points): string => points.map(([left, top], k) => `${k === 0 ? 'M' : 'L'}${number(left)} ${number(top)}`).join('');

/** `imageUrl` turns pixels (first row at the top) into a data URL. `finish` gives the whole document. */
export function svgSurface(width: number, height: number, background: string,
  imageUrl: (pixels: Uint8ClampedArray<ArrayBuffer>, columns: number, rows: number) => string): Surface & { finish(): string } {
  const elements: string[] = [];
  let clips = 0;
  return {
    loops: (loops, style) => void elements.push(`<path d="${loops.map((loop) => `${path(loop)}Z`).join('')}" ${attributes(style)}/>`),
    line: (points, style) => void elements.push(`<path d="${path(points)}" ${attributes(style)}/>`),
    circle: (left, top, radius, style) =>
      void elements.push(`<circle cx="${number(left)}" cy="${number(top)}" r="${number(radius)}" ${attributes(style)}/>`),
    text(left, top, text, { color, size, anchor, bold, upwards }: TextStyle) {
      const place = upwards ? `transform="translate(${number(left)} ${number(top)}) rotate(-90)"` : `x="${number(left)}" y="${number(top)}"`;
      elements.push(`<text ${place} dy="0.35em" fill="${color}" font-size="${size}" text-anchor="${anchor}"${bold ? ' font-weight="600"' : ''}>${escape(text)}</text>`);
    },
    image(pixels, columns, rows, left, top, imageWidth, imageHeight) {
      const flipped = new Uint8ClampedArray(pixels.length);
      for (let row = 0; row < rows; row++) flipped.set(pixels.subarray(4 * columns * row, 4 * columns * (row + 1)), 4 * columns * (rows - 1 - row));
      elements.push(`<image x="${number(left)}" y="${number(top)}" width="${number(imageWidth)}" height="${number(imageHeight)}" preserveAspectRatio="none" href="${imageUrl(flipped, columns, rows)}"/>`);
    },
    clipped(left, top, clipWidth, clipHeight, draw) {
      const id = `clip${clips++}`;
      elements.push(`<clipPath id="${id}"><rect x="${number(left)}" y="${number(top)}" width="${number(clipWidth)}" height="${number(clipHeight)}"/></clipPath><g clip-path="url(#${id})">`);
      draw();
      elements.push('</g>');
    },
    finish: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(FONT)}">` +
      `<rect width="100%" height="100%" fill="${background}"/>${elements.join('')}</svg>\n`,
  };
}
