import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ProblemError } from '../../../src-model/problem';
import { readMsh } from '../../../src-workers/mesh/msh/read-msh';
import { writeMsh, type MshOptions } from '../../../src-workers/mesh/msh/write-msh';
import { orientTetrahedra, validateTetMesh, withoutUnusedVertices, type TetMesh } from '../../../src-workers/mesh/tet-mesh';
import { boxMesh } from './tet-fixtures';

const FLAVOURS: MshOptions[] = (['2.2', '4.1'] as const).flatMap((version) => [false, true].map((binary) => ({ version, binary })));
const label = (o: MshOptions) => `${o.version} ${o.binary ? 'binary' : 'text'}`;

const box = boxMesh({
  cells: [3, 2, 2], from: [0, -10, -10], to: [30, 10, 10],
  regionAt: (x) => (x < 10 ? 2 : 10),
  surfaceAt: (_, outside, x) => (outside !== null ? 11 : x < 1e-9 ? 1 : 0),
});
box.groups = [{ dimension: 3, tag: 2, name: 'epineurium' }, { dimension: 3, tag: 10, name: 'endoneurium F1' }, { dimension: 2, tag: 11, name: 'perineurium F1' }];

/** Any sound mesh: random points, random tetrahedra with volume, random groups. */
const anyMesh: fc.Arbitrary<TetMesh> = fc.record({
  points: fc.array(fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 1e-9, max: 1e3, noNaN: true })), { minLength: 5, maxLength: 30 }),
  corners: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 40 }),
}).map(({ points, corners }) => {
  const vertices = Float64Array.from(points.flat());
  const sound = corners.filter(([a, b, c, d]) => orientTetrahedra(vertices, Uint32Array.of(a % points.length, b % points.length, c % points.length, d % points.length)) === 0);
  const tetrahedra = Uint32Array.from(sound.flatMap(([a, b, c, d]) => [a, b, c, d].map((v) => v % points.length)));
  orientTetrahedra(vertices, tetrahedra);
  const triangles = Uint32Array.from(sound.flatMap((_, t) => [...tetrahedra.subarray(4 * t, 4 * t + 3)]));
  return withoutUnusedVertices({
    kind: 'tet', vertices, tetrahedra, triangles, groups: [],
    regions: Int32Array.from(sound, (c) => c[4]), surfaces: Int32Array.from(sound, (c) => (c[4] * 7) % 6),
  });
}).filter((mesh) => mesh.regions.length > 0);

const problemOf = (bytes: Uint8Array): string => {
  try {
    readMsh(bytes);
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
  return '';
};
const ascii = (text: string) => new TextEncoder().encode(text);

describe.each(FLAVOURS)('MSH $version binary=$binary', (flavour) => {
  it('gives back every sound mesh bit for bit', () => {
    fc.assert(fc.property(anyMesh, (mesh) => {
      expect(validateTetMesh(mesh)).toEqual([]);
      expect(readMsh(writeMsh(mesh, flavour))).toEqual(mesh);
    }), { numRuns: 100 });
  });

  it('keeps names of groups', () => {
    const named = { ...box, groups: [...box.groups, { dimension: 2 as const, tag: 1, name: 'ground "Erde"\n µ' }] };
    expect(readMsh(writeMsh(named, flavour)).groups).toEqual([...box.groups, { dimension: 2, tag: 1, name: "ground 'Erde'  µ" }]);
  });

  it('answers damaged files with a located message, never with a crash or a huge allocation', () => {
    const file = writeMsh(box, flavour);
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }), fc.nat(file.length), fc.boolean(), (edits, cut, cutting) => {
      const damaged = file.slice(0, cutting ? cut : file.length);
      for (const [at, byte] of edits) if (at < damaged.length) damaged[at] = byte;
      const message = problemOf(damaged);
      if (message !== '') expect(message).toMatch(/^(line \d+|byte \d+|mesh file): .+/);
    }), { numRuns: 1500 });
  });

  it('refuses counts that the file cannot hold before it allocates anything', () => {
    const file = writeMsh(box, flavour);
    const at = Buffer.from(file).indexOf('$Nodes\n') + 7;
    if (flavour.binary && flavour.version === '4.1') new DataView(file.buffer).setBigUint64(at + 8, 1n << 40n, true);
    else file.set(ascii(flavour.version === '2.2' ? '99999999999\n' : '1 99999999999 '), at);
    expect(problemOf(file)).toMatch(/^(line|byte) \d+: .*(more than the rest of the file can hold|fits here)/);
  });
});

