// The path through a real Gmsh at NRV's default element sizes against reference potentials, at every point above 1 % of the maximum.
// Bands as the reference's README gives them for straight facets of these sizes: LIFE 3 %, cuff 5 %; against NRV's own answer on its own
// default mesh 1.5 %.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { meshWithGmsh } from '../../src-main/engines/mesh-with-gmsh';
import { SILENT_TASK } from '../../src-model/task';
import type { Electrode, FieldSettings } from '../../src-model/project';
import { meshReport, samplePotentials, solveContacts } from '../../src-workers/field/solve';
import { electrode, EXAMPLE_LIFE, exampleNerve } from '../workers/field/nerves';
import { goldenTable } from './golden-csv';

const CUFF = electrode({ kind: 'cuff', id: 'CUFF', centerXUm: 2500, contactLengthUm: 100 });
const FOUR_CONTACTS = electrode({ kind: 'multi-contact-cuff', id: 'CUFF_MP', centerXUm: 2500, contactLengthUm: 200 });

const CASES: { name: string; electrode: Electrode; formulation: FieldSettings['formulation']; file: string; column: string; tolerance: number }[] = [
  { name: 'A: LIFE', electrode: EXAMPLE_LIFE, formulation: 'sharp', file: 'A_life_y100_z0', column: 'V_sharp_mV_per_mA', tolerance: 0.03 },
  { name: 'A: LIFE, as NRV computes it', electrode: EXAMPLE_LIFE, formulation: 'nrv', file: 'A_nrv_default_mesh', column: 'ghost_dolfinx_hypre_rtol1e-10', tolerance: 0.015 },
  { name: 'D: cuff, as NRV computes it', electrode: CUFF, formulation: 'nrv', file: 'D_cuff_xc2500_lc100', column: 'V_ghost_mV_per_mA', tolerance: 0.05 },
  { name: 'F: one of four cuff contacts', electrode: FOUR_CONTACTS, formulation: 'sharp', file: 'F_cuffmp_contact0', column: 'V_sharp_mV_per_mA', tolerance: 0.05 },
];

const gmshMissing = spawnSync('gmsh', ['--version']).error !== undefined;
describe.skipIf(gmshMissing)('potentials on meshes of Gmsh', () => {
  it.each(CASES)('$name', async ({ electrode: driven, formulation, file, column, tolerance }) => {
    const problem = exampleNerve([driven], { mesher: 'gmsh', formulation });
    const mesh = await meshWithGmsh(problem, { gmshPath: null, threads: 1 }, SILENT_TASK);
    const [solution] = solveContacts(problem, mesh, [0], SILENT_TASK);
    const table = goldenTable(`field/${file}.csv`);
    const [x, y, z, reference] = ['x_um', 'y_um', 'z_um', column].map((name) => table.numbers(name));
    const points = Float64Array.from({ length: 3 * table.rowCount }, (_, i) => [x, y, z][i % 3][Math.floor(i / 3)]);
    const potentials = samplePotentials(mesh, solution, points);
    const least = 0.01 * Math.max(...reference);
    const compared = [...reference.keys()].filter((i) => reference[i] > least);
    for (const i of compared) expect(Math.abs(potentials[i] / reference[i] - 1), `(${x[i]}, ${y[i]}, ${z[i]}) um: ${potentials[i]} against ${reference[i]} mV`).toBeLessThan(tolerance);
    expect(compared.length).toBeGreaterThan(10);
    expect(solution.report.groundCurrentMa).toBeCloseTo(1, 7);
    expect(meshReport(mesh).minimumAngleDeg).toBeGreaterThan(3);
  });
});
