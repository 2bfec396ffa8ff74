// The geometry of a field problem as a Gmsh script (.geo, OpenCASCADE kernel), in NRV's order and with NRV's physical tags and
// element sizes. Outlines are exact circles and ellipses; NRV's are splines just inside them.
import type { Shape } from '../../../src-model/project';
import type { FieldProblem } from '../../field/problem';
import { meshFactorOf } from '../mesh-factor';
import { physicalGroupsOf } from '../physical-groups';
import type { MeshGroup } from '../tet-mesh';
import { addElectrodes, type GeoContact, type GeoElectrodes } from './geo-electrodes';
import { geoScript, listed, type GeoScript, type SurfaceList, type VolumeList } from './geo-script';
import { bathLimitUm, bathSizeUm, contactEdgeSizeUm, electrodeSizeUm, epineuriumLimitUm, epineuriumSizeUm, fascicleLimitUm, fascicleSizeUm, recessLimitUm } from './geo-sizes';

/** Tolerance for "lies in the plane x = ...", um. */
const PLANE_TOLERANCE_UM = 1e-3;
/** How fast elements may grow with distance around a point source, um per um. */
const POINT_GROWTH = 0.3;
const DELAUNAY = 1;
const HXT = 10;

interface Domains {
  bath: VolumeList | null;
  epineurium: VolumeList;
  fascicles: VolumeList[];
}

/** `threads` > 1 chooses the parallel algorithm HXT, whose result may differ from run to run. Throws ProblemError for an electrode out of place. */
export function writeGeo(problem: FieldProblem, threads: number): string {
  const script = geoScript();
  const { domains, electrodes } = addSolids(script, problem);
  script.comment('one conforming set of volumes; they do not overlap, so each keeps its number');
  script.statement('BooleanFragments{ Volume{:}; Delete; }{}');
  const contacts = electrodes.contacts.map((contact) => contactSurface(script, contact, domains, electrodes));
  const ground = groundSurface(script, problem, domains, electrodes);
  const perineuria = domains.fascicles.map((fascicle) => script.sharedSurfaces([fascicle], [domains.epineurium]));
  const holes = [...electrodes.contacts.map((c) => c.solid), ...electrodes.bodies.map((b) => b.solid)];
  if (holes.length > 0) script.statement(`Recursive Delete{ Volume{${listed(holes)}}; }`);
  addGroups(script, problem, domains, electrodes, { contacts, ground, perineuria });
  addSizes(script, problem, domains, electrodes, contacts);
  script.statement(`Mesh.Algorithm3D = ${threads > 1 ? HXT : DELAUNAY};`);
  for (const setting of ['ElementOrder = 1', 'SaveAll = 0', 'MshFileVersion = 4.1', 'Binary = 1', 'Optimize = 1']) script.statement(`Mesh.${setting};`);
  return script.text();
}

function addSolids(script: GeoScript, problem: FieldProblem): { domains: Domains; electrodes: GeoElectrodes } {
  const { lengthUm, nerveDiameterUm, bathDiameterUm } = problem;
  script.comment('bath, nerve, fascicles');
  const bath = bathDiameterUm === null ? null : script.cylinder(0, lengthUm, 0, 0, bathDiameterUm / 2);
  const nerve = script.cylinder(0, lengthUm, 0, 0, nerveDiameterUm / 2);
  const fascicles = problem.fascicles.map((fascicle) => fascicleSolid(script, lengthUm, fascicle.shape));
  const electrodes = addElectrodes(script, problem);
  const solids = (choose: (contact: GeoContact) => boolean) => electrodes.contacts.filter(choose).map((contact) => contact.solid);
  const inTissue = [...solids((c) => c.electrode.kind === 'time'), ...electrodes.bodies.filter((b) => b.inside === 'tissue').map((b) => b.solid)];
  const inBath = [...solids((c) => c.electrode.kind === 'cuff' || c.electrode.kind === 'multi-contact-cuff'),
    ...electrodes.bodies.filter((b) => b.inside === 'bath').map((b) => b.solid), ...electrodes.recesses];
  script.comment('every volume without what lies in it');
  return {
    domains: {
      bath: bath === null ? null : script.difference(bath, [nerve, ...inBath]),
      epineurium: script.difference(nerve, [...fascicles, ...solids((c) => c.electrode.kind === 'life' && c.faces === 'epineurium'), ...inTissue]),
      fascicles: fascicles.map((solid, k) => script.difference(solid,
        [...solids((c) => typeof c.faces === 'object' && c.faces.fascicle === k), ...inTissue])),
    },
    electrodes,
  };
}

function fascicleSolid(script: GeoScript, lengthUm: number, shape: Shape): VolumeList {
  switch (shape.kind) {
    case 'circle': return script.cylinder(0, lengthUm, shape.centerYUm, shape.centerZUm, shape.diameterUm / 2);
    case 'polygon': return script.prism(0, lengthUm, shape.verticesUm);
    case 'ellipse': return script.ellipticCylinder(0, lengthUm, shape);
  }
}

function contactSurface(script: GeoScript, contact: GeoContact, domains: Domains, electrodes: GeoElectrodes): SurfaceList {
  const facing = contact.faces === 'bath recess' ? electrodes.recesses
    : contact.faces === 'epineurium' ? [domains.epineurium]
      : contact.faces === 'all tissue' ? [domains.epineurium, ...domains.fascicles] : [domains.fascicles[contact.faces.fascicle]];
  let surface = script.sharedSurfaces([contact.solid], facing);
  for (const x of contact.insulatedEndsXUm) surface = script.withoutSurfaces(surface, inPlane(script, x));
  return surface;
}

