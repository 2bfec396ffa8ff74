// The text of a Gmsh .geo script (OpenCASCADE kernel), built statement by statement.
// Solids are kept in list variables of the script, so nothing depends on the numbers that Gmsh gives them.
import type { Ellipse } from '../../../src-model/project';

/** Name of a list variable of the script that holds volume numbers. */
export type VolumeList = string & { readonly brand: 'volumes' };
/** Name of a list variable of the script that holds surface numbers. */
export type SurfaceList = string & { readonly brand: 'surfaces' };

export interface GeoScript {
  comment(text: string): void;
  statement(text: string): void;
  /** Solid cylinder along x. */
  cylinder(fromXUm: number, toXUm: number, yUm: number, zUm: number, radiusUm: number): VolumeList;
  /** Box with sides along the axes, turned about the x axis by `angleRad` (from y towards z). */
  box(from: readonly number[], to: readonly number[], angleRad: number): VolumeList;
  /** Solid between two polygons in space, (x, y, z) per corner, with flat sides. */
  frustum(corners: readonly (readonly number[])[], oppositeCorners: readonly (readonly number[])[]): VolumeList;
  /** Solid over a polygon of the section. */
  prism(fromXUm: number, toXUm: number, cornersUm: readonly (readonly [number, number])[]): VolumeList;
  ellipticCylinder(fromXUm: number, toXUm: number, ellipse: Ellipse): VolumeList;
  /** The solid that a statement's right-hand side makes; `statement` must evaluate to volume numbers. */
  volumes(rightHandSide: string): VolumeList;
  /** `from` without `tools`; `from` is used up, the tools stay. */
  difference(from: VolumeList, tools: readonly VolumeList[]): VolumeList;
  /** Tube around the nerve's axis. */
  tube(fromXUm: number, toXUm: number, innerRadiusUm: number, outerRadiusUm: number): VolumeList;
  /** `from` without a cylinder around the nerve's axis. */
  withoutCore(from: VolumeList, fromXUm: number, toXUm: number, radiusUm: number): VolumeList;
  /** What `from` and `tool` have in common; both are used up. */
  intersection(from: VolumeList, tool: VolumeList): VolumeList;
  boundary(of: readonly VolumeList[]): SurfaceList;
  /** Surfaces that bound both a volume of `a` and a volume of `b`. */
  sharedSurfaces(a: readonly VolumeList[], b: readonly VolumeList[]): SurfaceList;
  surfaces(rightHandSide: string): SurfaceList;
  /** Surfaces of `from` that are not in `other`. */
  withoutSurfaces(from: SurfaceList, other: SurfaceList): SurfaceList;
  text(): string;
}

export const listed = (lists: readonly string[]): string => lists.map((name) => `${name}()`).join(', ');

