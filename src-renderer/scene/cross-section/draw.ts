// The nerve's cross-section as a picture: everything but the marks of selection and the handles.
import { bodyOutline } from '../../../src-model/geometry/electrode-outline';
import { boundingBox, centerOf, contains } from '../../../src-model/geometry/shape';
import { paletteOf, type Palette, type Theme } from '../../../src-model/figures/palette';
import { perineuriumThicknessUm } from '../../../src-model/library/perineurium';
import type { Electrode, Project } from '../../../src-model/project';
import type { MeshSection } from '../../../src-model/view-data';
import { NOT_RECRUITED, RECRUITED, type FiberTable } from '../../../src-model/results';
import { fieldPixels, fieldRange, type FieldSlice } from '../field-slice';
import { contactAngle, contactArc, contactRegion, cuffBody, ringRegion } from '../geometry/cuff';
import { discOutline, drawnOutline, type Outline } from '../geometry/outline';
import { stripContactOutline } from '../geometry/strip';
import { drawAxes, drawGrid } from './axes';
import type { Points, Style, Surface } from './surface';
import { leftOf, plotArea, topOf, type Viewport } from './viewport';

export interface CrossSection {
  project: Project;
  fibers: FiberTable | null;
  /** Three bytes per fibre. */
  rgb: Uint8Array | null;
  slice: FieldSlice | null;
  mesh: MeshSection | null;
  /** "kind:id" of what is wrong. */
  problems: ReadonlySet<string>;
  showLabels: boolean;
  theme: Theme;
}

/** Fibres may not vanish: drawn with at least this radius, and a larger one where there are few. */
const LEAST_RADIUS_PIXELS = 0.5;
const LEAST_RADIUS_OF_FEW_PIXELS = 3;
const FEW_FIBERS = 10;
const LABEL_SIZE = 12;

export function drawCrossSection(surface: Surface, viewport: Viewport, section: CrossSection): void {
  const palette = paletteOf(section.theme);
  const area = plotArea(viewport);
  drawGrid(surface, viewport, palette);
  surface.clipped(area.left, area.top, area.width, area.height, () => {
    drawTissue(surface, viewport, section, palette);
    for (const electrode of section.project.electrodes) drawElectrode(surface, viewport, section, electrode, palette);
    if (section.showLabels) drawFascicleLabels(surface, viewport, section, palette);
  });
  drawAxes(surface, viewport, palette);
}

const place = (viewport: Viewport, outline: Outline): Points => outline.map(([y, z]) => [leftOf(viewport, y), topOf(viewport, z)]);

function drawTissue(surface: Surface, viewport: Viewport, section: CrossSection, palette: Palette): void {
  const { project, slice, mesh, problems } = section;
  const { nerve } = project;
  const wrongNerve = problems.has('nerve:');
  if (nerve) surface.loops([place(viewport, discOutline(0, 0, nerve.diameterUm / 2))], { fill: palette.nerve, fillOpacity: 0.35 });
  if (!slice) {
    for (const fascicle of project.fascicles) surface.loops([place(viewport, drawnOutline(fascicle.shape))], { fill: palette.fascicle, fillOpacity: 0.3 });
  } else {
    const [left, top] = [leftOf(viewport, slice.minYUm), topOf(viewport, slice.maxZUm)];
    surface.image(fieldPixels(slice, fieldRange(slice)), slice.columns, slice.rows, left, top,
      (slice.maxYUm - slice.minYUm) / viewport.umPerPixel, (slice.maxZUm - slice.minZUm) / viewport.umPerPixel);
  }
  if (mesh) drawMesh(surface, viewport, mesh, palette);
  drawFibers(surface, viewport, section);
  if (nerve) surface.loops([place(viewport, discOutline(0, 0, nerve.diameterUm / 2))], { stroke: wrongNerve ? palette.problem : palette.nerveLine, width: 2 });
  for (const fascicle of project.fascicles) {
    const wrong = problems.has(`fascicle:${fascicle.id}`);
    const thickness = nerve ? perineuriumThicknessUm(fascicle, nerve) / viewport.umPerPixel : 0;
    surface.loops([place(viewport, drawnOutline(fascicle.shape))], {
      stroke: wrong ? palette.problem : palette.perineurium, strokeOpacity: wrong ? 1 : 0.7, width: Math.max(wrong ? 2.5 : 1.5, thickness), dash: wrong ? [7, 4] : undefined,
    });
  }
}