/** The bath's mantle; without a bath the end of the nerve. */
function groundSurface(script: GeoScript, problem: FieldProblem, domains: Domains, electrodes: GeoElectrodes): SurfaceList {
  if (domains.bath === null) return inPlane(script, problem.lengthUm);
  const inner = [domains.epineurium, ...electrodes.recesses, ...electrodes.bodies.map((b) => b.solid), ...electrodes.contacts.map((c) => c.solid)];
  let surface = script.withoutSurfaces(script.boundary([domains.bath]), script.boundary(inner));
  for (const x of [0, problem.lengthUm]) surface = script.withoutSurfaces(surface, inPlane(script, x));
  return surface;
}

const inPlane = (script: GeoScript, x: number): SurfaceList =>
  script.surfaces(`Surface In BoundingBox{${x - PLANE_TOLERANCE_UM}, -1e9, -1e9, ${x + PLANE_TOLERANCE_UM}, 1e9, 1e9}`);

interface Surfaces {
  /** Per contact of `GeoElectrodes.contacts`. */
  contacts: SurfaceList[];
  ground: SurfaceList;
  perineuria: SurfaceList[];
}

function addGroups(script: GeoScript, problem: FieldProblem, domains: Domains, electrodes: GeoElectrodes, surfaces: Surfaces): void {
  const groups = physicalGroupsOf(problem);
  const physical = (group: MeshGroup | null, members: readonly string[]) => {
    if (group === null) return;
    const name = group.name.replaceAll('"', "'").replace(/[\r\n\\]+/g, ' ');
    script.statement(`Physical ${group.dimension === 3 ? 'Volume' : 'Surface'}("${name}", ${group.tag}) = {${listed(members)}};`);
  };
  physical(groups.bath, [domains.bath ?? '', ...electrodes.recesses]);
  physical(groups.ground, [surfaces.ground]);
  physical(groups.epineurium, [domains.epineurium]);
  groups.endoneurium.forEach((group, k) => physical(group, [domains.fascicles[k]]));
  groups.perineurium.forEach((group, k) => physical(group, [surfaces.perineuria[k]]));
  groups.contacts.filter((group) => group !== null).forEach((group, c) => physical(group, [surfaces.contacts[c]]));
}

/** The wanted size is the smallest of constants per volume (its boundary included) and per contact surface. */
function addSizes(script: GeoScript, problem: FieldProblem, domains: Domains, electrodes: GeoElectrodes, contacts: SurfaceList[]): void {
  const factor = meshFactorOf(problem.settings.mesh);
  const fields: number[] = [];
  let field = 0;
  /** Gmsh 4.8 does not count a volume's boundary as part of it: surfaces, curves and points are listed one by one. */
  const constant = (sizeUm: number, limitUm: number, of: 'Volume' | 'Surface' | 'Edge', lists: readonly string[]) => {
    const bounded = of === 'Volume' ? `t() = {${listed(lists)}}; s() = Abs(Boundary{ Volume{t()}; });` : `t() = {}; s() = {${listed(lists)}};`;
    script.statement(`${bounded} l() = Abs(Boundary{ Surface{s()}; }); p() = PointsOf{ Surface{s()}; };`);
    script.statement(`Field[${field + 1}] = MathEval; Field[${field + 1}].F = "${Math.min(sizeUm * factor, limitUm)}";`);
    const entities = ['VolumesList = {t()}', 'SurfacesList = {s()}', 'CurvesList = {l()}', 'PointsList = {p()}'].slice({ Volume: 0, Surface: 1, Edge: 2 }[of]);
    script.statement([`Field[${field + 2}] = Restrict;`, `Field[${field + 2}].InField = ${field + 1};`, ...entities.map((e) => `Field[${field + 2}].${e};`)].join(' '));
    fields.push(field + 2);
    field += 2;
  };
  script.comment('element sizes, um');
  if (domains.bath !== null) constant(bathSizeUm(problem.bathDiameterUm!), bathLimitUm(problem), 'Volume', [domains.bath]);
  if (electrodes.recesses.length > 0) constant(epineuriumSizeUm(problem), recessLimitUm(problem), 'Volume', electrodes.recesses);
  constant(epineuriumSizeUm(problem), epineuriumLimitUm(problem), 'Volume', [domains.epineurium]);
  problem.fascicles.forEach(({ shape }, k) => constant(fascicleSizeUm(shape), fascicleLimitUm(problem, shape), 'Volume', [domains.fascicles[k]]));
  electrodes.contacts.forEach(({ electrode }, c) => constant(electrodeSizeUm(problem, electrode), Infinity, 'Surface', [contacts[c]]));
  electrodes.contacts.forEach(({ electrode }, c) => {
    const edgeUm = contactEdgeSizeUm(electrode);
    if (edgeUm !== null) constant(edgeUm, Infinity, 'Edge', [contacts[c]]);
  });
  for (const electrode of problem.electrodes) {
    if (electrode.kind !== 'point') continue;
    field += 1;
    const distance = `Sqrt((x - (${electrode.xUm}))^2 + (y - (${electrode.yUm}))^2 + (z - (${electrode.zUm}))^2)`;
    script.statement(`Field[${field}] = MathEval; Field[${field}].F = "${electrodeSizeUm(problem, electrode) * factor} + ${POINT_GROWTH} * ${distance}";`);
    fields.push(field);
  }
  script.statement(`Field[${field + 1}] = Min; Field[${field + 1}].FieldsList = {${fields.join(', ')}}; Background Field = ${field + 1};`);
}
