// The drawing of a cross-section: curves cut into pieces fine enough that their chords keep the order of the true outlines,
// entered into a constrained Delaunay triangulation.
import { createSegments, insertSegment, type SegmentTable } from './constraints';
import { crossings, curvePoint, ellipseParameter, parameterEnd, type Curve, type SectionPoint } from './curve';
import { createTriangulation, insertPoint, type Triangulation } from './triangulation';
import { cosineAndSine, hypotenuse } from './portable-math';

export interface Drawing {
  curves: readonly Curve[];
  /** Points that must be corners of the mesh; `curve` is null for points inside. */
  marks: readonly { curve: number | null; point: SectionPoint }[];
  /** Circle about the origin around everything, um. */
  outerRadiusUm: number;
}

interface Piece {
  curve: number;
  from: number;
  to: number;
  start: SectionPoint;
  end: SectionPoint;
  /** Distance between chord and curve. */
  sagitta: number;
}

/** Rounds of halving pieces that come too close to others; each divides the sagitta by four. */
const MAX_ROUNDS = 12;

export function triangulateDrawing(drawing: Drawing, sizeAt: (y: number, z: number) => number, maximumTurnDeg: number): { triangulation: Triangulation; segments: SegmentTable } {
  const tolerance = 1e-8 * drawing.outerRadiusUm;
  const pieces = separatePieces(drawing.curves.flatMap((_, c) => initialPieces(drawing, c, sizeAt, maximumTurnDeg)), drawing.curves);
  const triangulation = createTriangulation(0, 0, drawing.outerRadiusUm, tolerance);
  const segments = createSegments(drawing.curves);
  for (const mark of drawing.marks) insertPoint(triangulation, ...mark.point);
  for (const piece of pieces) {
    const a = insertPoint(triangulation, ...piece.start), b = insertPoint(triangulation, ...piece.end);
    insertSegment(triangulation, segments, { curve: piece.curve, a, b, from: piece.from, to: piece.to });
  }
  return { triangulation, segments };
}

/** Parameters at which a curve must have a corner: its ends, crossings with other curves, marks. */
function breakpoints(drawing: Drawing, c: number): number[] {
  const curve = drawing.curves[c];
  const found = [0, parameterEnd(curve)];
  drawing.curves.forEach((other, d) => {
    if (d !== c) for (const [at] of crossings(curve, other)) found.push(at);
  });
  for (const mark of drawing.marks) {
    if (mark.curve !== c) continue;
    found.push(curve.kind === 'ellipse' ? ellipseParameter(curve, mark.point)
      : hypotenuse(mark.point[0] - curve.from[0], mark.point[1] - curve.from[1]) / hypotenuse(curve.to[0] - curve.from[0], curve.to[1] - curve.from[1]));
  }
  found.sort((p, q) => p - q);
  return found.filter((at, i) => i === 0 || at - found[i - 1] > 1e-9);
}

function pieceOf(curves: readonly Curve[], curve: number, from: number, to: number): Piece {
  const start = curvePoint(curves[curve], from), end = curvePoint(curves[curve], to), middle = curvePoint(curves[curve], (from + to) / 2);
  const sagitta = curves[curve].kind === 'segment' ? 0 : hypotenuse(middle[0] - (start[0] + end[0]) / 2, middle[1] - (start[1] + end[1]) / 2);
  return { curve, from, to, start, end, sagitta };
}

const chordLength = (piece: Piece): number => hypotenuse(piece.end[0] - piece.start[0], piece.end[1] - piece.start[1]);

/** Pieces between breakpoints, halved until short enough for the wanted size and flat enough to turn by less than the limit. */
function initialPieces(drawing: Drawing, c: number, sizeAt: (y: number, z: number) => number, maximumTurnDeg: number): Piece[] {
  const ends = breakpoints(drawing, c);
  const [cosine, sine] = cosineAndSine((maximumTurnDeg * Math.PI) / 720);
  const flatness = sine / cosine / 2;
  // A closed curve starts from quarters, so that no chord degenerates.
  const quarters = drawing.curves[c].kind === 'ellipse' ? [1, 2, 3].map((k) => (k * Math.PI) / 2) : [];
  for (const q of quarters) if (ends.every((at) => Math.abs(at - q) > 0.2)) ends.push(q);
  ends.sort((p, q) => p - q);
  const open = ends.slice(1).map((to, i) => pieceOf(drawing.curves, c, ends[i], to)).reverse();
  const done: Piece[] = [];
  while (open.length > 0) {
    const piece = open.pop()!;
    const length = chordLength(piece);
    const [y, z] = curvePoint(drawing.curves[c], (piece.from + piece.to) / 2);
    // Ends count too: a long piece may pass from a fine place to a coarse one.
    const wanted = Math.min(sizeAt(y, z), 1.5 * sizeAt(...piece.start), 1.5 * sizeAt(...piece.end));
    if (length > 1.2 * wanted || piece.sagitta > 1.02 * flatness * length) open.push(...halves(drawing.curves, piece).reverse());
    else done.push(piece);
  }
  return done;
}

function halves(curves: readonly Curve[], piece: Piece): [Piece, Piece] {
  const middle = (piece.from + piece.to) / 2;
  return [pieceOf(curves, piece.curve, piece.from, middle), pieceOf(curves, piece.curve, middle, piece.to)];
}

/** Halves curved pieces until no other piece comes as near to the arc as the arc is to its chord. */
function separatePieces(initial: Piece[], curves: readonly Curve[]): Piece[] {
  let pieces = initial;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next: Piece[] = [];
    let isSplit = false;
    for (const piece of pieces) {
      if (piece.sagitta > 0 && pieces.some((other) => crowds(curves, piece, other))) {
        next.push(...halves(curves, piece));
        isSplit = true;
      } else next.push(piece);
    }
    pieces = next;
    if (!isSplit) break;
  }
  return pieces;
}

function crowds(curves: readonly Curve[], piece: Piece, other: Piece): boolean {
  if (piece === other) return false;
  const reach = 1.5 * piece.sagitta + other.sagitta;
  const { start: p, end: q } = piece, { start: a, end: b } = other;
  const margin = reach + piece.sagitta;
  if (Math.max(p[0], q[0]) + margin < Math.min(a[0], b[0]) || Math.min(p[0], q[0]) - margin > Math.max(a[0], b[0])) return false;
  if (Math.max(p[1], q[1]) + margin < Math.min(a[1], b[1]) || Math.min(p[1], q[1]) - margin > Math.max(a[1], b[1])) return false;
  if ([a, b].some((end) => isSamePoint(end, p, piece) || isSamePoint(end, q, piece))) return false;
  return [0.2, 0.5, 0.8].some((share) => distanceToChord(curvePoint(curves[piece.curve], piece.from + share * (piece.to - piece.from)), a, b) < reach)
    || [a, b].some((end) => distanceToChord(end, p, q) < reach);
}

const isSamePoint = (a: SectionPoint, b: SectionPoint, piece: Piece): boolean => hypotenuse(a[0] - b[0], a[1] - b[1]) < 1e-6 * chordLength(piece);

function distanceToChord([y, z]: SectionPoint, a: SectionPoint, b: SectionPoint): number {
  const dy = b[0] - a[0], dz = b[1] - a[1];
  const s = Math.min(1, Math.max(0, ((y - a[0]) * dy + (z - a[1]) * dz) / (dy * dy + dz * dz)));
  return hypotenuse(y - a[0] - s * dy, z - a[1] - s * dz);
}