export function geoScript(): GeoScript {
  const lines: string[] = ['SetFactory("OpenCASCADE");', ...SET_MACROS];
  let count = 0;
  const define = (rightHandSide: string): string => {
    count += 1;
    lines.push(`v${count}() = ${rightHandSide};`);
    return `v${count}`;
  };
  const volumes = (rightHandSide: string) => define(rightHandSide) as VolumeList;
  const surfaces = (rightHandSide: string) => define(rightHandSide) as SurfaceList;
  const newSolid = (shape: string): VolumeList => {
    lines.push(`solid = newv; ${shape}`);
    return volumes('{solid}');
  };
  const callMacro = (macro: string, a: string, b: string): SurfaceList => {
    lines.push(`a() = ${a}; b() = ${b}; Call ${macro};`);
    return surfaces('c()');
  };
  /** Closed polygon; returns the variable that holds the number of its curve loop. */
  const loop = (corners: readonly (readonly number[])[]): string => {
    count += 1;
    lines.push(`p = newp; ${corners.map((corner, i) => `Point(p + ${i}) = {${corner.join(', ')}};`).join(' ')}`);
    lines.push(`l = newl; ${corners.map((_, i) => `Line(l + ${i}) = {p + ${i}, p + ${(i + 1) % corners.length}};`).join(' ')}`);
    lines.push(`loop${count} = newll; Curve Loop(loop${count}) = {l : l + ${corners.length - 1}};`);
    return `loop${count}`;
  };
  const cylinder: GeoScript['cylinder'] = (fromXUm, toXUm, yUm, zUm, radiusUm) =>
    newSolid(`Cylinder(solid) = {${fromXUm}, ${yUm}, ${zUm}, ${toXUm - fromXUm}, 0, 0, ${radiusUm}};`);
  const withoutCore: GeoScript['withoutCore'] = (from, fromXUm, toXUm, radiusUm) =>
    volumes(`BooleanDifference{ Volume{${listed([from])}}; Delete; }{ Volume{${listed([cylinder(fromXUm, toXUm, 0, 0, radiusUm)])}}; Delete; }`);
  return {
    comment: (text) => void lines.push(`// ${text.replace(/[\r\n]+/g, ' ')}`),
    statement: (text) => void lines.push(text),
    cylinder,
    withoutCore,
    tube: (fromXUm, toXUm, innerRadiusUm, outerRadiusUm) => withoutCore(cylinder(fromXUm, toXUm, 0, 0, outerRadiusUm), fromXUm, toXUm, innerRadiusUm),
    box: (from, to, angleRad) => {
      const made = newSolid(`Box(solid) = {${from.join(', ')}, ${to.map((end, c) => end - from[c]).join(', ')}};`);
      if (angleRad !== 0) lines.push(`Rotate{ {1, 0, 0}, {0, 0, 0}, ${angleRad} } { Volume{${listed([made])}}; }`);
      return made;
    },
    frustum: (corners, oppositeCorners) => newSolid(`Ruled ThruSections(solid) = {${loop(corners)}, ${loop(oppositeCorners)}};`),
    prism: (fromXUm, toXUm, cornersUm) => {
      const outline = loop(cornersUm.map((corner) => [fromXUm, ...corner]));
      lines.push(`s = news; Plane Surface(s) = {${outline}}; out() = Extrude{ ${toXUm - fromXUm}, 0, 0 }{ Surface{s}; };`);
      return volumes('{out(1)}');
    },
    ellipticCylinder: (fromXUm, toXUm, { centerYUm, centerZUm, diameterYUm, diameterZUm, rotationDeg }) => {
      // Gmsh's disk lies in (x, y) with its longer axis first. Turn that axis to y, the disk into (y, z), then by the ellipse's own angle.
      const radii = [diameterYUm / 2, diameterZUm / 2].sort((a, b) => b - a);
      const turnRad = ((rotationDeg + (diameterYUm >= diameterZUm ? 0 : 90)) * Math.PI) / 180;
      lines.push(`s = news; Disk(s) = {0, 0, 0, ${radii[0]}, ${radii[1]}};`);
      for (const [axis, angle] of [['0, 0, 1', Math.PI / 2], ['0, 1, 0', Math.PI / 2], ['1, 0, 0', turnRad]] as const) {
        lines.push(`Rotate{ {${axis}}, {0, 0, 0}, ${angle} } { Surface{s}; }`);
      }
      lines.push(`Translate{ ${fromXUm}, ${centerYUm}, ${centerZUm} } { Surface{s}; } out() = Extrude{ ${toXUm - fromXUm}, 0, 0 }{ Surface{s}; };`);
      return volumes('{out(1)}');
    },
    volumes,
    surfaces,
    difference: (from, tools) => (tools.length === 0 ? from
      : volumes(`BooleanDifference{ Volume{${listed([from])}}; Delete; }{ Volume{${listed(tools)}}; }`)),
    intersection: (from, tool) => volumes(`BooleanIntersection{ Volume{${listed([from])}}; Delete; }{ Volume{${listed([tool])}}; Delete; }`),
    boundary: (of) => surfaces(boundaryOf(of)),
    sharedSurfaces: (a, b) => callMacro('InBoth', boundaryOf(a), boundaryOf(b)),
    withoutSurfaces: (from, other) => callMacro('OnlyInFirst', `${from}()`, `${other}()`),
    text: () => `${lines.join('\n')}\n`,
  };
}

/** Signs tell orientation, which does not matter here. */
const boundaryOf = (lists: readonly VolumeList[]): string => `Abs(Boundary{ Volume{${listed(lists)}}; })`;

/** Gmsh's language has no operations on sets of numbers. */
const SET_MACROS = [
  'Macro InBoth',
  '  c() = {};',
  '  For i In {0 : #a() - 1}',
  '    For j In {0 : #b() - 1}',
  '      If (a(i) == b(j))',
  '        c() += a(i);',
  '      EndIf',
  '    EndFor',
  '  EndFor',
  'Return',
  'Macro OnlyInFirst',
  '  c() = {};',
  '  For i In {0 : #a() - 1}',
  '    found = 0;',
  '    For j In {0 : #b() - 1}',
  '      If (a(i) == b(j))',
  '        found = 1;',
  '      EndIf',
  '    EndFor',
  '    If (found == 0)',
  '      c() += a(i);',
  '    EndIf',
  '  EndFor',
  'Return',
];
