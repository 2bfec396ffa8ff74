// Every reader of files that others made, with valid files to damage and what must hold of its answer.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { File } from 'h5wasm';
import { parsePoints } from '../../../src-main/batch/points';
import { resultsTree } from '../../../src-main/results/results-layout';
import { importNrvIni } from '../../../src-main/settings/nrv-ini';
import { parseDiameterCsv } from '../../../src-model/library/diameter-csv';
import { parseProjectText } from '../../../src-model/parse';
import { ProblemError, type Problem } from '../../../src-model/problem';
import type { RunResults } from '../../../src-model/results';
import { serializeProject } from '../../../src-model/serialize';
import { contactDrives } from '../../../src-model/stimulus/contact-drives';
import { readPopulation } from '../../../src-model/tables/population-table';
import { readWaveform } from '../../../src-model/tables/waveform-table';
import { validateProject } from '../../../src-model/validate';
import { readMsh } from '../../../src-workers/mesh/msh/read-msh';
import { writeMsh } from '../../../src-workers/mesh/msh/write-msh';
import { memoryStore } from '../../../src-workers/report/byte-store';
import { storedResults, storedTraces } from '../../../src-workers/report/read-results';
import { withMountedStores } from '../../../src-workers/report/hdf5-mount';
import { type Hdf5Group, writeHdf5, writeTree } from '../../../src-workers/report/write-hdf5';
import { smallRun } from '../../main/results/run-data';
import { boxMesh } from '../../workers/mesh/tet-fixtures';
import { damagedBytes, damagedJson, damagedText, hostileValue, jsonPlace } from './mutations';

export interface Suite {
  runs: number;
  /** Throws when the answer is neither a located error nor a valid object. */
  property: () => Promise<fc.IRawProperty<unknown>>;
}

function must(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new Error(`Not so: ${claim}`);
}

function expectLocated(problems: readonly Problem[]): void {
  must(problems.length > 0, 'an error lists its problems');
  for (const { where, message } of problems) {
    must(where !== '', `"${message}" has a place`);
    must(/\S.*[.?]$/s.test(message), `"${message}" is a sentence`);
    must(message.length < 2000, `a message is short, not ${message.length} characters`);
  }
}

/** The answer, or null after a located error. */
function answerOf<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expectLocated(error.problems);
    return null;
  }
}

function digestProject(text: string): void {
  const parsed = answerOf(() => parseProjectText(text));
  if (!parsed) return;
  const { project } = parsed;
  const problems = validateProject(project);
  if (problems.length > 0) expectLocated(problems);
  must(JSON.stringify(parseProjectText(serializeProject(project)).project) === JSON.stringify(project), 'a project that was read can be written and read again');
  if (problems.every(({ severity }) => severity === 'warning')) contactDrives(project);
}

const examples = (root: string): string[] => {
  const folder = path.join(root, 'assets', 'examples');
  return readdirSync(folder).filter((name) => name.endsWith('.ranvier')).map((name) => readFileSync(path.join(folder, name), 'utf8'));
};

const finite = (values: ArrayLike<number>): boolean => Array.from(values).every(Number.isFinite);

const POPULATIONS = ['myelinated,diameter_um,y_um,z_um,node_shift\n1,8.5,10,-3,0.25\n0,0.7,,,\n1,5.7,nan,nan,1\n', '# NRV\n1;7.3\n0;0.9\n', '1\t5.7\t10\t20\n0\t1\t-3\t4\n'];
const STATISTICS = ['diameter;count\n1,0;3\n', '# Schellens\n2, 0.1\n4, 0.5\n6, 0.3\n8, 0.1\n', '0.5 12\n1.0 30\n1.5 7\n'];
const WAVEFORMS = ['time,current\n0,0\n0.1,-50\n0.2,0\n', '0;0\n1.5;-20.5\n3;1e1\n', '0 1\n1 2\n'];
const POINTS = ['x,y,z\n0,0,0\n100,-20,5e1\n', '# grid\n1 2 3\n4 5 6\n', '1;2;3\n\n4;5;6\n'];
const INI = ['[NRV]\nNMOD_CPU = 4\n\n[GMSH]\nGMSH_CPU=2 ; threads\n[FENICS]\nFENICS_CPU: auto\n[COMSOL]\nCOMSOL_STATUS = False\nCOMSOL_CPU = 1\n', '; comment\nFASCICLE_CPU=8\nOPTIM_CPU = 64\n'];

const box = boxMesh({ cells: [2, 1, 1], from: [0, -10, -10], to: [30, 10, 10], regionAt: (x) => (x < 10 ? 2 : 10), surfaceAt: (_, outside) => (outside === null ? 1 : 11) });
box.groups = [{ dimension: 3, tag: 2, name: 'epineurium' }, { dimension: 3, tag: 10, name: 'endoneurium F1' }, { dimension: 2, tag: 11, name: 'perineurium F1' }];

function digestMesh(bytes: Uint8Array): void {
  const mesh = answerOf(() => readMsh(bytes));
  if (!mesh) return;
  const vertexCount = mesh.vertices.length / 3;
  must(finite(mesh.vertices), 'coordinates are finite');
  must(mesh.tetrahedra.every((vertex) => vertex < vertexCount) && mesh.triangles.every((vertex) => vertex < vertexCount), 'elements have corners that exist');
  must(mesh.regions.length * 4 === mesh.tetrahedra.length && mesh.surfaces.length * 3 === mesh.triangles.length, 'every element has a group');
}

