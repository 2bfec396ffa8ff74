// From a field problem to the extruded mesh: section, layers, slabs with their removed triangles, contact places, lines of unknowns.
import type { FieldProblem } from '../field/problem';
import { componentOfDomain, type ContactPlace, type ExtrudedMesh, type FieldComponents } from './extruded-mesh';
import { gradedLayers, type LayerGrowth } from './grading';
import { layoutOf } from './layout';
import { electrodeError, type ContactFace, type ElectrodeBody } from './layout-builder';
import { meshFactorOf } from './mesh-factor';
import { hilbertOrder } from './node-order';
import { sectionQuality } from './quality';
import { buildSection, type Section } from './section';
import { hypotenuse } from './portable-math';

/**
 * Fast next to an electrode's edges, where the field is singular but falls off with the size of the edge; slow farther out, where the
 * potential of a fascicle decays over its length constant, a few tenths of a millimetre.
 */
const LAYER_GROWTH = { fast: 0.4, slow: 0.2 };
/** Where the one becomes the other, in nerve diameters; and the thickest layer, in nerve lengths. */
const LAYER_KNEE = 1 / 12, THICKEST_LAYER = 1 / 16;

/** Meshes a problem: never fails on a valid one; ProblemError names an electrode that does not fit the geometry. */
export function buildExtrudedMesh(problem: FieldProblem): ExtrudedMesh {
  const factor = meshFactorOf(problem.settings.mesh);
  const layout = layoutOf(problem, factor);
  const section = buildSection(layout);
  const borders = gradedLayers(problem.lengthUm, layout.planes, layerGrowth(problem, factor));
  const { slabs, removed } = patterns(layout.bodies, section, borders);
  const groundNodes = problem.bathDiameterUm === null ? new Int32Array(0) : outerNodes(section, layout.outerRadiusUm);
  const warnings: string[] = [];
  if (!section.isComplete) warnings.push('The cross-section reached the largest number of points before every triangle had the wanted shape.');
  if (section.straightened > 0) warnings.push(`${section.straightened} triangles of the cross-section have straight edges on a curved outline.`);
  return {
    kind: 'extruded',
    nodesUm: section.nodesUm,
    cornerCount: section.cornerCount,
    triangles: section.triangles,
    domains: section.domains,
    groundNodes,
    xNodesUm: withMiddles(borders),
    slabs,
    removed,
    contacts: layout.faces.map((face, c) => contactPlace(problem, face, c, section, borders, slabs, removed)),
    components: linesOfUnknowns(problem, section, groundNodes),
    quality: sectionQuality(section),
    warnings,
  };
}

function layerGrowth(problem: FieldProblem, factor: number): LayerGrowth {
  const scale = Math.min(1.5, Math.max(0.3, factor));
  return { fast: LAYER_GROWTH.fast * scale, slow: LAYER_GROWTH.slow * scale, kneeUm: LAYER_KNEE * problem.nerveDiameterUm, maximumUm: THICKEST_LAYER * problem.lengthUm * factor };
}

function withMiddles(borders: Float64Array): Float64Array {
  const x = new Float64Array(2 * borders.length - 1);
  for (let l = 0; l < x.length; l++) x[l] = l % 2 === 0 ? borders[l / 2] : (borders[(l - 1) / 2] + borders[(l + 1) / 2]) / 2;
  return x;
}

function outerNodes(section: Section, radiusUm: number): Int32Array {
  const found = new Set<number>();
  for (const { nodes } of section.outlineEdges) {
    if (nodes.every((n) => Math.abs(hypotenuse(section.nodesUm[2 * n], section.nodesUm[2 * n + 1]) - radiusUm) < 1e-3 * radiusUm)) for (const n of nodes) found.add(n);
  }
  return Int32Array.from(found).sort();
}

/** Cuts the layers where an electrode body begins or ends; slabs that lose the same triangles share a pattern. */
function patterns(bodies: ElectrodeBody[], section: Section, borders: Float64Array): { slabs: ExtrudedMesh['slabs']; removed: Uint8Array[] } {
  const slabs: ExtrudedMesh['slabs'] = [];
  const removed: Uint8Array[] = [];
  const known = new Map<string, number>();
  for (let l = 0; l + 1 < borders.length; l++) {
    const x = (borders[l] + borders[l + 1]) / 2;
    const active = bodies.filter((body) => body.fromXUm < x && body.toXUm > x);
    const isGone = Array.from({ length: section.regionPointsUm.length / 2 }, (_, r) =>
      active.some((body) => body.covers(section.regionPointsUm[2 * r], section.regionPointsUm[2 * r + 1])) ? 1 : 0);
    const key = isGone.join('');
    const pattern = known.get(key) ?? removed.push(Uint8Array.from(section.regions, (r) => isGone[r])) - 1;
    known.set(key, pattern);
    const last = slabs[slabs.length - 1];
    if (last !== undefined && last.pattern === pattern) last.endLayer = l + 1;
    else slabs.push({ firstLayer: l, endLayer: l + 1, pattern });
  }
  return { slabs, removed };
}

