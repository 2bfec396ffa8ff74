// Project -> the solids of the 3-D scene, as typed arrays: no WebGL here.
import { SphereGeometry } from 'three';
import { bodyOutline } from '../../../src-model/geometry/electrode-outline';
import { centerOf } from '../../../src-model/geometry/shape';
import type { Electrode, Nerve, Project } from '../../../src-model/project';
import type { Domain, Selected } from '../selection';
import { contactAngle, contactRegion, cuffBody, ringRegion } from './cuff';
import { pointMarkRadiusUm, sceneLengthUm } from './extent';
import { discOutline, drawnOutline } from './outline';
import { cutPrism, isKept, type Clip } from './cut';
import type { Region, Solid } from './prism';
import { stripContactOutline } from './strip';

export interface ScenePart {
  /** Unique and stable while the thing exists. */
  key: string;
  domain: Domain;
  /** What a click selects; null: not clickable. */
  owner: Selected | null;
  /** For the tooltip: 'fascicle "F1"', 'contact "Cuff/2"'. */
  title: string;
  solid: Solid;
}

/** A text at a place in the scene, um. */
export interface SceneLabel {
  key: string;
  text: string;
  owner: Selected;
  at: [xUm: number, yUm: number, zUm: number];
}

/** The wire of a LIFE outside its active site is drawn thinner, so that the site stands out. */
const LEAD_PART_OF_DIAMETER = 0.7;

/** How a region becomes a solid: whole, or as far as the clipping plane leaves it; null when nothing stays. */
type Extrude = (region: Region, startX: number, endX: number) => Solid | null;

/** `clip`: solids are cut there, and closed. */
export function buildParts(project: Project, clip: Clip | null = null): ScenePart[] {
  const lengthUm = sceneLengthUm(project);
  const parts: ScenePart[] = [];
  const extrude: Extrude = (region, startX, endX) => cutPrism(region, startX, endX, clip);
  const push = (part: Omit<ScenePart, 'solid'>, solid: Solid | null): void => {
    if (solid) parts.push({ ...part, solid });
  };
  const { nerve } = project;
  if (nerve) {
    if (nerve.bathDiameterUm !== null) {
      push({ key: 'bath', domain: 'bath', owner: null, title: 'bath' }, extrude({ outer: discOutline(0, 0, nerve.bathDiameterUm / 2), holes: [] }, 0, lengthUm));
    }
    push({ key: 'nerve', domain: 'nerve', owner: { kind: 'nerve', id: '' }, title: 'nerve' }, extrude({ outer: discOutline(0, 0, nerve.diameterUm / 2), holes: [] }, 0, lengthUm));
  }
  for (const fascicle of project.fascicles) {
    push({ key: `fascicle:${fascicle.id}`, domain: 'fascicles', owner: { kind: 'fascicle', id: fascicle.id }, title: `fascicle "${fascicle.id}"` },
      extrude({ outer: drawnOutline(fascicle.shape), holes: [] }, 0, lengthUm));
  }
  for (const electrode of project.electrodes) parts.push(...electrodeParts(electrode, project, extrude, clip));
  return parts;
}

