// Potentials of an extruded mesh at arbitrary points. Points of a fibre share (y, z), so the place in the section is found once per run of them.
import { componentOfDomain, type ExtrudedMesh } from '../mesh/extruded-mesh';
import { createLocator, locateInSection, nearestInSection, type PointPlace, type SectionLocator } from './locate-point';
import type { SamplingNotes } from './problem';
import { shapeValues } from './quadratic-triangle';

const locators = new WeakMap<ExtrudedMesh, SectionLocator>();

function locatorOf(mesh: ExtrudedMesh): SectionLocator {
  const known = locators.get(mesh) ?? createLocator(mesh);
  locators.set(mesh, known);
  return known;
}

export function sampleExtruded(mesh: ExtrudedMesh, potentials: Float64Array, pointsUm: Float64Array, notes?: SamplingNotes): Float64Array {
  const locator = locatorOf(mesh);
  const out = new Float64Array(pointsUm.length / 3);
  const x = mesh.xNodesUm, lengthUm = x[x.length - 1];
  const line = new SectionLine(mesh, potentials);
  let layer = 0, removed = removedAt(mesh, layer);
  for (let n = 0; n < out.length; n++) {
    const px = pointsUm[3 * n], py = pointsUm[3 * n + 1], pz = pointsUm[3 * n + 2];
    if (!(px >= -1e-9 * lengthUm && px <= lengthUm * (1 + 1e-9))) throw outside(n, px, py, pz);
    // Points of a fibre follow each other.
    if (px < x[2 * layer] || px >= x[2 * layer + 2]) {
      layer = layerAt(x, px);
      removed = removedAt(mesh, layer);
    }
    if (!line.isAt(py, pz)) {
      const place = locateInSection(locator, py, pz);
      if (place === null) throw outside(n, px, py, pz);
      line.moveTo(py, pz, place);
    }
    if (removed[line.triangle] === 1 && notes !== undefined) notes.insideElectrode++;
    out[n] = line.valueAt(removed, layer, px);
  }
  return out;
}

function outside(n: number, x: number, y: number, z: number): Error {
  return new Error(`Point ${n} at (${x}, ${y}, ${z}) um lies outside the modelled volume. Move it inside, or enlarge the bath or the nerve.`);
}

/** By triangle of the section: 1 inside an electrode body. */
const removedAt = (mesh: ExtrudedMesh, layer: number): Uint8Array => mesh.removed[mesh.slabs.find((slab) => layer < slab.endLayer)!.pattern];

function layerAt(x: Float64Array, value: number): number {
  let low = 0, high = (x.length - 1) / 2 - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (x[2 * middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The potential along x at a fixed place of the section; inside an electrode, at the nearest place outside it. */
class SectionLine {
  triangle = -1;
  private y = NaN;
  private z = NaN;
  private own: Lines | null = null;
  private readonly detours = new Map<Uint8Array, Lines>();

  constructor(private readonly mesh: ExtrudedMesh, private readonly potentials: Float64Array) {}

  isAt(y: number, z: number): boolean {
    return y === this.y && z === this.z;
  }

  moveTo(y: number, z: number, place: PointPlace): void {
    this.y = y;
    this.z = z;
    this.triangle = place.triangle;
    this.own = linesAt(this.mesh, place);
    this.detours.clear();
  }

  valueAt(removed: Uint8Array, layer: number, x: number): number {
    const { own, mesh, potentials } = this;
    const lines = own !== null && removed[this.triangle] === 0 ? own : this.detour(removed);
    const nodeCount = mesh.xNodesUm.length;
    const from = mesh.xNodesUm[2 * layer], to = mesh.xNodesUm[2 * layer + 2];
    const u = (x - from) / (to - from);
    const first = (1 - u) * (1 - 2 * u), middle = 4 * u * (1 - u), last = u * (2 * u - 1);
    let value = 0;
    for (let i = 0; i < 6; i++) {
      const line = lines.numbers[i];
      if (line < 0) continue;
      const o = line * nodeCount + 2 * layer;
      value += lines.weights[i] * (first * potentials[o] + middle * potentials[o + 1] + last * potentials[o + 2]);
    }
    return value;
  }

  private detour(removed: Uint8Array): Lines {
    let lines = this.detours.get(removed);
    if (lines === undefined) {
      const place = nearestInSection(this.mesh, (triangle) => removed[triangle] === 0, this.y, this.z);
      if (place === null) throw new Error('Every part of the cross-section is taken by electrodes.');
      lines = linesAt(this.mesh, place);
      this.detours.set(removed, lines);
    }
    return lines;
  }
}

/** Six lines and their weights; -1 for lines on the ground, whose potential is 0. */
interface Lines { numbers: Int32Array; weights: Float64Array }

function linesAt(mesh: ExtrudedMesh, { triangle, s, t }: PointPlace): Lines {
  const { lineOfNode, freeLineCount } = mesh.components;
  const own = lineOfNode[componentOfDomain(mesh.domains[triangle])];
  const weights = new Float64Array(6);
  shapeValues(s, t, weights);
  const numbers = Int32Array.from({ length: 6 }, (_, i) => {
    const line = own[mesh.triangles[6 * triangle + i]];
    return line < freeLineCount ? line : -1;
  });
  return { numbers, weights };
}
