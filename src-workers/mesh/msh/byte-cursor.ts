// A position in the bytes of a mesh file, with the words and lines around it. Mesh files mix text with binary blocks.
import { ProblemError } from '../../../src-model/problem';

export interface ByteCursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
}

const LINE_FEED = 10;
const SPACE = 32;

export function cursorAt(bytes: Uint8Array, at = 0): ByteCursor {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at };
}

export const remainingBytes = (cursor: ByteCursor): number => cursor.bytes.length - cursor.at;

/** 1-based number of the line that holds byte `at`. */
export function lineOf(bytes: Uint8Array, at: number): number {
  let line = 1;
  const end = Math.min(at, bytes.length);
  for (let i = 0; i < end; i++) if (bytes[i] === LINE_FEED) line += 1;
  return line;
}

export function fileFault(where: string, message: string): ProblemError {
  return new ProblemError([{ severity: 'error', path: [], where, message }]);
}

export const lineFault = (cursor: ByteCursor, at: number, message: string): ProblemError =>
  fileFault(`line ${lineOf(cursor.bytes, at)}`, message);

export function skipSpace(cursor: ByteCursor): void {
  while (cursor.at < cursor.bytes.length && cursor.bytes[cursor.at] <= SPACE) cursor.at += 1;
}

/** The bytes from here to `end` as Latin-1 text; file keywords and numbers are ASCII. */
export function textBetween(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]);
  return text;
}

/** The next word after any white space; '' at the end of the file. Words longer than `limit` bytes are an error. */
export function nextWord(cursor: ByteCursor, limit = 400): string {
  skipSpace(cursor);
  const start = cursor.at;
  const { bytes } = cursor;
  while (cursor.at < bytes.length && bytes[cursor.at] > SPACE) {
    cursor.at += 1;
    if (cursor.at - start > limit) throw lineFault(cursor, start, `A word here is longer than ${limit} characters; the file is damaged.`);
  }
  return textBetween(bytes, start, cursor.at);
}

/** The rest of the current line without its line end, decoded as UTF-8; the cursor moves behind the line end. */
export function restOfLine(cursor: ByteCursor, limit = 4096): string {
  const start = cursor.at;
  const found = cursor.bytes.indexOf(LINE_FEED, start);
  const end = found < 0 ? cursor.bytes.length : found;
  if (end - start > limit) throw lineFault(cursor, start, `This line is longer than ${limit} characters; the file is damaged.`);
  cursor.at = Math.min(end + 1, cursor.bytes.length);
  return new TextDecoder().decode(cursor.bytes.subarray(start, end)).replace(/\r$/, '');
}

/** Position of `marker` (ASCII) at or after the cursor; -1 when it does not occur. */
export function findMarker(cursor: ByteCursor, marker: string): number {
  const first = marker.charCodeAt(0);
  let at = cursor.bytes.indexOf(first, cursor.at);
  while (at >= 0) {
    if (textBetween(cursor.bytes, at, Math.min(at + marker.length, cursor.bytes.length)) === marker) return at;
    at = cursor.bytes.indexOf(first, at + 1);
  }
  return -1;
}