function nearestIndex(borders: Float64Array, x: number): number {
  let best = 0;
  for (let i = 1; i < borders.length; i++) if (Math.abs(borders[i] - x) < Math.abs(borders[best] - x)) best = i;
  return best;
}

function contactPlace(problem: FieldProblem, face: ContactFace, c: number, section: Section, borders: Float64Array, slabs: ExtrudedMesh['slabs'], removed: Uint8Array[]): ContactPlace {
  if (face.kind === 'point') {
    const node = nearestNode(section, face.point[0], face.point[1]);
    const t = triangleAtNode(section, node);
    return { kind: 'point', name: face.name, node, domain: section.domains[t], xNode: 2 * nearestIndex(borders, face.xUm) };
  }
  const firstLayer = nearestIndex(borders, face.fromXUm), endLayer = nearestIndex(borders, face.toXUm);
  const pattern = slabs.find((slab) => slab.firstLayer <= firstLayer && slab.endLayer > firstLayer)!.pattern;
  const besides = trianglesBesideEdges(section);
  const edges: number[] = [], edgeDomains: number[] = [];
  for (const { nodes, curve } of section.outlineEdges) {
    const middle = 2 * nodes[2];
    if (curve !== face.curve || !face.covers(section.nodesUm[middle], section.nodesUm[middle + 1])) continue;
    const conducting = besides[nodes[2]].filter((t) => removed[pattern][t] === 0);
    // A piece with tissue on both sides is not at the electrode's surface here; one with none lies inside another electrode.
    if (conducting.length !== 1) continue;
    edges.push(...nodes);
    edgeDomains.push(section.domains[conducting[0]]);
  }
  if (edges.length === 0 || endLayer <= firstLayer) {
    const electrode = problem.electrodes.find((e) => face.name === e.id || face.name.startsWith(`${e.id}/`)) ?? problem.electrodes[c];
    throw electrodeError(electrode, `Contact "${face.name}" touches no tissue: it is covered by another electrode or too small. Move or enlarge it.`);
  }
  return { kind: 'surface', name: face.name, edges: Int32Array.from(edges), edgeDomains: Int32Array.from(edgeDomains), firstLayer, endLayer };
}

/** The one or two triangles at the middle of each edge. */
function trianglesBesideEdges(section: Section): number[][] {
  const beside: number[][] = Array.from({ length: section.nodesUm.length / 2 }, () => []);
  for (let t = 0; 6 * t < section.triangles.length; t++) for (let i = 3; i < 6; i++) beside[section.triangles[6 * t + i]].push(t);
  return beside;
}

function nearestNode(section: Section, y: number, z: number): number {
  let best = 0, least = Infinity;
  for (let n = 0; n < section.cornerCount; n++) {
    const distance = hypotenuse(section.nodesUm[2 * n] - y, section.nodesUm[2 * n + 1] - z);
    if (distance < least) { least = distance; best = n; }
  }
  return best;
}

function triangleAtNode(section: Section, node: number): number {
  return Math.floor(section.triangles.indexOf(node) / 6);
}

function linesOfUnknowns(problem: FieldProblem, section: Section, groundNodes: Int32Array): FieldComponents {
  const { formulation } = problem.settings;
  const nodeCount = section.nodesUm.length / 2;
  const used = Array.from({ length: problem.fascicles.length + 1 }, () => new Uint8Array(nodeCount));
  for (let t = 0; 6 * t < section.triangles.length; t++) {
    const own = componentOfDomain(section.domains[t]);
    for (let c = 0; c < used.length; c++) {
      if (formulation === 'sharp' && c !== own) continue;
      for (let i = 0; i < 6; i++) used[c][section.triangles[6 * t + i]] = 1;
    }
  }
  // The ground holds the outside component; the others float, tied by the perineurium.
  const isGround = new Uint8Array(nodeCount);
  for (const n of groundNodes) isGround[n] = 1;
  const lineOfNode = used.map(() => new Int32Array(nodeCount).fill(-1));
  const order = hilbertOrder(section.nodesUm);
  let next = 0;
  const componentEnds = used.map((isUsed, c) => {
    for (const n of order) if (isUsed[n] === 1 && (c > 0 || isGround[n] === 0)) lineOfNode[c][n] = next++;
    return next;
  });
  const freeLineCount = next;
  for (const n of order) if (used[0][n] === 1 && isGround[n] === 1) lineOfNode[0][n] = next++;
  const endIsGround = new Uint8Array(next);
  if (problem.bathDiameterUm === null) endIsGround.fill(1, 0, formulation === 'sharp' ? freeLineCount : componentEnds[0]);
  return { formulation, lineOfNode, freeLineCount, lineCount: next, endIsGround };
}
