// What the cross-section is drawn on: a canvas for the screen and PNG, or a document of SVG elements. Coordinates in CSS pixels.

export interface Style {
  fill?: string;
  fillOpacity?: number;
  stroke?: string;
  strokeOpacity?: number;
  width?: number;
  dash?: readonly number[];
}

export interface TextStyle {
  color: string;
  size: number;
  anchor: 'start' | 'middle' | 'end';
  bold?: boolean;
  /** A quarter turn to the left, for the title of a vertical axis. */
  upwards?: boolean;
}

/** Points as [left, top]. */
export type Points = readonly (readonly [left: number, top: number])[];

export interface Surface {
  /** Several loops make holes (even-odd rule). */
  loops(loops: readonly Points[], style: Style): void;
  line(points: Points, style: Style): void;
  circle(left: number, top: number, radius: number, style: Style): void;
  text(left: number, top: number, text: string, style: TextStyle): void;
  /** Four bytes per pixel, first row at the bottom of the rectangle. */
  image(pixels: Uint8ClampedArray<ArrayBuffer>, columns: number, rows: number, left: number, top: number, width: number, height: number): void;
  /** Everything drawn inside is cut to the rectangle. */
  clipped(left: number, top: number, width: number, height: number, draw: () => void): void;
}

export const FONT = "'Inter', 'Segoe UI', system-ui, 'DejaVu Sans', sans-serif";