/** Lines outside of the picture are left out: a bath is ten times as wide as the nerve. */
function drawMesh(surface: Surface, viewport: Viewport, { segmentsUm }: MeshSection, palette: Palette): void {
  const { left, top, width, height } = plotArea(viewport);
  const lines: Points[] = [];
  for (let k = 0; k < segmentsUm.length; k += 4) {
    const [x1, y1, x2, y2] = [leftOf(viewport, segmentsUm[k]), topOf(viewport, segmentsUm[k + 1]), leftOf(viewport, segmentsUm[k + 2]), topOf(viewport, segmentsUm[k + 3])];
    if (Math.max(x1, x2) < left || Math.min(x1, x2) > left + width || Math.max(y1, y2) < top || Math.min(y1, y2) > top + height) continue;
    lines.push([[x1, y1], [x2, y2]]);
  }
  if (lines.length > 0) surface.loops(lines, { stroke: palette.axis, strokeOpacity: 0.55, width: 0.6 });
}

const colorTexts = new Map<number, string>();

/** The same text for the same colour: made once, as there are thousands of fibres and few colours. */
function colorText(red: number, green: number, blue: number): string {
  const key = (red << 16) | (green << 8) | blue;
  let text = colorTexts.get(key);
  if (text === undefined) colorTexts.set(key, (text = `rgb(${red},${green},${blue})`));
  return text;
}

/** To scale. Recruited: filled; not recruited: outlined; not simulated: outlined and faintly filled. */
function drawFibers(surface: Surface, viewport: Viewport, { fibers, rgb }: CrossSection): void {
  if (!fibers || !rgb) return;
  const area = plotArea(viewport);
  const least = Math.max(LEAST_RADIUS_PIXELS, Math.min(1, FEW_FIBERS / fibers.count) * LEAST_RADIUS_OF_FEW_PIXELS);
  for (let k = 0; k < fibers.count; k++) {
    const radius = Math.max(least, fibers.diameterUm[k] / 2 / viewport.umPerPixel);
    const [left, top] = [leftOf(viewport, fibers.yUm[k]), topOf(viewport, fibers.zUm[k])];
    if (left + radius < area.left || left - radius > area.left + area.width || top + radius < area.top || top - radius > area.top + area.height) continue;
    const color = colorText(rgb[3 * k], rgb[3 * k + 1], rgb[3 * k + 2]);
    const state = fibers.recruited[k];
    const width = Math.min(1.5, 0.4 * radius + 0.3);
    if (state === RECRUITED) surface.circle(left, top, radius, { fill: color });
    else if (radius < 1) surface.circle(left, top, radius, { fill: color, fillOpacity: 0.85 });
    else surface.circle(left, top, Math.max(0.3, radius - width / 2), { fill: color, fillOpacity: state === NOT_RECRUITED ? 0.08 : 0.3, stroke: color, width });
  }
}

