// A field problem handed to Gmsh and DOLFINx, where both are installed (see fenicsx-baseline.py).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contains } from '../../src-model/geometry/shape';
import type { FieldProblem } from '../../src-workers/field/problem';
import { writeGeo } from '../../src-workers/mesh/geo/write-geo';
import { physicalGroupsOf } from '../../src-workers/mesh/physical-groups';

/** Debian's Python, which sees Debian's modules. */
const PYTHON = '/usr/bin/python3';

export const isFenicsxMissing = (): boolean => spawnSync('gmsh', ['--version']).error !== undefined || spawnSync(PYTHON, ['-c', 'import dolfinx, petsc4py']).status !== 0;

export interface FenicsxAnswer {
  /** CPU s. */
  gmshS: number;
  assemblyS: number;
  /** CG with ILU(0) to 1e-4, as NRV solves; only when timing. */
  solveS?: number;
  iterations?: number;
  tetrahedra: number;
  unknowns: number;
  /** Accurate to 1e-8; null outside the mesh; not when timing. */
  potentialsMvPerMa?: (number | null)[];
}

/** Conductivity outside a component's own domain that is as good as none, S/m. */
const ALMOST_NONE = 1e-10;

/** Solves the first contact, a LIFE or a cuff, on Gmsh's mesh of linear tetrahedra with P2 elements. */
export function solveWithFenicsx(problem: FieldProblem, pointsUm: readonly (readonly number[])[], isTiming: boolean): FenicsxAnswer {
  const groups = physicalGroupsOf(problem);
  const [electrode] = problem.electrodes;
  const fascicle = electrode.kind === 'life' ? problem.fascicles.findIndex((f) => contains(f.shape, [electrode.yUm, electrode.zUm])) : -1;
  const domains = {
    ...(groups.bath === null ? {} : { [groups.bath.tag]: { component: 0, ...problem.bath } }),
    [groups.epineurium.tag]: { component: 0, ...problem.epineurium },
    ...Object.fromEntries(problem.fascicles.map((f, k) => [groups.endoneurium[k].tag, { component: 1 + k, ...f.endoneurium }])),
  };
  const input = {
    domains, timing: isTiming, points: pointsUm, groundTag: groups.ground.tag,
    outsideSPerM: problem.settings.formulation === 'sharp' ? ALMOST_NONE : problem.fascicles[0].perineuriumSPerM,
    fascicles: problem.fascicles.map((f, k) => ({ tag: groups.perineurium[k].tag, sPerM: f.perineuriumSPerM, thicknessUm: f.perineuriumThicknessUm })),
    contact: { tag: groups.contacts[0]!.tag, component: 1 + fascicle },
  };
  const folder = mkdtempSync(join(tmpdir(), 'ranvier-fenicsx-'));
  try {
    writeFileSync(join(folder, 'nerve.geo'), `${writeGeo(problem, 1)}Mesh.MshFileVersion = 2.2;\nMesh.Binary = 0;\n`);
    writeFileSync(join(folder, 'problem.json'), JSON.stringify(input));
    const script = fileURLToPath(new URL('./fenicsx-baseline.py', import.meta.url));
    const { status, stdout, stderr } = spawnSync(PYTHON, [script, folder], { encoding: 'utf8', maxBuffer: 2 ** 26, env: { ...process.env, OMP_NUM_THREADS: '1' } });
    if (status !== 0) throw new Error(`DOLFINx failed: ${stderr.slice(-2000)}`);
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as FenicsxAnswer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
