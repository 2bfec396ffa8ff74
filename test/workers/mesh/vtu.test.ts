import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeVtu, type CellGrid, type VtuEncoding } from '../../../src-workers/mesh/vtu';

const ENCODINGS: VtuEncoding[] = ['raw', 'base64', 'ascii'];

/** Two tetrahedra with a jump between them: the three points of the common face occur twice. */
const tets: CellGrid = {
  pointsUm: Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1),
  cellType: 'tetrahedron',
  connectivity: Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7),
  pointFields: [{ name: 'LIFE "1" <mV & mA>', values: Float64Array.from({ length: 8 }, (_, i) => i / 3 - 1e-300) }],
  cellFields: [{ name: 'region', values: Int32Array.of(1, -12) }],
};
const prism: CellGrid = {
  pointsUm: Float64Array.of(0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 2, 1, 0, 2, 0, 1),
  cellType: 'prism', connectivity: Uint32Array.of(0, 1, 2, 3, 4, 5), pointFields: [], cellFields: [{ name: 'region', values: Int32Array.of(7) }],
};

/** Reads an array of the file back by name, whatever its encoding. */
function arrayOf(file: Uint8Array, name: string): number[] {
  const text = Buffer.from(file).toString('latin1');
  const head = [...text.matchAll(/<DataArray type="(\w+)" Name="([^"]*)"[^>]*?format="(\w+)"(?: offset="(\d+)")?\/?>/g)].find((m) => m[2] === name)!;
  const bodyStart = head.index + head[0].length;
  const body = text.slice(bodyStart, text.indexOf('</DataArray>', bodyStart));
  if (head[3] === 'ascii') return body.trim().split(/\s+/).map(Number);
  const appended = text.indexOf('<AppendedData encoding="raw">_') + '<AppendedData encoding="raw">_'.length;
  const block = head[3] === 'binary' ? Buffer.from(body, 'base64') : Buffer.from(file).subarray(appended + Number(head[4]));
  const bytes = Number(block.readBigUInt64LE(0));
  const data = block.subarray(8, 8 + bytes);
  const size = { Float64: 8, Int32: 4, UInt8: 1 }[head[1]]!;
  return Array.from({ length: bytes / size }, (_, i) => (head[1] === 'Float64' ? data.readDoubleLE(8 * i) : head[1] === 'Int32' ? data.readInt32LE(4 * i) : data[i]));
}

describe.each(ENCODINGS)('VTU %s', (encoding) => {
  it('holds points, cells and fields', () => {
    const file = writeVtu(tets, encoding);
    expect(arrayOf(file, 'Points')).toEqual([...tets.pointsUm]);
    expect(arrayOf(file, 'connectivity')).toEqual([...tets.connectivity]);
    expect(arrayOf(file, 'offsets')).toEqual([4, 8]);
    expect(arrayOf(file, 'types')).toEqual([10, 10]);
    expect(arrayOf(file, 'region')).toEqual([1, -12]);
    expect(arrayOf(file, 'LIFE &quot;1&quot; &lt;mV &amp; mA&gt;')).toEqual([...tets.pointFields[0].values]);
  });
  it('splits long base64 without padding inside', () => {
    const values = Float64Array.from({ length: 5000 }, (_, i) => Math.sin(i));
    const grid: CellGrid = { ...tets, pointsUm: new Float64Array(15000), pointFields: [{ name: 'v', values }] };
    expect(arrayOf(writeVtu(grid, encoding), 'v')).toEqual([...values]);
  });
});

it('refuses fields of the wrong length', () => {
  expect(() => writeVtu({ ...tets, cellFields: [{ name: 'region', values: Int32Array.of(1) }] }, 'ascii')).toThrow(/"region" has 1 values instead of 2/);
});

const READER = `
import sys, vtk
for name in sys.argv[1:]:
    reader = vtk.vtkXMLUnstructuredGridReader()
    reader.SetFileName(name)
    reader.Update()
    g = reader.GetOutput()
    region = g.GetCellData().GetArray("region")
    fields = [g.GetPointData().GetArrayName(i) for i in range(g.GetPointData().GetNumberOfArrays())]
    print(g.GetNumberOfPoints(), [g.GetCell(c).GetCellType() for c in range(g.GetNumberOfCells())], fields, [region.GetValue(c) for c in range(g.GetNumberOfCells())])
`;
const vtkMissing = spawnSync('python3', ['-c', 'import vtk']).status !== 0;
describe.skipIf(vtkMissing)('VTU read by VTK itself (python3-vtk9)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ranvier-vtu-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  it.each(ENCODINGS)('%s is understood', (encoding) => {
    const names = [tets, prism].map((grid) => {
      const path = join(folder, `${grid.cellType}-${encoding}.vtu`);
      writeFileSync(path, writeVtu(grid, encoding));
      return path;
    });
    const read = spawnSync('python3', ['-c', READER, ...names], { encoding: 'utf8' });
    expect(read.stderr).toBe('');
    expect(read.stdout.trim().split('\n')).toEqual([`8 [10, 10] ['LIFE "1" <mV & mA>'] [1, -12]`, '6 [13] [] [7]']);
  });
});