function drawElectrode(surface: Surface, viewport: Viewport, { project, problems, showLabels, slice }: CrossSection, electrode: Electrode, palette: Palette): void {
  const line = problems.has(`electrode:${electrode.id}`) ? palette.problem : palette.electrodeLine;
  const metal: Style = { fill: palette.electrode, fillOpacity: 0.9, stroke: line, width: 1.2 };
  const insulation: Style = { fill: palette.insulator, fillOpacity: 0.28, stroke: palette.insulator, width: 1 };
  const plate = slice ? '#ffffff' : palette.background;
  const write = (left: number, top: number, text: string): void => {
    if (showLabels) halo(surface, left, top, text, slice ? '#111111' : line, plate, viewport.textScale);
  };
  /** Above the place, or below it at the upper edge of the picture. */
  const label = (y: number, z: number, text: string, lift: number): void => {
    const top = topOf(viewport, z);
    const fits = lift <= 0 || top - lift - LABEL_SIZE > plotArea(viewport).top;
    write(leftOf(viewport, y), fits ? top - lift : top + lift, text);
  };
  switch (electrode.kind) {
    case 'point': {
      const [left, top] = [leftOf(viewport, electrode.yUm), topOf(viewport, electrode.zUm)];
      surface.circle(left, top, 5, metal);
      surface.line([[left - 9, top], [left + 9, top]], { stroke: line, width: 1.2 });
      surface.line([[left, top - 9], [left, top + 9]], { stroke: line, width: 1.2 });
      label(electrode.yUm, electrode.zUm, electrode.id, 18);
      return;
    }
    case 'life': {
      surface.loops([place(viewport, drawnOutline(bodyOutline(electrode)!))], metal);
      const below = belowFascicle(viewport, project, electrode);
      if (below) write(...below, electrode.id);
      else label(electrode.yUm, electrode.zUm, electrode.id, electrode.diameterUm / 2 / viewport.umPerPixel + 10);
      return;
    }
    case 'time': {
      surface.loops([place(viewport, drawnOutline(bodyOutline(electrode)!))], { ...insulation, fillOpacity: 0.8, stroke: line });
      for (let k = 0; k < electrode.contactCount; k++) surface.loops([place(viewport, stripContactOutline(electrode, k))], metal);
      label(electrode.yUm, electrode.zUm, electrode.id, 16);
      return;
    }
    case 'cuff':
    case 'multi-contact-cuff': {
      if (!project.nerve) return;
      const body = cuffBody(electrode, project.nerve);
      const radius = project.nerve.diameterUm / 2;
      if (body.insulator) {
        const sleeve = ringRegion(radius, body.insulator.outerRadiusUm);
        surface.loops([place(viewport, sleeve.outer), ...sleeve.holes.map((hole) => place(viewport, hole))], insulation);
      }
      if (electrode.kind === 'cuff') {
        const ring = ringRegion(body.contactInnerRadiusUm, body.contactOuterRadiusUm);
        surface.loops([place(viewport, ring.outer), ...ring.holes.map((hole) => place(viewport, hole))], metal);
        surface.loops([place(viewport, discOutline(0, 0, radius))], { stroke: palette.electrode, width: 4 });
        label(0, body.contactOuterRadiusUm, electrode.id, -14);
        return;
      }
      for (let k = 0; k < electrode.contactCount; k++) {
        surface.loops([place(viewport, contactRegion(electrode, project.nerve, k).outer)], metal);
        surface.line(place(viewport, contactArc(electrode, project.nerve, k)), { stroke: palette.electrode, width: 4.5 });
        const [angle, middle] = [contactAngle(electrode, k), (body.contactInnerRadiusUm + body.contactOuterRadiusUm) / 2];
        label(middle * Math.sin(angle), middle * Math.cos(angle), String(k), 0);
      }
    }
  }
}

/** Where the name of a wire in a fascicle goes that is small on the screen: it would hide most fibres. Null: beside the wire. */
function belowFascicle(viewport: Viewport, { fascicles }: Project, { id, yUm, zUm }: Extract<Electrode, { kind: 'life' }>): [left: number, top: number] | null {
  const around = fascicles.find(({ shape }) => contains(shape, [yUm, zUm], 0));
  if (!around) return null;
  const { minYUm, maxYUm, minZUm } = boundingBox(around.shape);
  return (maxYUm - minYUm) / viewport.umPerPixel < 3 * plateWidth(id, viewport.textScale) ? [leftOf(viewport, yUm), topOf(viewport, minZUm) + LABEL_SIZE * (viewport.textScale ?? 1)] : null;
}

function drawFascicleLabels(surface: Surface, viewport: Viewport, { project, slice }: CrossSection, palette: Palette): void {
  for (const fascicle of project.fascicles) {
    const outline = place(viewport, drawnOutline(fascicle.shape));
    const top = Math.min(...outline.map(([, each]) => each));
    const left = leftOf(viewport, centerOf(fascicle.shape)[0]);
    halo(surface, left, top - LABEL_SIZE * (viewport.textScale ?? 1), fascicle.id, slice ? '#111111' : palette.text, slice ? '#ffffff' : palette.background, viewport.textScale);
  }
}

const plateWidth = (text: string, scale = 1): number => (7.2 * text.length + 8) * scale;

/** A text on a soft plate, so that it can be read over fibres. */
function halo(surface: Surface, left: number, top: number, text: string, color: string, plate: string, scale = 1): void {
  const [half, high] = [plateWidth(text, scale) / 2, 8 * scale];
  surface.loops([[[left - half, top - high], [left + half, top - high], [left + half, top + high], [left - half, top + high]]], { fill: plate, fillOpacity: 0.7 });
  surface.text(left, top, text, { color, size: LABEL_SIZE * scale, anchor: 'middle', bold: true });
}
