// A potential (or any quantity) sampled on a regular grid over the transverse plane, and its picture.
import type { FieldSlice } from '../../src-model/field-slice';
import { colorAt, DIVERGING, SEQUENTIAL } from '../../src-model/figures/palette';
import type { Legend } from './fiber-colors';

export type { FieldSlice };

export interface FieldRange {
  min: number;
  max: number;
  stops: readonly string[];
}

/** Range of the values; symmetric about 0 with diverging colours when both signs occur. */
export function fieldRange(slice: FieldSlice): FieldRange {
  let [min, max] = [Infinity, -Infinity];
  for (const value of slice.values) {
    if (Number.isNaN(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  if (min > max) return { min: 0, max: 0, stops: SEQUENTIAL };
  if (min >= 0 || max <= 0) return { min, max, stops: SEQUENTIAL };
  const largest = Math.max(-min, max);
  return { min: -largest, max: largest, stops: DIVERGING };
}

/** Four bytes per cell, first row at the lowest z; transparent where the value is NaN. */
export function fieldPixels(slice: FieldSlice, { min, max, stops }: FieldRange): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * slice.columns * slice.rows);
  const scale = max > min ? 1 / (max - min) : 0;
  slice.values.forEach((value: number, cell: number) => {
    if (Number.isNaN(value)) return;
    pixels.set(colorAt(stops, (value - min) * scale), 4 * cell);
    pixels[4 * cell + 3] = 255;
  });
  return pixels;
}

export function fieldLegend(slice: FieldSlice): Legend {
  const range = fieldRange(slice);
  return { kind: 'scale', title: slice.title, unit: slice.unit, ...range, missing: 0, missingColor: '#000000' };
}
