// Quantities as people type and read them: "0.2 mm", "200um", "3*50+10 um"; and back.

/** Power of ten of each unit against the base of its dimension. */
const UNITS: Readonly<Record<string, { dimension: string; exponent: number }>> = Object.fromEntries([
  ...prefixed('length', 'm', { n: -9, u: -6, m: -3, c: -2, '': 0 }),
  ...prefixed('time', 's', { n: -9, u: -6, m: -3, '': 0 }),
  ...prefixed('current', 'A', { p: -12, n: -9, u: -6, m: -3, '': 0 }),
  ...prefixed('voltage', 'V', { u: -6, m: -3, '': 0 }),
  ...prefixed('frequency', 'Hz', { '': 0, k: 3, M: 6 }),
  ...prefixed('conductivity', 'S/m', { u: -6, m: -3, '': 0 }),
  ['S/cm', { dimension: 'conductivity', exponent: 2 }],
  ['mS/cm', { dimension: 'conductivity', exponent: -1 }],
  ['deg', { dimension: 'angle', exponent: 0 }],
  ['C', { dimension: 'temperature', exponent: 0 }],
  ['%', { dimension: 'share', exponent: -2 }],
]);

function prefixed(dimension: string, base: string, prefixes: Record<string, number>): [string, { dimension: string; exponent: number }][] {
  return Object.entries(prefixes).map(([prefix, exponent]) => [prefix + base, { dimension, exponent }]);
}

const SPELLINGS: Readonly<Record<string, string>> = { '°': 'deg', 'degrees': 'deg', '°C': 'C', 'hz': 'Hz', 'khz': 'kHz', 'sec': 's', 'micron': 'um', 'microns': 'um' };

function unitNamed(text: string): { dimension: string; exponent: number } | undefined {
  const ascii = text.replace(/[µμ]/g, 'u');
  const name = SPELLINGS[ascii] ?? ascii;
  return Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
}

export type Parsed = { ok: true; value: number } | { ok: false; message: string };

/** A number in a unit (power 1), or a bare one (power 0). */
interface Term {
  value: number;
  power: number;
}

class Refused extends Error {}

/**
 * The value of an expression of numbers, + - * / ^, parentheses and units, in `unit` (as in FieldMeta; absent: a pure number).
 * Bare numbers are in `unit`; a single unit at the very end applies to the whole expression. The message says what is wrong.
 */
export function parseQuantity(text: string, unit?: string): Parsed {
  try {
    const tokens = tokensOf(text);
    if (tokens.every((token) => token.kind === 'unit')) throw new Refused(`"${tokens[0].text}" needs a number before it.`);
    const units = tokens.filter((token) => token.kind === 'unit');
    const trailing = units.length === 1 && tokens.at(-1)!.kind === 'unit' ? units[0].text : null;
    const reader = new Reader(trailing === null ? tokens : tokens.slice(0, -1), unit);
    const result = reader.whole();
    const value = trailing === null ? result.value : inUnit(result.value, trailing, unit);
    if (result.power !== 0 && result.power !== 1) throw new Refused(`The result has the unit ${unit ?? ''}^${result.power}; give a value in ${unit ?? 'plain numbers'}.`);
    if (units.length > 0 && trailing === null && result.power === 0) throw new Refused(`The units cancel; give a value in ${unit ?? 'plain numbers'}.`);
    return Number.isFinite(value) ? { ok: true, value } : { ok: false, message: 'The result is not a finite number; check for a division by zero.' };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, message: error.message };
    throw error;
  }
}

function inUnit(value: number, from: string, to: string | undefined): number {
  const given = unitNamed(from);
  const wanted = to === undefined ? undefined : unitNamed(to);
  if (!given) throw new Refused(`"${from}" is not a known unit${to === undefined ? '' : `; use ${to}`}.`);
  if (!wanted && given.dimension === 'share') return value / 100;
  if (!wanted || wanted.dimension !== given.dimension) throw new Refused(`"${from}" does not fit here; ${to === undefined ? 'give a number without a unit' : `use ${to}`}.`);
  const exponent = given.exponent - wanted.exponent;
  return exponent >= 0 ? value * 10 ** exponent : value / 10 ** -exponent;
}

