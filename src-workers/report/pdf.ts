// One-page PDF 1.4 files of outlined drawings (ISO 32000-1). Text is outlines, so that no font is missing anywhere; transparency is kept.
// The bytes depend on the drawing alone.
import { zlibSync } from 'fflate';
import type { Drawn, Matrix, Outline, OutlinedSvg, Rgb, Stroke } from './outlined-svg';

/** Points per CSS pixel: a figure of 860 px is as wide as two columns of a journal (182 mm), its text 7 to 10 points high. */
const POINTS_PER_PX = 0.6;

const number = (value: number): string => String(Number(value.toFixed(4)));
const numbers = (values: readonly number[]): string => values.map(number).join(' ');
const CAPS = { butt: 0, round: 1, square: 2 } as const;
const JOINS = { miter: 0, round: 1, bevel: 2 } as const;
const OPERATORS = { M: 'm', L: 'l', C: 'c', Z: 'h' } as const;

/** Objects of the file, numbered from 1. */
class PdfObjects {
  readonly bodies: Uint8Array[] = [];

  /** Keeps a number for an object that others name before it is there. */
  reserve(): number {
    return this.bodies.push(new Uint8Array(0));
  }

  set(id: number, dictionary: string): void {
    this.bodies[id - 1] = latin(dictionary);
  }

  add(dictionary: string): number {
    const id = this.reserve();
    this.set(id, dictionary);
    return id;
  }

  addStream(entries: string, content: string): number {
    const packed = zlibSync(latin(content), { level: 9 });
    const id = this.reserve();
    this.bodies[id - 1] = joined([latin(`<< ${entries} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`), packed, latin('\nendstream')]);
    return id;
  }

  /** The file, with its cross-reference table. */
  file(catalog: number, info: number): Uint8Array {
    // Four bytes above 127 tell transfer programs that the file is not text.
    const parts = [joined([latin('%PDF-1.4\n%'), Uint8Array.of(0xe2, 0xe3, 0xcf, 0xd3, 0x0a)])];
    let length = parts[0].length;
    const offsets = this.bodies.map((body, index) => {
      const part = joined([latin(`${index + 1} 0 obj\n`), body, latin('\nendobj\n')]);
      const offset = length;
      parts.push(part);
      length += part.length;
      return offset;
    });
    const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
    parts.push(latin(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${offsets.length + 1} /Root ${catalog} 0 R /Info ${info} 0 R >>\nstartxref\n${length}\n%%EOF\n`));
    return joined(parts);
  }
}

const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Drawing operators, and the resources that they name. */
class Content {
  private readonly states = new Map<string, number>();
  private readonly forms: number[] = [];

  constructor(private readonly objects: PdfObjects, private readonly box: string) {}

  /** Operators that draw `items`. */
  of(items: readonly Drawn[]): string {
    return items.map((item) => `q\n${item.kind === 'path' ? this.path(item) : this.group(item)}Q\n`).join('');
  }

  resources(): string {
    const named = (prefix: string, ids: readonly number[]): string => ids.map((id) => `/${prefix}${id} ${id} 0 R`).join(' ');
    return `<< /ExtGState << ${named('G', [...this.states.values()])} >> /XObject << ${named('X', this.forms)} >> >>`;
  }

  private path({ outline, transform, fill, stroke }: Extract<Drawn, { kind: 'path' }>): string {
    if (!fill && !stroke) return '';
    const paint = fill && stroke ? (outline.evenOdd ? 'B*' : 'B') : fill ? (outline.evenOdd ? 'f*' : 'f') : 'S';
    return [
      matrix(transform), this.opacity(fill?.opacity ?? 1, stroke?.opacity ?? 1), fill ? color(fill.color, 'rg') : '', stroke ? strokeStyle(stroke) : '',
      segments(outline), `${paint}\n`,
    ].join('');
  }

  private group({ transform, opacity, clip, children }: Extract<Drawn, { kind: 'group' }>): string {
    const clips = clip.map((outline) => `${segments(outline)}${outline.evenOdd ? 'W*' : 'W'} n\n`).join('');
    if (opacity === 1) return `${matrix(transform)}${clips}${this.of(children)}`;
    // What overlaps inside must not shine through: the group is drawn as a whole and then made transparent.
    const inner = new Content(this.objects, this.box);
    const drawn = inner.of(children);
    const form = this.objects.addStream(`/Type /XObject /Subtype /Form /BBox [${this.box}] /Group << /S /Transparency >> /Resources ${inner.resources()}`, drawn);
    this.forms.push(form);
    return `${matrix(transform)}${clips}${this.opacity(opacity, opacity)}/X${form} Do\n`;
  }

  private opacity(fill: number, stroke: number): string {
    if (fill === 1 && stroke === 1) return '';
    const state = `<< /ca ${number(fill)} /CA ${number(stroke)} >>`;
    const id = this.states.get(state) ?? this.objects.add(state);
    this.states.set(state, id);
    return `/G${id} gs\n`;
  }
}

const matrix = (transform: Matrix | null): string => (transform ? `${numbers(transform)} cm\n` : '');
const color = (rgb: Rgb, operator: 'rg' | 'RG'): string => `${numbers(rgb)} ${operator}\n`;
const segments = ({ segments: list }: Outline): string => list.map(({ command, numbers: values }) => `${numbers(values)} ${OPERATORS[command]}\n`).join('');

function strokeStyle({ color: rgb, width, dashes, dashOffset, cap, join, miterLimit }: Stroke): string {
  return `${color(rgb, 'RG')}${number(width)} w ${CAPS[cap]} J ${JOINS[join]} j ${number(miterLimit)} M [${numbers(dashes)}] ${number(dashOffset)} d\n`;
}

export function writePdf({ width, height, children }: OutlinedSvg): Uint8Array {
  const objects = new PdfObjects();
  const [pageWidth, pageHeight] = [width * POINTS_PER_PX, height * POINTS_PER_PX];
  // A group's own coordinates may be turned or moved: its box is large enough for any of them.
  const reach = 4 * (width + height);
  const content = new Content(objects, numbers([-reach, -reach, reach, reach]));
  const pages = objects.reserve();
  // The drawing's y points down, the page's up.
  const drawn = objects.addStream('', `${numbers([POINTS_PER_PX, 0, 0, -POINTS_PER_PX, 0, pageHeight])} cm\n${content.of(children)}`);
  const page = objects.add(`<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${number(pageWidth)} ${number(pageHeight)}] /Contents ${drawn} 0 R /Resources ${content.resources()} >>`);
  objects.set(pages, `<< /Type /Pages /Kids [${page} 0 R] /Count 1 >>`);
  return objects.file(objects.add(`<< /Type /Catalog /Pages ${pages} 0 R >>`), objects.add('<< /Producer (Ranvier) >>'));
}
