// Every colour of figures, plots and scenes, for both themes: safe for colour-blind readers.
// Categories: Okabe & Ito 2008, "Color Universal Design". Sequential scale: viridis (van der Walt & Smith 2015, CC0), sampled.

export type Theme = 'light' | 'dark';

/** Okabe-Ito in the order in which categories take them; the second value of each pair is for dark backgrounds. */
const CATEGORIES: readonly (readonly [light: string, dark: string])[] = [
  ['#0072b2', '#56b4e9'],
  ['#d55e00', '#e69f00'],
  ['#009e73', '#2fc99a'],
  ['#cc79a7', '#e3a1c6'],
  ['#a67300', '#f0e442'],
  ['#3b8fc4', '#8ecdf2'],
  ['#555555', '#c4c4c4'],
];

/** Colour of category k; repeats after seven. */
export function categoryColor(index: number, theme: Theme): string {
  return CATEGORIES[index % CATEGORIES.length][theme === 'light' ? 0 : 1];
}

export interface Palette {
  background: string;
  surface: string;
  text: string;
  mutedText: string;
  grid: string;
  axis: string;
  bath: string;
  nerve: string;
  nerveLine: string;
  fascicle: string;
  perineurium: string;
  electrode: string;
  /** Text and lines that belong to an electrode. */
  electrodeLine: string;
  insulator: string;
  selection: string;
  problem: string;
  myelinated: string;
  unmyelinated: string;
  recruited: string;
  notRecruited: string;
  undecided: string;
}

const LIGHT: Palette = {
  background: '#ffffff',
  surface: '#f6f7f8',
  text: '#1b1f23',
  mutedText: '#57606a',
  grid: '#e4e7ea',
  axis: '#6b747d',
  bath: '#b9d7ea',
  nerve: '#e9dcc3',
  nerveLine: '#5f5645',
  fascicle: '#f3c9bd',
  perineurium: '#8a5a4a',
  electrode: '#d9a514',
  electrodeLine: '#7a5a00',
  insulator: '#9fb1bd',
  selection: '#0a66d6',
  problem: '#c4161c',
  myelinated: '#0072b2',
  unmyelinated: '#d55e00',
  recruited: '#d55e00',
  notRecruited: '#8c959f',
  undecided: '#b4bbc2',
};

const DARK: Palette = {
  background: '#171b20',
  surface: '#1d2228',
  text: '#e8ebee',
  mutedText: '#a5afb9',
  grid: '#2b323a',
  axis: '#8b96a1',
  bath: '#3c6a86',
  nerve: '#8a7f68',
  nerveLine: '#cfc3a8',
  fascicle: '#a86a5a',
  perineurium: '#e3ab98',
  electrode: '#f2c14a',
  electrodeLine: '#f2c14a',
  insulator: '#6d7f8c',
  selection: '#5cb0ff',
  problem: '#ff7b72',
  myelinated: '#56b4e9',
  unmyelinated: '#e69f00',
  recruited: '#ff9d3d',
  notRecruited: '#7b8692',
  undecided: '#59636e',
};

export function paletteOf(theme: Theme): Palette {
  return theme === 'light' ? LIGHT : DARK;
}

/** Directions x, y, z in the scene, and the handle that is pulled; the same in both themes. */
export const AXIS_COLORS = { x: '#d55e00', y: '#009e73', z: '#0072b2', active: '#e69f00' } as const;

/** Low to high. */
export const SEQUENTIAL: readonly string[] = [
  '#440154', '#482475', '#414487', '#355f8d', '#2a788e', '#21918c', '#22a884', '#44bf70', '#7ad151', '#bddf26', '#fde725',
];

/** Negative to positive around a neutral middle; blue and orange stay apart for all common colour vision types. */
export const DIVERGING: readonly string[] = [
  '#053061', '#2166ac', '#4393c3', '#92c5de', '#d1e5f0', '#f7f7f7', '#fddbc7', '#f4a582', '#d6804d', '#b35806', '#7f3b08',
];

/** "#rrggbb" as three numbers 0..255. */
export function rgbOf(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Colour at `t` (clamped to 0..1) of a scale of equally spaced stops, interpolated in sRGB; three numbers 0..255. */
export function colorAt(stops: readonly string[], t: number): [number, number, number] {
  const position = Math.min(1, Math.max(0, t)) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(position));
  const low = rgbOf(stops[index]);
  const high = rgbOf(stops[index + 1]);
  const part = position - index;
  return [0, 1, 2].map((k) => Math.round(low[k] + (high[k] - low[k]) * part)) as [number, number, number];
}
