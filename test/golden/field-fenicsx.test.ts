// The field against DOLFINx on Gmsh's mesh, where Debian's packages are installed: another mesher, another assembly, another solver, both
// formulations. Straight tetrahedra somewhat larger than NRV's err by a few percent themselves: 5 % at every point above 1 % of the maximum.
import { describe, expect, it } from 'vitest';
import { SILENT_TASK } from '../../src-model/task';
import { buildFieldMesh, samplePotentials, solveContacts } from '../../src-workers/field/solve';
import { isFenicsxMissing, solveWithFenicsx } from '../bench/fenicsx-baseline';
import { circle, electrode, exampleNerve, fascicle } from '../workers/field/nerves';

const LIFE = electrode({ kind: 'life', id: 'LIFE', xUm: 900, lengthUm: 400, yUm: -60, zUm: 10, diameterUm: 40 });
const FASCICLES = [fascicle('F', { kind: 'ellipse', centerYUm: -70, centerZUm: 0, diameterYUm: 250, diameterZUm: 160, rotationDeg: 25 }, 6), fascicle('G', circle(150, 60, 120), 3.6)];
const POINTS = [[1100, -60, 50], [1100, -130, -30], [600, -60, 10], [1500, -100, 0], [1100, 150, 60], [900, 170, 40], [1100, 60, -120], [400, 60, -120], [2000, -60, 30]];

// Half a minute of CPU time each: only in the full run (RANVIER_FULL=1).
describe.skipIf(process.env.RANVIER_FULL !== '1' || isFenicsxMissing())('potentials of DOLFINx', () => {
  it.each(['sharp', 'nrv'] as const)('%s', (formulation) => {
    const problem = { ...exampleNerve([LIFE], { formulation, mesh: 1.4 }), lengthUm: 2000, fascicles: FASCICLES };
    const { potentialsMvPerMa } = solveWithFenicsx(problem, POINTS, false);
    const normal = { ...problem, settings: { ...problem.settings, mesh: 'normal' as const } };
    const mesh = buildFieldMesh(normal, SILENT_TASK);
    const own = samplePotentials(mesh, solveContacts(normal, mesh, [0], SILENT_TASK)[0], Float64Array.from(POINTS.flat()));
    const most = Math.max(...own);
    potentialsMvPerMa!.forEach((value, n) => {
      expect(value, `point ${n}`).not.toBeNull();
      if (own[n] > 0.01 * most) expect(Math.abs(value! / own[n] - 1), `(${POINTS[n].join(', ')}) um: ${value} against ${own[n]} mV`).toBeLessThan(0.05);
    });
  });
});
