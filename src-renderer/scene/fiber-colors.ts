// Fibre table -> one colour per fibre and the legend that explains them.
import { categoryColor, colorAt, paletteOf, rgbOf, SEQUENTIAL, type Theme } from '../../src-model/figures/palette';
import { NOT_RECRUITED, RECRUITED, UNDECIDED, type FiberTable } from '../../src-model/results';

/** A result column is named by its key: "column:thresholdUa". */
export type ColorBy = 'recruited' | 'type' | 'fascicle' | 'diameter' | `column:${string}`;

export type Legend =
  | { kind: 'categories'; title: string; entries: { label: string; color: string; count: number }[] }
  | { kind: 'scale'; title: string; unit: string; min: number; max: number; stops: readonly string[]; missing: number; missingColor: string };

export interface FiberColors {
  /** Three numbers 0..255 per fibre. */
  rgb: Uint8Array;
  legend: Legend;
}

export function colorChoices(table: FiberTable | null): { value: ColorBy; label: string }[] {
  const columns = table?.columns ?? [];
  return [
    { value: 'recruited', label: 'Recruited' },
    { value: 'type', label: 'Fibre type' },
    { value: 'fascicle', label: 'Fascicle' },
    { value: 'diameter', label: 'Diameter' },
    ...columns.map(({ key, title }) => ({ value: `column:${key}` as const, label: title })),
  ];
}

/** A column that the table does not have is coloured as "recruited"; fibres of which none was simulated yet are coloured by type. */
export function colorFibers(table: FiberTable, by: ColorBy, theme: Theme): FiberColors {
  const palette = paletteOf(theme);
  if (by === 'type' || (by === 'recruited' && table.recruited.every((state) => state === UNDECIDED))) {
    return byCategory(table, 'Fibre type', [['myelinated', palette.myelinated], ['unmyelinated', palette.unmyelinated]], (k) => (table.myelinated[k] ? 0 : 1));
  }
  if (by === 'fascicle') {
    return byCategory(table, 'Fascicle', table.fascicles.map((name, k) => [name, categoryColor(k, theme)]), (k) => table.fascicle[k]);
  }
  if (by === 'diameter') return byScale('Diameter', 'um', table.diameterUm, palette.undecided);
  const column = table.columns.find(({ key }) => by === `column:${key}`);
  if (column) return byScale(column.title, column.unit, column.values, palette.undecided);
  const order = [RECRUITED, NOT_RECRUITED, UNDECIDED];
  const entries: [string, string][] = [['recruited', palette.recruited], ['not recruited', palette.notRecruited], ['not simulated', palette.undecided]];
  return byCategory(table, 'Recruitment', entries, (k) => order.indexOf(table.recruited[k]));
}

function byCategory(table: FiberTable, title: string, categories: [label: string, color: string][], categoryOf: (fiber: number) => number): FiberColors {
  const colors = categories.map(([, color]) => rgbOf(color));
  const counts = new Array<number>(categories.length).fill(0);
  const rgb = new Uint8Array(3 * table.count);
  for (let k = 0; k < table.count; k++) {
    const category = categoryOf(k);
    counts[category]++;
    rgb.set(colors[category], 3 * k);
  }
  const entries = categories.map(([label, color], k) => ({ label, color, count: counts[k] })).filter(({ count }) => count > 0);
  return { rgb, legend: { kind: 'categories', title, entries } };
}

function byScale(title: string, unit: string, values: Float64Array, missingColor: string): FiberColors {
  let [min, max, missing] = [Infinity, -Infinity, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) missing++;
    else {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  if (min > max) [min, max] = [0, 0];
  const rgb = new Uint8Array(3 * values.length);
  const none = rgbOf(missingColor);
  values.forEach((value, k) => rgb.set(Number.isFinite(value) ? colorAt(SEQUENTIAL, max > min ? (value - min) / (max - min) : 0.5) : none, 3 * k));
  return { rgb, legend: { kind: 'scale', title, unit, min, max, stops: SEQUENTIAL, missing, missingColor } };
}
