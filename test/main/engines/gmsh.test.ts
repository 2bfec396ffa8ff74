// The external mesher: a real Gmsh where one is installed, and stand-in programs for what a real one cannot be made to do.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineError } from '../../../src-main/engines/engine-error';
import { findEngines, findGmsh } from '../../../src-main/engines/find-engines';
import { findPrograms } from '../../../src-main/engines/find-program';
import { meshWithGmsh } from '../../../src-main/engines/mesh-with-gmsh';
import { CancelledError, SILENT_TASK } from '../../../src-model/task';
import { EXAMPLE_LIFE, exampleNerve } from '../../workers/field/nerves';

const real = spawnSync('sh', ['-c', 'command -v gmsh'], { encoding: 'utf8' }).stdout.trim();
const root = mkdtempSync(path.join(os.tmpdir(), 'ranvier engines '));
const temporary = path.join(root, 'tmp');
const savedTmp = process.env['TMPDIR'];
beforeAll(() => {
  mkdirSync(temporary);
  process.env['TMPDIR'] = temporary;
});
afterAll(() => {
  if (savedTmp === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = savedTmp;
  rmSync(root, { recursive: true, force: true });
});

/** A program that answers as Gmsh 4.99.0 and then runs `body`. Its path has spaces. */
function standIn(name: string, body: string): string {
  const file = path.join(root, name);
  writeFileSync(file, `#!/bin/sh\nif [ "$1" = "--version" ]; then echo 4.99.0 >&2; exit 0; fi\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}
const problem = exampleNerve([EXAMPLE_LIFE], { mesher: 'gmsh', mesh: 3 });
const failure = async (gmshPath: string, timeLimitMs = 20_000): Promise<string> => {
  const error: unknown = await meshWithGmsh(problem, { gmshPath, threads: 1, timeLimitMs }, SILENT_TASK).then(() => null, (e: unknown) => e);
  expect(error).toBeInstanceOf(EngineError);
  expect(readdirSync(temporary)).toEqual([]);
  return (error as Error).message;
};

describe.skipIf(process.platform === 'win32')('Gmsh that fails', () => {
  it('missing: says so, and the way out', async () => {
    expect(await failure(path.join(root, 'nowhere'))).toMatch(/nowhere" is not a program that can be run\. Install it from gmsh\.info .* choose the mesher "extrusion"/);
    const empty = { platform: 'linux' as const, env: { PATH: root }, home: root };
    const info = await findGmsh(null, empty);
    if (real === '') expect(info.path).toBeNull();
  });
  it('crash: exit code and last lines', async () => {
    expect(await failure(standIn('crashing', 'echo "Info    : fine"; echo "Error   : Could not do it" >&2; exit 3'))).toMatch(/Gmsh 4\.99\.0 ended with exit code 3\. It said: Could not do it\. Try another mesh factor/);
    expect(await failure(standIn('killed', 'echo last words; kill -SEGV $$'))).toMatch(/crashed \(SIGSEGV\)\. It said: last words/);
    expect(await failure(standIn('silent', 'exit 0'))).toMatch(/reported errors/);
  });
  it('timeout: stopped, with the limit in the message', async () => {
    expect(await failure(standIn('endless', `echo $$ > "${root}/pid"; exec sleep 60`), 300)).toMatch(/did not finish within 0\.3 s and was stopped/);
    expect(isRunning(Number(readFileSync(path.join(root, 'pid'), 'utf8')))).toBe(false);
  });
  it('surfaces that cross: says what is wrong, after a second try', async () => {
    const overlap = 'echo "Error   : Invalid boundary mesh (overlapping facets) on surface 3 surface 7" >&2; exit 1';
    expect(await failure(standIn('crossing', overlap))).toMatch(/ended with exit code 1\. Outlines come too close to each other for its elements\. It said: Invalid boundary mesh .* A second try with smaller elements .* did not help\. Try another mesh factor/);
  });
  it.skipIf(real === '')('surfaces that cross at the first try only: the mesh says so', async () => {
    const helped = standIn('helped', `case "$*" in *clscale*) exec "${real}" "$@";; esac; echo "Error   : PLC Error:  A segment and a facet intersect at point" >&2; exit 1`);
    const { warnings, tetrahedra } = await meshWithGmsh(problem, { gmshPath: helped, threads: 1 }, SILENT_TASK);
    expect(warnings).toEqual([expect.stringMatching(/second try with elements smaller by 30 %/)]);
    expect(tetrahedra.length).toBeGreaterThan(4000);
  });
  it('cancel: ends the child that was started', async () => {
    const task = { progress: () => undefined, cancelled: false };
    const started = meshWithGmsh(problem, { gmshPath: standIn('waiting', `echo $$ > "${root}/pid2"; exec sleep 60`), threads: 1 }, task);
    while (!existsSync(path.join(root, 'pid2'))) await new Promise((resolve) => setTimeout(resolve, 20));
    task.cancelled = true;
    await expect(started).rejects.toBeInstanceOf(CancelledError);
    expect(readdirSync(temporary)).toEqual([]);
  });
  it('a damaged mesh file: where it is damaged', async () => {
    expect(await failure(standIn('damaging', 'while [ "$1" != "-o" ]; do shift; done; printf "\\$MeshFormat\\n4.1 0 8\\n\\$EndMeshFormat\\n\\$Nodes\\n1 x" > "$2"'))).toMatch(/^The mesh of Gmsh 4\.99\.0 cannot be used\. line 5: "x" is not a whole number/);
  });
  it.skipIf(real === '')('a mesh without a needed group: names it', async () => {
    const forgetful = standIn('forgetful', `sed -i '/perineurium F2/d' "$1"; exec "${real}" "$@"`);
    expect(await failure(forgetful)).toMatch(/^The mesh of Gmsh 4\.99\.0 cannot be used\. .*There are no elements in the physical group "perineurium F2" \(surface 13\), which the field needs\. The mesh has .*"perineurium F1" \(surface 11\)/);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(real === '')('Gmsh that works', () => {
  it('is found with its version', async () => {
    const [gmsh, neuron, fenicsx] = await findEngines();
    expect(gmsh.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(existsSync(gmsh.path!)).toBe(true);
    for (const engine of [neuron, fenicsx]) {
      if (engine.path === null) expect(engine.note).toMatch(/module "(neuron|dolfinx)"/);
      else expect(engine.version).toMatch(/^\d/);
    }
  });
  it('reports its stages and cleans up', async () => {
    const seen: number[] = [];
    const mesh = await meshWithGmsh(problem, { gmshPath: real, threads: 1 }, { progress: (done, total) => void seen.push(done / total), cancelled: false });
    expect(seen).toEqual([1 / 3, 2 / 3, 1]);
    expect(mesh.groups.map((group) => group.name)).toContain('contact LIFE');
    expect(readdirSync(temporary)).toEqual([]);
  });
  it('gives the same mesh every time with one thread', async () => {
    const once = await meshWithGmsh(problem, { gmshPath: real, threads: 1 }, SILENT_TASK);
    const again = await meshWithGmsh(problem, { gmshPath: real, threads: 1 }, SILENT_TASK);
    expect(again.vertices).toEqual(once.vertices);
    expect(again.tetrahedra).toEqual(once.tetrahedra);
  });
});

describe.skipIf(process.platform === 'win32')('where programs are looked for', () => {
  it('PATH first, then folders with a star, newest first, each once', async () => {
    const folder = (name: string) => {
      mkdirSync(path.join(root, name, 'bin'), { recursive: true });
      writeFileSync(path.join(root, name, 'bin', 'tool'), '#!/bin/sh\n', { mode: 0o755 });
      return path.join(root, name, 'bin');
    };
    const [on, old, recent] = ['on path', 'tool-4.9', 'tool-4.15'].map(folder);
    writeFileSync(path.join(root, 'not-runnable'), '');
    const place = { platform: 'linux' as const, env: { PATH: `${on}::/no/such/folder` }, home: root };
    expect(await findPrograms('tool', [`${root}/tool-*/bin`, on], place)).toEqual([on, recent, old].map((f) => path.join(f, 'tool')));
  });
});