function electrodeParts(electrode: Electrode, project: Project, extrude: Extrude, clip: Clip | null): ScenePart[] {
  const part = (suffix: string, title: string, domain: Domain, solid: Solid | null): ScenePart[] =>
    (solid ? [{ key: `electrode:${electrode.id}:${suffix}`, domain, owner: { kind: 'electrode', id: electrode.id }, title, solid }] : []);
  const own = `electrode "${electrode.id}"`;
  const contact = (k: number): string => `contact "${electrode.id}/${k}"`;
  switch (electrode.kind) {
    case 'point':
      // A mark, not a body: shown whole or not at all.
      if (clip && !isKept(clip, [electrode.xUm, electrode.yUm, electrode.zUm])) return [];
      return part('point', own, 'electrodes', ball(electrode.xUm, electrode.yUm, electrode.zUm, pointMarkRadiusUm(project)));
    case 'life': {
      const lengthUm = sceneLengthUm(project);
      const endX = electrode.xUm + electrode.lengthUm;
      const wire = (radius: number, from: number, to: number): Solid | null =>
        extrude({ outer: discOutline(electrode.yUm, electrode.zUm, radius, 24), holes: [] }, from, to);
      const leadRadius = (electrode.diameterUm / 2) * LEAD_PART_OF_DIAMETER;
      return [
        ...part('site', `${own}, active site`, 'electrodes', wire(electrode.diameterUm / 2, electrode.xUm, endX)),
        ...(electrode.xUm > 0 ? part('lead-start', `${own}, lead`, 'insulators', wire(leadRadius, 0, electrode.xUm)) : []),
        ...(endX < lengthUm ? part('lead-end', `${own}, lead`, 'insulators', wire(leadRadius, endX, lengthUm)) : []),
      ];
    }
    case 'cuff':
    case 'multi-contact-cuff': {
      if (!project.nerve) return [];
      const size = cuffBody(electrode, project.nerve);
      const parts = cuffContacts(electrode, project.nerve).flatMap(({ index, region }) =>
        part(`contact-${index}`, electrode.kind === 'cuff' ? own : contact(index), 'electrodes', extrude(region, size.contactStartX, size.contactEndX)));
      if (size.insulator) {
        const sleeve = ringRegion(project.nerve.diameterUm / 2, size.insulator.outerRadiusUm);
        parts.push(...part('insulator', `${own}, insulator`, 'insulators', extrude(sleeve, size.insulator.startX, size.insulator.endX)));
      }
      return parts;
    }
    case 'time': {
      const [startX, endX] = [electrode.xUm - electrode.contactLengthUm / 2, electrode.xUm + electrode.contactLengthUm / 2];
      const contacts = Array.from({ length: electrode.contactCount }, (_, k) =>
        part(`contact-${k}`, contact(k), 'electrodes', extrude({ outer: stripContactOutline(electrode, k), holes: [] }, startX, endX))).flat();
      return [...contacts, ...part('strip', `${own}, strip`, 'insulators', extrude({ outer: drawnOutline(bodyOutline(electrode)!), holes: [] }, startX, endX))];
    }
  }
}

function cuffContacts(cuff: Extract<Electrode, { kind: 'cuff' | 'multi-contact-cuff' }>, nerve: Nerve): { index: number; region: ReturnType<typeof ringRegion> }[] {
  if (cuff.kind === 'cuff') {
    const { contactInnerRadiusUm, contactOuterRadiusUm } = cuffBody(cuff, nerve);
    return [{ index: 0, region: ringRegion(contactInnerRadiusUm, contactOuterRadiusUm) }];
  }
  return Array.from({ length: cuff.contactCount }, (_, index) => ({ index, region: contactRegion(cuff, nerve, index) }));
}

function ball(xUm: number, yUm: number, zUm: number, radiusUm: number): Solid {
  const sphere = new SphereGeometry(radiusUm, 24, 16).translate(xUm, yUm, zUm);
  const array = (name: 'position' | 'normal'): Float32Array => Float32Array.from(sphere.getAttribute(name).array);
  return { positions: array('position'), normals: array('normal'), indices: Uint32Array.from(sphere.getIndex()!.array), edges: new Float32Array(0) };
}

/** Where names are written: fascicles at both ends of the nerve, electrodes and their contacts beside them. */
export function buildLabels(project: Project): SceneLabel[] {
  const labels: SceneLabel[] = [];
  const lengthUm = sceneLengthUm(project);
  for (const fascicle of project.fascicles) {
    const [y, z] = centerOf(fascicle.shape);
    const owner: Selected = { kind: 'fascicle', id: fascicle.id };
    labels.push({ key: `fascicle:${fascicle.id}`, text: fascicle.id, owner, at: [lengthUm, y, z] });
  }
  for (const electrode of project.electrodes) {
    const owner: Selected = { kind: 'electrode', id: electrode.id };
    const label = (suffix: string, text: string, at: SceneLabel['at']): number => labels.push({ key: `electrode:${electrode.id}:${suffix}`, text, owner, at });
    switch (electrode.kind) {
      case 'point':
        label('', electrode.id, [electrode.xUm, electrode.yUm, electrode.zUm]);
        break;
      case 'life':
        label('', electrode.id, [electrode.xUm + electrode.lengthUm / 2, electrode.yUm, electrode.zUm]);
        break;
      case 'time':
        label('', electrode.id, [electrode.xUm, electrode.yUm, electrode.zUm]);
        break;
      case 'cuff':
      case 'multi-contact-cuff': {
        if (!project.nerve) break;
        const size = cuffBody(electrode, project.nerve);
        label('', electrode.id, [electrode.centerXUm, 0, size.contactOuterRadiusUm]);
        if (electrode.kind === 'cuff') break;
        for (let k = 0; k < electrode.contactCount; k++) {
          const angle = contactAngle(electrode, k);
          label(String(k), String(k), [size.contactEndX, 1.08 * size.contactOuterRadiusUm * Math.sin(angle), 1.08 * size.contactOuterRadiusUm * Math.cos(angle)]);
        }
      }
    }
  }
  return labels;
}
