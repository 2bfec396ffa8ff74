// The field engine at mesh "normal" against converged potentials of an independent solver, at every point above 1 % of the maximum:
// sharp within 1 % or the reference's own uncertainty, nrv within 2 %.
import { describe, expect, it } from 'vitest';
import type { Electrode } from '../../src-model/project';
import { SILENT_TASK } from '../../src-model/task';
import type { FieldProblem } from '../../src-workers/field/problem';
import { buildFieldMesh, samplePotentials, solveContacts } from '../../src-workers/field/solve';
import { electrode, EXAMPLE_LIFE, exampleNerve, isotropic } from '../workers/field/nerves';
import { goldenTable } from './golden-csv';

const CUFF = electrode({ kind: 'cuff', id: 'CUFF', centerXUm: 2500, contactLengthUm: 100 });
const FOUR_CONTACTS = electrode({ kind: 'multi-contact-cuff', id: 'CUFF_MP', centerXUm: 2500, contactLengthUm: 200 });

/** A program with a nerve inside: all materials 0.2 S/m, no fascicle. */
const homogeneous = (life: Electrode): FieldProblem => ({
  ...exampleNerve([life]), lengthUm: 20000, bathDiameterUm: 20000, nerveDiameterUm: 2000, fascicles: [], epineurium: isotropic(0.2), bath: isotropic(0.2),
});
const H1 = homogeneous(electrode({ kind: 'life', id: 'H1', xUm: 9500, lengthUm: 1000, yUm: 0, zUm: 0, diameterUm: 25 }));
const H2 = homogeneous(electrode({ kind: 'life', id: 'H2', xUm: 9950, lengthUm: 100, yUm: 0, zUm: 0, diameterUm: 10 }));

const CASES = [
  { name: 'A: LIFE', problem: exampleNerve([EXAMPLE_LIFE]), file: 'A_life_y100_z0', column: 'V_sharp_mV_per_mA', tolerance: 0.01, accessOhm: [8924.2, 2.1] },
  { name: 'D: cuff', problem: exampleNerve([CUFF]), file: 'D_cuff_xc2500_lc100', column: 'V_sharp_mV_per_mA', tolerance: 0.01, accessOhm: [7025.7, 4.4] },
  { name: 'F: one of four cuff contacts', problem: exampleNerve([FOUR_CONTACTS]), file: 'F_cuffmp_contact0', column: 'V_sharp_mV_per_mA', tolerance: 0.01, accessOhm: [21462.3, 10.7] },
  { name: 'H1: LIFE in a homogeneous cylinder', problem: H1, file: 'H1_homogeneous_life_D25_L1000', column: 'V_bounded_series', tolerance: 0.01, accessOhm: [3226.7, 0.2] },
  { name: 'H2: short LIFE in a homogeneous cylinder', problem: H2, file: 'H2_homogeneous_life_D10_L100', column: 'V_bounded_series', tolerance: 0.01, accessOhm: [22026.6, 7.5] },
  { name: 'A with NRV\'s formulation', problem: exampleNerve([EXAMPLE_LIFE], { formulation: 'nrv' }), file: 'A_life_y100_z0', column: 'V_ghost_mV_per_mA', tolerance: 0.02, accessOhm: [8756.5, 8.9] },
  { name: 'D with NRV\'s formulation', problem: exampleNerve([CUFF], { formulation: 'nrv' }), file: 'D_cuff_xc2500_lc100', column: 'V_ghost_mV_per_mA', tolerance: 0.02, accessOhm: [7005.7, 7] },
] as const;

describe('potentials of reference cases', () => {
  it.each(CASES)('$name', ({ problem, file, column, tolerance, accessOhm }) => {
    const table = goldenTable(`field/${file}.csv`);
    const [x, y, z, reference, uncertainty] = ['x_um', 'y_um', 'z_um', column, 'uncertainty_mV'].map((name) => table.numbers(name));
    const points = Float64Array.from({ length: 3 * table.rowCount }, (_, i) => [x, y, z][i % 3][Math.floor(i / 3)]);
    const mesh = buildFieldMesh(problem, SILENT_TASK);
    const [solution] = solveContacts(problem, mesh, [0], SILENT_TASK);
    const potentials = samplePotentials(mesh, solution, points);
    const most = Math.max(...reference);
    let checked = 0;
    reference.forEach((value, i) => {
      if (value <= 0.01 * most) return;
      checked++;
      expect(Math.abs(potentials[i] - value), `(${x[i]}, ${y[i]}, ${z[i]}) um: ${potentials[i]} against ${value} mV`).toBeLessThan(Math.max(tolerance * value, uncertainty[i]));
    });
    expect(checked).toBeGreaterThan(10);
    expect(Math.abs(solution.report.accessResistanceOhm - accessOhm[0])).toBeLessThan(0.005 * accessOhm[0] + accessOhm[1]);
    expect(Math.abs(solution.report.groundCurrentMa - 1)).toBeLessThan(1e-8);
  });
});
