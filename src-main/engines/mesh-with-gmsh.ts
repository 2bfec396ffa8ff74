// Meshes a field problem with an installed Gmsh: script out, program run, mesh file in.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ProblemError } from '../../src-model/problem';
import type { Task } from '../../src-model/task';
import type { FieldProblem } from '../../src-workers/field/problem';
import { tetFieldMesh, type TetFieldMesh } from '../../src-workers/field/tet/field-mesh';
import { writeGeo } from '../../src-workers/mesh/geo/write-geo';
import { readMsh } from '../../src-workers/mesh/msh/read-msh';
import { EngineError } from './engine-error';
import { findGmsh } from './find-engines';
import { runProgram, type ProgramResult } from './run-program';

export interface GmshOptions {
  /** Program chosen by the user; null: looked for. */
  gmshPath: string | null;
  /** GMSH_CPU. More than one uses Gmsh's parallel algorithm, whose mesh may differ from run to run. */
  threads: number;
  /** 10 minutes when absent. */
  timeLimitMs?: number;
}

const DEFAULT_TIME_LIMIT_MS = 600_000;
const SHOWN_LINES = 5;
/** Gmsh's messages after which a third of the work each is done. */
const STAGES = [/Done meshing 1D/, /Done meshing 2D/, /Done meshing 3D/];

/**
 * Throws EngineError when Gmsh is missing, fails, exceeds its time or makes an incomplete mesh; ProblemError when an electrode does not fit
 * the geometry; CancelledError when cancelled.
 */
export async function meshWithGmsh(problem: FieldProblem, options: GmshOptions, task: Task): Promise<TetFieldMesh> {
  const gmsh = await findGmsh(options.gmshPath);
  if (gmsh.path === null) throw new EngineError(`${gmsh.note} Or choose the mesher "extrusion" in the project's field settings.`);
  const script = writeGeo(problem, options.threads);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ranvier-gmsh-'));
  try {
    const meshFile = path.join(folder, 'nerve.msh');
    await writeFile(path.join(folder, 'nerve.geo'), script);
    const timeLimitMs = options.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
    const run = async (more: readonly string[]) => {
      await rm(meshFile, { force: true });
      const result = await runProgram({
        command: gmsh.path!,
        // Verbosity 4 shows the stages. Gmsh's home is the empty folder, so that the user's own option files cannot change the mesh.
        env: { GMSH_HOME: folder },
        args: ['nerve.geo', '-3', '-o', meshFile, '-nt', String(options.threads), '-v', '4', '-nopopup', ...more],
        folder, timeLimitMs, task,
        onLine: (line) => {
          const stage = STAGES.findIndex((pattern) => pattern.test(line));
          if (stage >= 0) task.progress(stage + 1, STAGES.length);
        },
      });
      return failureOf(result, gmsh.version!, timeLimitMs, await exists(meshFile));
    };
    let failure = await run([]);
    const isSecond = failure?.isTooTight === true;
    if (isSecond) failure = await run(SECOND_TRY);
    if (failure !== null) throw new EngineError(`${failure.message}${isSecond ? ' A second try with smaller elements and another algorithm did not help.' : ''} ${ADVICE}`);
    const mesh = readMesh(problem, await readFile(meshFile), gmsh.version!, options.threads);
    return isSecond ? { ...mesh, warnings: [...mesh.warnings, 'Gmsh could not mesh this tight geometry at the wanted sizes; a second try with elements smaller by 30 % and another algorithm did.'] } : mesh;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What is wrong with Gmsh's mesh is no fault of the project. */
function readMesh(problem: FieldProblem, bytes: Uint8Array, version: string, threads: number): TetFieldMesh {
  try {
    const mesh = tetFieldMesh(problem, readMsh(bytes), `Gmsh ${version}`);
    return threads > 1 ? { ...mesh, warnings: [...mesh.warnings, `Gmsh with ${threads} threads may make another mesh at every run; with one thread it makes the same.`] } : mesh;
  } catch (error) {
    throw error instanceof ProblemError ? new EngineError(`The mesh of Gmsh ${version} cannot be used. ${error.message}`) : error;
  }
}

interface GmshFailure {
  message: string;
  /** Surfaces of the mesh cross each other or a volume could not be filled: smaller elements may help. */
  isTooTight: boolean;
}

/** null when Gmsh made a mesh. */
function failureOf(result: ProgramResult, version: string, timeLimitMs: number, hasMesh: boolean): GmshFailure | null {
  switch (result.kind) {
    case 'not started': return { message: `Gmsh ${version} could not be started: ${result.reason}.`, isTooTight: false };
    case 'timed out': return { message: `Gmsh ${version} did not finish within ${timeLimitMs / 1000} s and was stopped.`, isTooTight: false };
    case 'ended': {
      const errors = result.lines.filter((line) => line.startsWith('Error')).map((line) => line.replace(/^Error\s*:\s*/, '')).filter((line) => !/^-+$/.test(line));
      if (result.code === 0 && hasMesh && !errors.some((line) => line.includes('Mesh generation error summary'))) return null;
      const how = result.code === null ? `crashed (${result.signal ?? 'unknown signal'})` : result.code === 0 ? 'reported errors' : `ended with exit code ${result.code}`;
      const shown = errors.length > 0 ? errors.slice(0, SHOWN_LINES) : result.lines.slice(-SHOWN_LINES);
      const isTooTight = result.lines.some((line) => TOO_TIGHT.test(line));
      const cause = isTooTight ? ' Outlines come too close to each other for its elements.' : '';
      return { message: `Gmsh ${version} ${how}.${cause} It said: ${shown.join(' / ')}.`, isTooTight };
    }
  }
}

/** What Gmsh says when flat facets of near surfaces cross, or a volume between them cannot be filled. */
const TOO_TIGHT = /overlapping facets|intersect|PLC Error|Invalid boundary mesh|Could not recover|No elements in volume|Unable to recover/i;
/** Smaller elements everywhere, and MeshAdapt on surfaces, the most robust of Gmsh's algorithms (reference manual, "Mesh options"). */
const SECOND_TRY = ['-clscale', '0.7', '-algo', 'meshadapt'];

const ADVICE = 'Try another mesh factor (simulation.field.mesh), or the built-in mesher (simulation.field.mesher: "extrusion").';

const exists = async (file: string): Promise<boolean> => stat(file).then((s) => s.size > 0, () => false);
