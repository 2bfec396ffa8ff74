// Reading JSON text with faults located by line and column, and writing it so that people can read and compare it.
import { ProblemError } from './problem';

/** Throws ProblemError that names line, column and what is wrong there. A byte order mark is allowed. */
export function parseJsonText(text: string): unknown {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    const { offset, message } = firstFault(json);
    const before = json.slice(0, offset).split('\n');
    throw new ProblemError([{ severity: 'error', path: [], where: `line ${before.length}, column ${before.at(-1)!.length + 1}`, message }]);
  }
}

interface Fault {
  offset: number;
  message: string;
}

class FaultFound extends Error {
  readonly fault: Fault;
  constructor(offset: number, message: string) {
    super(message);
    this.fault = { offset, message };
  }
}

/** Scans JSON that did not parse; the engines' own messages differ and often carry no position. */
function firstFault(json: string): Fault {
  try {
    const end = skipSpace(json, scanValue(json, skipSpace(json, 0)));
    return { offset: end, message: 'There is text after the end of the JSON document; remove it.' };
  } catch (error) {
    if (error instanceof FaultFound) return error.fault;
    return { offset: 0, message: 'The lists and objects of this JSON document are nested too deeply to be a project.' };
  }
}

function skipSpace(json: string, from: number): number {
  let at = from;
  while (' \t\r\n'.includes(json[at] ?? 'end')) at++;
  return at;
}

/** Returns the offset after the value. */
function scanValue(json: string, at: number): number {
  const first = json[at];
  if (first === undefined) throw new FaultFound(at, 'The file ends before the JSON document does; it may be cut off.');
  if (first === '{') return scanMembers(json, at, '}');
  if (first === '[') return scanMembers(json, at, ']');
  if (first === '"') return scanString(json, at);
  const word = /^[^\s,:{}[\]"]+/.exec(json.slice(at, at + 60))?.[0] ?? first;
  if (/^[+-]?(nan|inf|infinity)$/i.test(word)) throw new FaultFound(at, `${word} is not a number that a project can hold; give a finite number.`);
  if (['true', 'false', 'null'].includes(word) || /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word)) return at + word.length;
  throw new FaultFound(at, `"${word}" is neither a number nor a text in quotation marks.`);
}

function scanString(json: string, at: number): number {
  const whole = /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/.exec(json.slice(at)); // eslint-disable-line no-control-regex -- what JSON forbids
  if (!whole) throw new FaultFound(at, 'This text has no closing quotation mark on its line, or a wrong \\ sequence.');
  return at + whole[0].length;
}

function scanMembers(json: string, open: number, close: '}' | ']'): number {
  let at = skipSpace(json, open + 1);
  if (json[at] === close) return at + 1;
  for (;;) {
    if (close === '}') {
      if (json[at] !== '"') throw new FaultFound(at, json[at] === '}' ? 'There is a comma before this }; remove it.' : 'A name in quotation marks is expected here.');
      at = skipSpace(json, scanString(json, at));
      if (json[at] !== ':') throw new FaultFound(at, 'A colon is missing between a name and its value.');
      at = skipSpace(json, at + 1);
    } else if (json[at] === ']') throw new FaultFound(at, 'There is a comma before this ]; remove it.');
    at = skipSpace(json, scanValue(json, at));
    if (json[at] === close) return at + 1;
    if (json[at] !== ',') throw new FaultFound(at, json[at] === undefined ? 'The file ends before the JSON document does; it may be cut off.' : `A comma or ${close} is missing here.`);
    at = skipSpace(json, at + 1);
  }
}

const LINE_WIDTH = 120;

/**
 * JSON with two-space indents; lists and objects of plain values stay on one line while they fit, long lists of plain values
 * fill their lines. Ends with a line feed. Numbers must be finite.
 */
export function formatJson(value: unknown): string {
  return `${formatted(value, '', 0)}\n`;
}

/** `used`: columns of the line that are taken before the value. */
function formatted(value: unknown, indent: string, used: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => formatted(item, deeper, deeper.length));
    if (value.every(isPlain)) return filled(items, indent, used);
    return items.length === 0 ? '[]' : `[\n${items.map((item) => deeper + item).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const members = entries.map(([key, member]) => {
    const name = `${JSON.stringify(key)}: `;
    return name + formatted(member, deeper, deeper.length + name.length);
  });
  if (entries.every(([, member]) => isPlain(member))) {
    const line = members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
    if (used + line.length <= LINE_WIDTH) return line;
  }
  return `{\n${members.map((member) => deeper + member).join(',\n')}\n${indent}}`;
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

function filled(items: readonly string[], indent: string, used: number): string {
  const line = `[${items.join(', ')}]`;
  if (used + line.length <= LINE_WIDTH) return line;
  const lines: string[] = [];
  let current = `${indent} `;
  for (const item of items) {
    if (current.length + item.length + 2 > LINE_WIDTH && current.trim() !== '') {
      lines.push(current);
      current = `${indent} `;
    }
    current += ` ${item},`;
  }
  lines.push(current.slice(0, -1));
  return `[\n${lines.join('\n')}\n${indent}]`;
}
