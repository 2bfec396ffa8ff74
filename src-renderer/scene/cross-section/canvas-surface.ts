// The drawing surface on a 2-D canvas.
import { FONT, type Points, type Style, type Surface, type TextStyle } from './surface';

/** Radius below which a disc is drawn as a square. */
const SQUARE_PIXELS = 0.8;

export function canvasSurface(context: CanvasRenderingContext2D): Surface {
  const trace = (points: Points, closed: boolean): void => {
    points.forEach(([left, top], k) => (k === 0 ? context.moveTo(left, top) : context.lineTo(left, top)));
    if (closed) context.closePath();
  };
  const paint = ({ fill, fillOpacity = 1, stroke, strokeOpacity = 1, width = 1, dash }: Style): void => {
    if (fill !== undefined) {
      context.globalAlpha = fillOpacity;
      context.fillStyle = fill;
      context.fill('evenodd');
    }
    if (stroke !== undefined && width > 0) {
      context.globalAlpha = strokeOpacity;
      context.strokeStyle = stroke;
      context.lineWidth = width;
      if (dash) context.setLineDash([...dash]);
      context.stroke();
      if (dash) context.setLineDash([]);
    }
    context.globalAlpha = 1;
  };
  return {
    loops(loops, style) {
      context.beginPath();
      for (const loop of loops) trace(loop, true);
      paint(style);
    },
    line(points, style) {
      context.beginPath();
      trace(points, false);
      paint(style);
    },
    circle(left, top, radius, style) {
      // Discs below a pixel are squares: the same on the screen, and far quicker.
      if (radius < SQUARE_PIXELS && style.fill !== undefined) {
        context.globalAlpha = style.fillOpacity ?? 1;
        context.fillStyle = style.fill;
        context.fillRect(left - radius, top - radius, 2 * radius, 2 * radius);
        context.globalAlpha = 1;
        return;
      }
      context.beginPath();
      context.arc(left, top, radius, 0, 2 * Math.PI);
      paint(style);
    },
    text(left, top, text, { color, size, anchor, bold, upwards }: TextStyle) {
      context.save();
      context.translate(left, top);
      if (upwards) context.rotate(-Math.PI / 2);
      context.font = `${bold ? '600 ' : ''}${size}px ${FONT}`;
      context.textAlign = anchor === 'middle' ? 'center' : anchor;
      context.textBaseline = 'middle';
      context.fillStyle = color;
      context.fillText(text, 0, 0);
      context.restore();
    },
    image(pixels, columns, rows, left, top, width, height) {
      const tile = new OffscreenCanvas(columns, rows);
      tile.getContext('2d')!.putImageData(new ImageData(pixels, columns, rows), 0, 0);
      context.save();
      context.translate(left, top + height);
      context.scale(1, -1);
      context.imageSmoothingEnabled = true;
      context.drawImage(tile, 0, 0, width, height);
      context.restore();
    },
    clipped(left, top, width, height, draw) {
      context.save();
      context.beginPath();
      context.rect(left, top, width, height);
      context.clip();
      draw();
      context.restore();
    },
  };
}
