// Extrusion of a plane region along x into triangles with normals, and the lines along its sharp edges.
import { ShapeUtils, Vector2 } from 'three';
import type { Outline } from './outline';

/** positions, normals: [x, y, z] per vertex, um; indices: three per triangle, counter-clockwise from outside. edges: two points per line. */
export interface Solid {
  positions: Float32Array;
  normals: Float32Array;
  indices: Uint32Array;
  edges: Float32Array;
}

/** A region of the transverse plane: an outer outline and holes, all counter-clockwise. */
export interface Region {
  outer: Outline;
  holes: Outline[];
}

/** Neighbouring faces that meet at less than this angle are shaded as one smooth surface. */
const SMOOTH_COSINE = Math.cos((40 * Math.PI) / 180);

class Builder {
  readonly positions: number[] = [];
  readonly normals: number[] = [];
  readonly indices: number[] = [];
  readonly edges: number[] = [];

  vertex(x: number, y: number, z: number, nx: number, ny: number, nz: number): number {
    this.positions.push(x, y, z);
    this.normals.push(nx, ny, nz);
    return this.positions.length / 3 - 1;
  }

  /** Side walls over a loop whose outside lies to the right of its direction. */
  wall(loop: Outline, startX: number, endX: number): void {
    const count = loop.length;
    const normals = loop.map(([y, z], i) => {
      const [nextY, nextZ] = loop[(i + 1) % count];
      const [dy, dz] = [nextY - y, nextZ - z];
      const length = Math.hypot(dy, dz) || 1;
      return [dz / length, -dy / length] as const;
    });
    for (let i = 0; i < count; i++) {
      const next = (i + 1) % count;
      const face = normals[i];
      const startNormal = smooth(face, normals[(i + count - 1) % count]);
      const endNormal = smooth(face, normals[next]);
      const [[y0, z0], [y1, z1]] = [loop[i], loop[next]];
      const a = this.vertex(startX, y0, z0, 0, startNormal[0], startNormal[1]);
      const b = this.vertex(startX, y1, z1, 0, endNormal[0], endNormal[1]);
      const c = this.vertex(endX, y1, z1, 0, endNormal[0], endNormal[1]);
      const d = this.vertex(endX, y0, z0, 0, startNormal[0], startNormal[1]);
      this.indices.push(a, b, c, a, c, d);
      this.edges.push(startX, y0, z0, startX, y1, z1, endX, y0, z0, endX, y1, z1);
      if (startNormal === face && count > 2) this.edges.push(startX, y0, z0, endX, y0, z0);
    }
  }

  cap(region: Region, x: number, direction: 1 | -1): void {
    const loops = [region.outer, ...region.holes].map(vectorsOf);
    const triangles = ShapeUtils.triangulateShape(loops[0], loops.slice(1));
    const first = this.positions.length / 3;
    for (const point of loops.flat()) this.vertex(x, point.x, point.y, direction, 0, 0);
    for (const [a, b, c] of triangles) {
      if (direction === 1) this.indices.push(first + a, first + b, first + c);
      else this.indices.push(first + a, first + c, first + b);
    }
  }
}

function smooth(face: readonly [number, number], neighbor: readonly [number, number]): readonly [number, number] {
  if (face[0] * neighbor[0] + face[1] * neighbor[1] < SMOOTH_COSINE) return face;
  const [y, z] = [face[0] + neighbor[0], face[1] + neighbor[1]];
  const length = Math.hypot(y, z);
  return [y / length, z / length];
}

function vectorsOf(outline: Outline): Vector2[] {
  return outline.map(([y, z]) => new Vector2(y, z));
}

/** The region between x = startX and x = endX; with `caps` also its two end faces. */
export function extrude(region: Region, startX: number, endX: number, caps = true): Solid {
  const builder = new Builder();
  builder.wall(region.outer, startX, endX);
  for (const hole of region.holes) builder.wall([...hole].reverse(), startX, endX);
  if (caps) {
    builder.cap(region, startX, -1);
    builder.cap(region, endX, 1);
  }
  return {
    positions: new Float32Array(builder.positions),
    normals: new Float32Array(builder.normals),
    indices: new Uint32Array(builder.indices),
    edges: new Float32Array(builder.edges),
  };
}