type Token = { kind: 'number'; text: string } | { kind: 'unit'; text: string } | { kind: 'sign'; text: string };

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|((?:[munµμ]?S\/c?m)|[a-zA-Zµμ°%]+)|([-+*/^()]))\s*/y;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new Refused(text[at] === ',' ? 'Use a point, not a comma, as decimal sign.' : `"${text.slice(at).trim()}" is not part of a number, a unit or a calculation.`);
    if (match[1] !== undefined) tokens.push({ kind: 'number', text: match[1] });
    else if (match[2] !== undefined) tokens.push({ kind: 'unit', text: match[2] });
    else tokens.push({ kind: 'sign', text: match[3] });
  }
  if (tokens.length === 0) throw new Refused('Give a number.');
  return tokens;
}

/** Recursive descent over the tokens. */
class Reader {
  private at = 0;
  private readonly tokens: readonly Token[];
  private readonly unit: string | undefined;
  constructor(tokens: readonly Token[], unit: string | undefined) {
    this.tokens = tokens;
    this.unit = unit;
  }

  whole(): Term {
    const result = this.sum();
    if (this.at < this.tokens.length) throw new Refused(`"${this.tokens[this.at].text}" is one too many; an operator may be missing before it.`);
    return result;
  }

  private sign(...texts: string[]): string | null {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || !texts.includes(token.text)) return null;
    this.at++;
    return token.text;
  }

  private sum(): Term {
    let left = this.product();
    for (let sign = this.sign('+', '-'); sign; sign = this.sign('+', '-')) {
      const right = this.product();
      if (left.power !== right.power) throw new Refused('Some numbers here have a unit and others do not; give every term a unit, or none.');
      left = { value: sign === '+' ? left.value + right.value : left.value - right.value, power: left.power };
    }
    return left;
  }

  private product(): Term {
    let left = this.factor();
    for (let sign = this.sign('*', '/'); sign; sign = this.sign('*', '/')) {
      const right = this.factor();
      left = sign === '*' ? { value: left.value * right.value, power: left.power + right.power } : { value: left.value / right.value, power: left.power - right.power };
    }
    return left;
  }

  private factor(): Term {
    const sign = this.sign('+', '-');
    if (sign) {
      const term = this.factor();
      return sign === '-' ? { ...term, value: -term.value } : term;
    }
    const base = this.primary();
    if (!this.sign('^')) return base;
    const exponent = this.factor();
    if (exponent.power !== 0) throw new Refused('An exponent cannot have a unit.');
    return { value: base.value ** exponent.value, power: base.power * exponent.value };
  }

  private primary(): Term {
    const token = this.tokens[this.at++];
    if (!token) throw new Refused('The calculation ends too early.');
    if (token.kind === 'unit') throw new Refused(`"${token.text}" needs a number before it.`);
    let term: Term;
    if (token.kind === 'number') term = { value: Number(token.text), power: 0 };
    else if (token.text === '(') {
      term = this.sum();
      if (!this.sign(')')) throw new Refused('A closing parenthesis is missing.');
    } else throw new Refused(`A number is missing before "${token.text}".`);
    const unit = this.tokens[this.at];
    if (unit?.kind !== 'unit') return term;
    this.at++;
    if (term.power !== 0) throw new Refused(`"${unit.text}" follows something that has a unit already.`);
    return { value: inUnit(term.value, unit.text, this.unit), power: 1 };
  }
}

/** At most `digits` significant digits, no trailing zeros: 200, 0.0125, 1.5e-7. */
export function formatNumber(value: number, digits = 6): string {
  return String(Number(value.toPrecision(digits)));
}

/** "200 um"; a pure number without a unit. */
export function formatQuantity(value: number, unit?: string, digits = 6): string {
  return unit ? `${formatNumber(value, digits)} ${unit}` : formatNumber(value, digits);
}

/** The unit as panels and figures show it: "µm", "µA", "°", "°C". */
export function unitSymbol(unit: string): string {
  if (unit === 'deg') return '°';
  if (unit === 'C') return '°C';
  return unit.replace(/\bu(?=[a-zA-Z])/g, 'µ');
}
