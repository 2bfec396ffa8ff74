// Solids cut by the clipping plane, closed where they are cut: everything in the scene is a prism along x, so that a cut across x
// shortens it, and a cut along it cuts its outline.
import { counterClockwise, type Outline } from './outline';
import { extrude, type Region, type Solid } from './prism';

export interface Clip {
  axis: 'x' | 'y' | 'z';
  atUm: number;
  /** Which side stays visible. */
  keep: 'below' | 'above';
}

type Point = Outline[number];

/** Whether a point lies on the visible side. */
export function isKept({ axis, atUm, keep }: Clip, [x, y, z]: readonly [number, number, number]): boolean {
  const value = axis === 'x' ? x : axis === 'y' ? y : z;
  return keep === 'below' ? value <= atUm : value >= atUm;
}

/** What stays of a range along x; null when nothing does. */
export function cutRange({ axis, atUm, keep }: Clip, startX: number, endX: number): [startX: number, endX: number] | null {
  if (axis !== 'x') return [startX, endX];
  const [start, end] = keep === 'below' ? [startX, Math.min(endX, atUm)] : [Math.max(startX, atUm), endX];
  return start < end ? [start, end] : null;
}

/** What stays of a region of the transverse plane, in as many pieces as the cut leaves. Holes that the plane meets become part of the outline. */
export function cutRegion(region: Region, clip: Clip): Region[] {
  if (clip.axis === 'x') return [region];
  const k = clip.axis === 'y' ? 0 : 1;
  const sign = clip.keep === 'below' ? 1 : -1;
  /** Positive on the visible side. */
  const depth = (point: Point): number => sign * (clip.atUm - point[k]);
  const isWhole = (loop: Outline): boolean => loop.every((point) => depth(point) >= 0);
  const isGone = (loop: Outline): boolean => loop.every((point) => depth(point) <= 0);
  if (isGone(region.outer)) return [];
  if (isWhole(region.outer)) return [region];
  // Chains on the visible side; each ends on the plane at both its ends. Holes run the other way round, with the region at their left as well.
  const met = [counterClockwise(region.outer), ...region.holes.filter((hole) => !isWhole(hole) && !isGone(hole)).map((hole) => [...counterClockwise(hole)].reverse())];
  const outlines = joined(met.flatMap((loop) => chainsOf(loop, depth)), k === 0 ? 1 : 0, k === 0 ? sign : -sign);
  const whole = region.holes.filter(isWhole);
  return outlines.map((outer) => ({ outer, holes: whole.filter(([first]) => encloses(outer, first)) }));
}

/** The parts of a loop on the visible side, from where it enters to where it leaves; a loop without any part outside has none. */
function chainsOf(loop: Outline, depth: (point: Point) => number): Point[][] {
  const at = (i: number): Point => loop[i % loop.length];
  const crossing = (from: Point, to: Point): Point => {
    const part = depth(from) / (depth(from) - depth(to));
    return [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
  };
  return loop.flatMap((point, i) => {
    if (depth(point) >= 0 || depth(at(i + 1)) < 0) return [];
    let end = i + 1;
    while (depth(at(end)) >= 0) end += 1;
    return [[crossing(point, at(i + 1)), ...Array.from({ length: end - i - 1 }, (_, step) => at(i + 1 + step)), crossing(at(end - 1), at(end))]];
  });
}

/** Chains closed along the plane: from the end of one to the nearest beginning in the direction in which the region lies at the left. */
function joined(chains: readonly Point[][], along: 0 | 1, direction: number): Outline[] {
  const open = new Set(chains);
  const outlines: Outline[] = [];
  for (const chain of chains) {
    if (!open.delete(chain)) continue;
    const outline = [...chain];
    for (;;) {
      const end = outline[outline.length - 1][along];
      const ahead = ([first]: readonly Point[]): number => direction * (first[along] - end);
      const next = [chain, ...open].filter((each) => ahead(each) >= -1e-9).sort((a, b) => ahead(a) - ahead(b))[0];
      if (next === undefined || next === chain) break;
      open.delete(next);
      outline.push(...next);
    }
    outlines.push(outline);
  }
  return outlines;
}

/** Even-odd rule. */
function encloses(outline: Outline, [y, z]: Point): boolean {
  let inside = false;
  outline.forEach(([y1, z1], i) => {
    const [y2, z2] = outline[(i + 1) % outline.length];
    if (z1 > z !== z2 > z && y < y1 + ((z - z1) / (z2 - z1)) * (y2 - y1)) inside = !inside;
  });
  return inside;
}

/** The region between startX and endX without what the clip takes away (null: nothing); null when nothing stays. */
export function cutPrism(region: Region, startX: number, endX: number, clip: Clip | null): Solid | null {
  if (!clip) return extrude(region, startX, endX);
  const range = cutRange(clip, startX, endX);
  const pieces = range ? cutRegion(region, clip).map((piece) => extrude(piece, ...range)) : [];
  return pieces.length > 0 ? merged(pieces) : null;
}

function merged(solids: readonly Solid[]): Solid {
  if (solids.length === 1) return solids[0];
  const joinedFloats = (of: (solid: Solid) => Float32Array): Float32Array => Float32Array.from(solids.flatMap((solid) => [...of(solid)]));
  let first = 0;
  const indices = solids.flatMap((solid) => {
    const shifted = Array.from(solid.indices, (index) => index + first);
    first += solid.positions.length / 3;
    return shifted;
  });
  return { positions: joinedFloats(({ positions }) => positions), normals: joinedFloats(({ normals }) => normals), indices: Uint32Array.from(indices), edges: joinedFloats(({ edges }) => edges) };
}
