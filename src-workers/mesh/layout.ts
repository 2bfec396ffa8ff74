// What the mesh of a field problem must contain: outlines, fixed points, planes along x, electrode bodies, contact faces and sizes.
import { contactsOf } from '../../src-model/contacts';
import { contains } from '../../src-model/geometry/shape';
import { timeContactEnds } from '../../src-model/geometry/electrode-outline';
import type { Electrode, ElectrodeOf, Shape } from '../../src-model/project';
import type { FieldProblem } from '../field/problem';
import { circleCurve, polygonCurves, type Curve, type SectionPoint } from './curve';
import { cuffLayout } from './cuff-layout';
import { addCurve, addMark, addPlane, checkExtent, electrodeError, emptyLayout, type Layout } from './layout-builder';
import { cosineAndSine, hypotenuse } from './portable-math';

/** Element sizes relative to what they resolve, at factor 1 ("normal"). Measured in test/bench/field.bench.ts. */
const SIZE = { bath: 1 / 6, nerve: 1 / 12, fascicle: 1 / 6, wire: 1 / 7, wireEnd: 1 / 6, point: 1 / 250, strip: 1 / 2, stripEnd: 1 / 12 };

export function layoutOf(problem: FieldProblem, factor: number): Layout {
  const nerveRadius = problem.nerveDiameterUm / 2;
  const layout = emptyLayout(problem, factor);
  if (problem.bathDiameterUm !== null) addCurve(layout, circleCurve(0, 0, layout.outerRadiusUm), SIZE.bath * problem.bathDiameterUm);
  addCurve(layout, circleCurve(0, 0, nerveRadius), SIZE.nerve * problem.nerveDiameterUm);
  for (const fascicle of problem.fascicles) {
    for (const curve of shapeCurves(fascicle.shape)) addCurve(layout, curve, SIZE.fascicle * breadthUm(fascicle.shape));
  }
  const names = contactsOf(problem.electrodes);
  for (const electrode of problem.electrodes) {
    addElectrode(layout, electrode, names.filter((contact) => contact.electrode === electrode).map((contact) => contact.name));
  }
  return layout;
}

export function shapeCurves(shape: Shape): Curve[] {
  switch (shape.kind) {
    case 'circle': return [circleCurve(shape.centerYUm, shape.centerZUm, shape.diameterUm / 2)];
    case 'ellipse': return [{
      kind: 'ellipse', center: [shape.centerYUm, shape.centerZUm], radiusA: shape.diameterYUm / 2, radiusB: shape.diameterZUm / 2,
      rotationRad: (shape.rotationDeg * Math.PI) / 180,
    }];
    case 'polygon': return polygonCurves(shape.verticesUm);
  }
}

/** The smaller width of a shape, roughly: what its elements must resolve. */
function breadthUm(shape: Shape): number {
  if (shape.kind === 'circle') return shape.diameterUm;
  if (shape.kind === 'ellipse') return Math.min(shape.diameterYUm, shape.diameterZUm);
  const ys = shape.verticesUm.map((v) => v[0]), zs = shape.verticesUm.map((v) => v[1]);
  return Math.min(Math.max(...ys) - Math.min(...ys), Math.max(...zs) - Math.min(...zs));
}

function addElectrode(layout: Layout, electrode: Electrode, names: string[]): void {
  switch (electrode.kind) {
    case 'point':
      addPoint(layout, electrode, names[0]);
      break;
    case 'life':
      addLife(layout, electrode, names[0]);
      break;
    case 'time':
      addTime(layout, electrode, names);
      break;
    case 'cuff':
    case 'multi-contact-cuff':
      cuffLayout(layout, electrode, names);
      break;
  }
}

function addPoint(layout: Layout, electrode: ElectrodeOf<'point'>, name: string): void {
  const point: SectionPoint = [electrode.yUm, electrode.zUm];
  const size = SIZE.point * layout.problem.nerveDiameterUm;
  if (hypotenuse(...point) >= layout.outerRadiusUm || electrode.xUm < 0 || electrode.xUm > layout.problem.lengthUm) {
    throw electrodeError(electrode, 'The point lies outside the modelled volume. Move it inside, or enlarge the bath.');
  }
  addMark(layout, null, point, size);
  addPlane(layout, electrode.xUm, size);
  layout.faces.push({ kind: 'point', name, point, xUm: electrode.xUm });
}

function addLife(layout: Layout, life: ElectrodeOf<'life'>, name: string): void {
  const radius = life.diameterUm / 2, toXUm = life.xUm + life.lengthUm;
  const curve = addCurve(layout, circleCurve(life.yUm, life.zUm, radius), SIZE.wire * life.diameterUm);
  checkExtent(layout.problem, life, life.xUm, toXUm);
  for (const x of [life.xUm, toXUm]) addPlane(layout, x, SIZE.wireEnd * life.diameterUm);
  const covers = (y: number, z: number) => hypotenuse(y - life.yUm, z - life.zUm) < radius;
  layout.bodies.push({ fromXUm: life.xUm, toXUm, covers });
  layout.faces.push({ kind: 'surface', name, curve, covers: () => true, fromXUm: life.xUm, toXUm });
}

/** Points from elsewhere on a grid of 1e-6 um, so that the last bits of their sines do not matter. */
const snapped = ([y, z]: readonly [number, number]): SectionPoint => [Math.round(y * 1e6) / 1e6, Math.round(z * 1e6) / 1e6];

function addTime(layout: Layout, time: ElectrodeOf<'time'>, names: string[]): void {
  const ends = Array.from({ length: time.contactCount }, (_, k) => timeContactEnds(time, k).map(snapped));
  const first = ends[0][0], last = ends[time.contactCount - 1][1];
  const [cosine, sine] = cosineAndSine((time.rotationDeg * Math.PI) / 180);
  const downY = sine * time.thicknessUm, downZ = -cosine * time.thicknessUm;
  const corners: SectionPoint[] = [[first[0] + downY, first[1] + downZ], [last[0] + downY, last[1] + downZ], last, first];
  const size = SIZE.strip * time.thicknessUm;
  const [, , face] = polygonCurves(corners).map((curve) => addCurve(layout, curve, size));
  const fromXUm = time.xUm - time.contactLengthUm / 2, toXUm = time.xUm + time.contactLengthUm / 2;
  checkExtent(layout.problem, time, fromXUm, toXUm);
  for (const x of [fromXUm, toXUm]) addPlane(layout, x, SIZE.stripEnd * time.contactLengthUm);
  const strip: Shape = { kind: 'polygon', verticesUm: corners };
  layout.bodies.push({ fromXUm, toXUm, covers: (y, z) => contains(strip, [y, z]) });
  names.forEach((name, k) => {
    const [from, to] = ends[k];
    for (const end of [from, to]) if (end !== first && end !== last) addMark(layout, face, end, size);
    const width = hypotenuse(to[0] - from[0], to[1] - from[1]);
    const along = (y: number, z: number) => ((y - from[0]) * (to[0] - from[0]) + (z - from[1]) * (to[1] - from[1])) / width;
    layout.faces.push({ kind: 'surface', name, curve: face, covers: (y, z) => along(y, z) > 0 && along(y, z) < width, fromXUm, toXUm });
  });
}
