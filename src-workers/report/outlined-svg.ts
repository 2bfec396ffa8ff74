// The drawing as the rasteriser understands it: paths with absolute coordinates in nested groups, text as outlines. Only the few elements
// and attributes that it writes are read; anything else is refused, so that nothing vanishes from a figure unnoticed.

export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
export type Rgb = readonly [red: number, green: number, blue: number];

export interface Paint {
  color: Rgb;
  opacity: number;
}

export interface Stroke extends Paint {
  width: number;
  dashes: number[];
  dashOffset: number;
  cap: 'butt' | 'round' | 'square';
  join: 'miter' | 'round' | 'bevel';
  miterLimit: number;
}

/** Commands M x y, L x y, C x1 y1 x2 y2 x y and Z; evenOdd: the rule by which it is filled or clips. */
export interface Outline {
  segments: { command: 'M' | 'L' | 'C' | 'Z'; numbers: number[] }[];
  evenOdd: boolean;
}

export type Drawn =
  | { kind: 'path'; outline: Outline; transform: Matrix | null; fill: Paint | null; stroke: Stroke | null }
  | { kind: 'group'; transform: Matrix | null; opacity: number; clip: Outline[]; children: Drawn[] };

export interface OutlinedSvg {
  width: number;
  height: number;
  children: Drawn[];
}

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
}

/** Throws an Error for what is not understood. */
export function parseOutlinedSvg(text: string): OutlinedSvg {
  const root = elementTree(text);
  const clips = new Map(root.children.filter(({ name }) => name === 'defs').flatMap(({ children }) => children).map((definition) => [definition.attributes.id, clipOf(definition)]));
  return {
    width: Number(root.attributes.width), height: Number(root.attributes.height),
    children: root.children.filter(({ name }) => name !== 'defs').map((child) => drawnOf(child, clips)),
  };
}

function elementTree(text: string): Element {
  const top: Element = { name: '', attributes: {}, children: [] };
  const open = [top];
  for (const [, closing, name, attributeText, selfClosing] of text.matchAll(/<(\/?)([A-Za-z]+)([^<>]*?)(\/?)>/g)) {
    if (closing === '/') {
      open.pop();
      continue;
    }
    const attributes = Object.fromEntries(Array.from(attributeText.matchAll(/([\w:-]+)="([^"]*)"/g), ([, key, value]) => [key, value]));
    const element: Element = { name, attributes, children: [] };
    open[open.length - 1].children.push(element);
    if (selfClosing !== '/') open.push(element);
  }
  const [root] = top.children;
  if (root?.name !== 'svg' || open.length !== 1) throw new Error('The drawing is not a complete SVG.');
  return root;
}

function clipOf({ name, children }: Element): Outline[] {
  if (name !== 'clipPath') throw new Error(`A figure cannot hold <${name}>; draw with plain colours.`);
  return children.map(({ attributes }) => outlineOf(attributes, 'clip-rule'));
}

function drawnOf({ name, attributes, children }: Element, clips: ReadonlyMap<string, Outline[]>): Drawn {
  const transform = attributes.transform === undefined ? null : matrixOf(attributes.transform);
  if (name === 'path') return { kind: 'path', outline: outlineOf(attributes, 'fill-rule'), transform, fill: fillOf(attributes), stroke: strokeOf(attributes) };
  if (name !== 'g' || 'mask' in attributes || 'filter' in attributes) throw new Error(`A figure cannot hold <${name}>; draw with paths, shapes and text.`);
  const clipName = /^url\(#(.*)\)$/.exec(attributes['clip-path'] ?? '')?.[1];
  return { kind: 'group', transform, opacity: numberOf(attributes.opacity, 1), clip: clipName === undefined ? [] : clips.get(clipName) ?? [], children: children.map((child) => drawnOf(child, clips)) };
}

const numberOf = (text: string | undefined, absent: number): number => (text === undefined ? absent : Number(text));

function matrixOf(text: string): Matrix {
  const numbers = /^matrix\((.*)\)$/.exec(text)?.[1].split(/[\s,]+/).map(Number) ?? [];
  if (numbers.length !== 6 || !numbers.every(Number.isFinite)) throw new Error(`"${text}" is not a transformation matrix.`);
  return numbers as unknown as Matrix;
}

function colorOf(text: string): Rgb {
  const digits = /^#([\da-f]{6})$/i.exec(text)?.[1];
  if (digits === undefined) throw new Error(`A figure cannot hold the paint "${text}"; use plain colours.`);
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255) as unknown as Rgb;
}

function fillOf({ fill = 'none', 'fill-opacity': opacity }: Record<string, string>): Paint | null {
  return fill === 'none' ? null : { color: colorOf(fill), opacity: numberOf(opacity, 1) };
}

function strokeOf(attributes: Record<string, string>): Stroke | null {
  const { stroke = 'none' } = attributes;
  if (stroke === 'none') return null;
  return {
    color: colorOf(stroke), opacity: numberOf(attributes['stroke-opacity'], 1), width: numberOf(attributes['stroke-width'], 1),
    dashes: (attributes['stroke-dasharray'] ?? '').split(/[\s,]+/).filter((part) => part !== '').map(Number), dashOffset: numberOf(attributes['stroke-dashoffset'], 0),
    cap: (attributes['stroke-linecap'] ?? 'butt') as Stroke['cap'], join: (attributes['stroke-linejoin'] ?? 'miter') as Stroke['join'], miterLimit: numberOf(attributes['stroke-miterlimit'], 4),
  };
}

function outlineOf(attributes: Record<string, string>, ruleName: string): Outline {
  const segments: Outline['segments'] = [];
  let at: [number, number] = [0, 0];
  for (const [, command, rest] of (attributes.d ?? '').matchAll(/([A-Za-z])([^A-Za-z]*(?:e[+-]?\d+[^A-Za-z]*)*)/g)) {
    const numbers = rest.split(/[\s,]+/).filter((part) => part !== '').map(Number);
    switch (command) {
      case 'M': case 'L': case 'C': case 'Z':
        segments.push({ command, numbers });
        break;
      case 'Q': segments.push({ command: 'C', numbers: cubicOf(at, numbers) }); break;
      default: throw new Error(`A figure cannot hold the path command "${command}".`);
    }
    if (numbers.length > 0) at = [numbers[numbers.length - 2], numbers[numbers.length - 1]];
  }
  return { segments, evenOdd: attributes[ruleName] === 'evenodd' };
}

/** A quadratic curve from `at` as a cubic one: its inner points lie two thirds of the way to the control point. */
function cubicOf([x0, y0]: readonly [number, number], [cx, cy, x, y]: readonly number[]): number[] {
  return [x0 + (2 * (cx - x0)) / 3, y0 + (2 * (cy - y0)) / 3, x + (2 * (cx - x)) / 3, y + (2 * (cy - y)) / 3, x, y];
}