function expectResults({ fibers, raster, tracedFibers, studies }: Pick<RunResults, 'fibers' | 'raster' | 'tracedFibers' | 'studies'>): void {
  const { count, fascicles } = fibers;
  const columns = [fibers.ids, fibers.fascicle, fibers.myelinated, fibers.diameterUm, fibers.yUm, fibers.zUm, fibers.recruited, ...fibers.columns.map(({ values }) => values)];
  must(columns.every(({ length }) => length === count), 'all columns have an entry per fibre');
  must(fibers.ids.every((id) => typeof id === 'string'), 'every fibre has a name');
  must(fibers.fascicle.every((index) => index < fascicles.length), 'every fascicle is known');
  must(raster === null || (raster.fiber.every((fiber) => fiber < count) && raster.timeMs.length === raster.fiber.length && raster.xUm.length === raster.fiber.length), 'every spike belongs to a fibre');
  must(tracedFibers.every((id) => typeof id === 'string'), 'traced fibres have names');
  for (const study of studies) must(study.columns.every(({ values }) => values.length === (study.fiberIds?.length ?? study.columns[0].values.length)), 'columns of a study are equally long');
}

/** The results reader ends with an Error in plain words; what the library says may be part of it. */
async function digestResults(bytes: Uint8Array): Promise<void> {
  try {
    const results = await storedResults(memoryStore(bytes));
    expectResults(results);
    for (const id of results.tracedFibers) for (const { xUm, sampleCount, values } of await storedTraces(memoryStore(bytes), id)) must(values.length === xUm.length * sampleCount, 'a trace has all its samples');
  } catch (error) {
    must(error instanceof Error && error.message !== '' && !error.message.startsWith('Not so'), `an error explains itself: ${String(error)}`);
    must(!(error instanceof TypeError) && !(error instanceof ReferenceError), `an error is no slip of the reader: ${error.stack ?? ''}`);
  }
}

const smallTree = (): Hdf5Group => resultsTree({
  ...smallRun(),
  studies: [{
    id: 'curve', kind: 'thresholds', title: 'Curve', fiberIds: ['F, 1/0', 'F, 1/3', 'F, 1/4', '=1+1'], summary: [{ title: 'a', unit: '', value: 1 }],
    columns: [{ key: 'threshold_ua', title: 'T', unit: 'uA', values: Float64Array.of(1, 2, 3, 4) }],
  }],
});

/** A small run in the oldest form of the format, which other programs write, too: no checksum catches damage before it is believed. */
export async function oldestResults(): Promise<Uint8Array> {
  const store = memoryStore();
  await withMountedStores([store], ([name]) => writeTree(smallTree(), new File(name, 'w', { libver: ['earliest', 'latest'] })));
  return store.bytes();
}

/** Where blocks of an HDF5 file begin. */
function hdf5Blocks(bytes: Uint8Array): number[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return [...text.matchAll(/TREE|HEAP|SNOD|GCOL|OHDR|OCHK|FRHP|FHDB|FHIB|BTHD|BTLF|BTIN|FAHD|FADB/g)].map(({ index }) => index);
}

const sync = (property: fc.IRawProperty<unknown>): Suite['property'] => () => Promise.resolve(property);
const table = (texts: readonly string[], read: (text: string) => void): fc.IRawProperty<unknown> => fc.property(damagedText(texts), (text) => { answerOf(() => read(text)); });

/** The cases of all suites together are 10 000. */
export const suitesOf = (root: string): Record<string, Suite> => ({
  'project, values': {
    runs: 1800,
    property: sync(fc.property(fc.constantFrom(...examples(root)), fc.array(fc.tuple(jsonPlace, hostileValue, fc.boolean()), { minLength: 1, maxLength: 3 }), (text, damages) =>
      digestProject(JSON.stringify(damages.reduce<unknown>((value, [choice, replacement, remove]) => damagedJson(value, choice, replacement, remove), JSON.parse(text)))))),
  },
  'project, text': { runs: 1800, property: sync(fc.property(damagedText(examples(root)), digestProject)) },
  population: { runs: 700, property: sync(table(POPULATIONS, (text) => { for (const { diameterUm } of readPopulation(text, 'axons.csv')) must(diameterUm > 0, 'diameters are positive'); })) },
  statistics: { runs: 700, property: sync(table(STATISTICS, (text) => { must(finite(parseDiameterCsv(text, 'diameters.csv').frequencies), 'frequencies are finite'); })) },
  waveform: { runs: 700, property: sync(table(WAVEFORMS, (text) => { const { timesMs, valuesUa } = readWaveform(text, 'wave.csv'); must(finite(timesMs) && finite(valuesUa), 'waveforms are finite'); })) },
  points: { runs: 700, property: sync(table(POINTS, (text) => { must(finite(parsePoints(text, 'points.csv')), 'points are finite'); })) },
  'NRV.ini': {
    runs: 600,
    property: sync(fc.property(damagedText(INI), (text) => {
      const { cpu, problems } = importNrvIni(text);
      must(Object.values(cpu).every((count) => count === 'auto' || (Number.isInteger(count) && count >= 1)), 'CPU counts are counts');
      if (problems.length > 0) expectLocated(problems);
    })),
  },
  mesh: {
    runs: 1600,
    property: sync(fc.property(fc.oneof(
      damagedBytes((['2.2', '4.1'] as const).flatMap((version) => [false, true].map((binary) => writeMsh(box, { version, binary })))),
      damagedText((['2.2', '4.1'] as const).map((version) => new TextDecoder().decode(writeMsh(box, { version, binary: false })))).map((text) => new TextEncoder().encode(text)),
    ), digestMesh)),
  },
  results: {
    runs: 1400,
    property: async () => {
      const store = memoryStore();
      await writeHdf5(smallTree(), store);
      const old = await oldestResults();
      return fc.asyncProperty(damagedBytes([store.bytes(), old, old], hdf5Blocks), digestResults);
    },
  },
});