describe('MSH faults', () => {
  const body = '$Nodes\n4\n1 0 0 0\n2 1 0 0\n3 0 1 0\n4 0 0 1\n$EndNodes\n';
  const header = '$MeshFormat\n2.2 0 8\n$EndMeshFormat\n';
  it.each([
    ['', /^line 1: .*does not begin with \$MeshFormat/],
    ['$MeshFormat\n4 0 8\n', /^line 2: Mesh format "4" cannot be read; save the mesh as version 4.1 or 2.2/],
    [`${header}${body}`, /no \$Elements section/],
    [`${header}${body}$Elements\n1\n1 4 2 10 1 1 2 3\n`, /^line 14: The file ends where a number is expected/],
    [`${header}${body}$Elements\n1\n1 4 2 10 1 1 2 3 x\n$EndElements\n`, /^line 13: "x" is not a whole number/],
    [`${header}${body}$Elements\n1\n1 4 2 10 1 1 2 3 9\n$EndElements\n`, /refers to node 9, which is not in \$Nodes/],
    [`${header}${body}$Elements\n1\n1 11 2 10 1 1 2 3 4 1 2 3 4 1 2\n$EndElements\n`, /^line 13: .*tetrahedron of second order.*Mesh.ElementOrder = 1/],
    [`${header}${body}$Elements\n1\n1 4 2 10 1 1 2 3 3\n$EndElements\n`, /1 of 1 tetrahedra have no volume/],
    [`${header}${body}$Elements\n1\n1 2 2 10 1 1 2 3\n$EndElements\n`, /no tetrahedra/],
    [`${header}${body.replace('\n4 0', '\n3 0')}$Elements\n1\n1 4 2 10 1 1 2 3 3\n$EndElements\n`, /Node 3 occurs twice/],
    [`${header}${body.replace('4 0 0 1', '4 0 0 nan')}`, /^line 9: "nan" is not a finite number/],
  ])('fault %#', (text, message) => {
    expect(problemOf(ascii(text))).toMatch(message);
  });
  it('turns negatively oriented tetrahedra and drops unused nodes', () => {
    const mesh = readMsh(ascii(`${header}${body.replace('4\n1 0', '5\n7 5 5 5\n1 0')}$Elements\n1\n1 4 2 10 1 1 3 2 4\n$EndElements\n`));
    expect(validateTetMesh(mesh)).toEqual([]);
    expect(mesh.vertices.length).toBe(12);
  });
  it('reads big-endian binary files', () => {
    const swapped = swapBinary22(writeMsh(box, { version: '2.2', binary: true }));
    expect(readMsh(swapped)).toEqual(box);
  });
});

/** The same 2.2 binary file written by a machine of the other byte order. */
function swapBinary22(file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file);
  const after = (marker: string, lines: number) => {
    let at = bytes.indexOf(marker) + marker.length;
    for (let i = 0; i < lines; i++) at = bytes.indexOf(10, at) + 1;
    return at;
  };
  bytes.subarray(after('$MeshFormat\n', 1)).subarray(0, 4).reverse();
  let at = after('$Nodes\n', 1);
  for (let v = 0; v < box.vertices.length / 3; v++) {
    bytes.subarray(at, at + 4).reverse();
    for (let c = 0; c < 3; c++) bytes.subarray(at + 4 + 8 * c, at + 12 + 8 * c).reverse();
    at += 28;
  }
  for (let i = after('$Elements\n', 1); i < bytes.indexOf('\n$EndElements'); i += 4) bytes.subarray(i, i + 4).reverse();
  return bytes;
}

const gmshMissing = spawnSync('gmsh', ['--version']).error !== undefined;
describe.skipIf(gmshMissing)('MSH and the real Gmsh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ranvier-msh-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const gmsh = (...args: string[]) => execFileSync('gmsh', ['-nopopup', '-v', '4', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
  const formatOption = ({ version, binary }: MshOptions) => ['-format', version === '2.2' ? 'msh22' : 'msh41', ...(binary ? ['-bin'] : [])];
  /** Gmsh prints 16 digits in text. */
  const sortedCoordinates = (mesh: TetMesh) => Array.from(mesh.vertices, (v) => v.toFixed(10)).sort();
  const sameMesh = (a: TetMesh, b: TetMesh) => {
    expect(b.regions.length).toBe(a.regions.length);
    expect(sortedCoordinates(b)).toEqual(sortedCoordinates(a));
    for (const tag of new Set([...a.regions, ...b.regions])) expect(b.regions.filter((r) => r === tag).length).toBe(a.regions.filter((r) => r === tag).length);
    for (const tag of new Set([...a.surfaces, ...b.surfaces])) expect(b.surfaces.filter((r) => r === tag).length).toBe(a.surfaces.filter((r) => r === tag).length);
  };

  it('reads what Gmsh writes, the same in all flavours', () => {
    writeFileSync(join(folder, 'box.geo'), 'SetFactory("OpenCASCADE"); Box(1) = {0,0,0,4,4,4}; Mesh.CharacteristicLengthMax = 1; Physical Volume("all", 10) = {1}; Physical Surface("side", 11) = {1}; Mesh.RandomSeed = 1;\n');
    const meshes = FLAVOURS.map((flavour) => {
      gmsh('-3', 'box.geo', '-o', `${label(flavour)}.msh`, ...formatOption(flavour));
      return readMsh(readFileSync(join(folder, `${label(flavour)}.msh`)));
    });
    expect(meshes[0].regions.length).toBeGreaterThan(200);
    expect(meshes[0].groups).toEqual([{ dimension: 2, tag: 11, name: 'side' }, { dimension: 3, tag: 10, name: 'all' }]);
    expect(meshes[0].surfaces.every((s) => s === 11)).toBe(true);
    for (const mesh of meshes) {
      expect(validateTetMesh(mesh)).toEqual([]);
      sameMesh(meshes[0], mesh);
    }
  });

  it.each(FLAVOURS)('Gmsh loads our $version binary=$binary with its potentials', (flavour) => {
    const values = Float64Array.from({ length: box.tetrahedra.length }, (_, i) => box.vertices[3 * box.tetrahedra[i]]);
    writeFileSync(join(folder, 'ours.msh'), writeMsh(box, flavour, [{ name: 'potential "LIFE 1"', values }]));
    writeFileSync(join(folder, 'load.geo'), 'Merge "ours.msh"; Plugin(MinMax).View = 0; Plugin(MinMax).Run; Printf("range %g %g", View[1].Min, View[2].Max); Save "again.msh";\n');
    const output = gmsh('-format', 'msh41', '-parse_and_exit', 'load.geo');
    expect(output).toContain('range 0 30');
    const again = readMsh(readFileSync(join(folder, 'again.msh')));
    sameMesh(box, again);
  });
});
