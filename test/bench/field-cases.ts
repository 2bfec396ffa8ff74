// What the field bench measures: CPU seconds (one thread) of each phase of a few problems, with the process's memory.
import { SILENT_TASK } from '../../src-model/task';
import type { Electrode } from '../../src-model/project';
import { contactLoad, buildExtrudedSystem } from '../../src-workers/field/extruded-system';
import { conjugateGradients } from '../../src-workers/field/conjugate-gradients';
import type { ContactSolution, FieldProblem } from '../../src-workers/field/problem';
import { buildFieldMesh, meshReport, samplePotentials } from '../../src-workers/field/solve';
import { circle, electrode, EXAMPLE_LIFE, exampleNerve, fascicle } from '../workers/field/nerves';

export interface FieldTiming {
  name: string;
  unknowns: number;
  iterations: number;
  meshS: number;
  assemblyS: number;
  contactS: number;
  samplingS: number;
  totalS: number;
  residentMb: number;
}

/** Centres of compartments every 25 um of `count` straight fibres spread over the fascicles of the problem. */
function fiberPoints(problem: FieldProblem, count: number): Float64Array {
  const perFiber = Math.floor(problem.lengthUm / 25);
  const points = new Float64Array(3 * count * perFiber);
  for (let n = 0; n < count; n++) {
    const { shape } = problem.fascicles[n % problem.fascicles.length];
    if (shape.kind !== 'circle') throw new Error('The bench uses circular fascicles.');
    // Sunflower spacing, clear of a wire in the middle.
    const r = (shape.diameterUm / 2) * Math.sqrt(0.15 + (0.75 * n) / count), angle = 2.399963 * n;
    for (let k = 0; k < perFiber; k++) points.set([(k + 0.5) * 25, shape.centerYUm + r * Math.cos(angle), shape.centerZUm + r * Math.sin(angle)], 3 * (n * perFiber + k));
  }
  return points;
}

const cpuSeconds = (): number => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;

export function timeField(name: string, problem: FieldProblem, contacts: number, fibers: number): FieldTiming {
  const begin = cpuSeconds();
  const mesh = buildFieldMesh(problem, SILENT_TASK);
  const meshed = cpuSeconds();
  const system = buildExtrudedSystem(problem, mesh);
  const assembled = cpuSeconds();
  const solutions: ContactSolution[] = [];
  let iterations = 0;
  for (let c = 0; c < contacts; c++) {
    const result = conjugateGradients(system, contactLoad(system, mesh.contacts[c]), problem.settings.relativeTolerance, SILENT_TASK);
    iterations = Math.max(iterations, result.iterations);
    solutions.push({ contact: mesh.contacts[c].name, potentialsMvPerMa: result.x, report: { contact: mesh.contacts[c].name, iterations, relativeResidual: result.relativeResidual, groundCurrentMa: 1, accessResistanceOhm: 0 } });
  }
  const solved = cpuSeconds();
  const points = fiberPoints(problem, fibers);
  for (const solution of solutions) samplePotentials(mesh, solution, points);
  const sampled = cpuSeconds();
  return {
    name, unknowns: meshReport(mesh).unknowns, iterations, meshS: meshed - begin, assemblyS: assembled - meshed, contactS: (solved - assembled) / contacts,
    samplingS: sampled - solved, totalS: sampled - begin, residentMb: process.memoryUsage().rss / 2 ** 20,
  };
}

/** CPU seconds of one contact more on a system that has been solved before: the median of several. */
export function timeFurtherContact(problem: FieldProblem, rounds = 9): number {
  const mesh = buildFieldMesh(problem, SILENT_TASK);
  const system = buildExtrudedSystem(problem, mesh);
  const seconds = Array.from({ length: rounds }, () => {
    const begin = cpuSeconds();
    conjugateGradients(system, contactLoad(system, mesh.contacts[0]), problem.settings.relativeTolerance, SILENT_TASK);
    return cpuSeconds() - begin;
  });
  return seconds.sort((a, b) => a - b)[(rounds - 1) / 2];
}

export const exampleProblem = (mesh: FieldProblem['settings']['mesh'] = 'normal'): FieldProblem => exampleNerve([EXAMPLE_LIFE], { mesh });

/** 10 fascicles in a 1 mm nerve under a cuff of 8 contacts. */
export function tenFascicles(): FieldProblem {
  const cuff: Electrode = electrode({ kind: 'multi-contact-cuff', id: 'CUFF', centerXUm: 5000, contactLengthUm: 400, contactCount: 8 });
  const places = [[0, 0], [0, 300], [220, 210], [330, -20], [230, -240], [0, -330], [-220, -240], [-330, 10], [-220, 210], [0, 150]];
  return {
    ...exampleNerve([cuff]), lengthUm: 10000, nerveDiameterUm: 1000,
    fascicles: places.map(([y, z], k) => fascicle(`F${k}`, circle(y, z, k === 0 ? 120 : 100 + 8 * k), 0.03 * (100 + 8 * k))),
  };
}

export function table(timings: readonly FieldTiming[]): string {
  const row = (cells: (string | number)[]) => `| ${cells.map((cell) => typeof cell === 'number' ? cell.toFixed(2) : cell).join(' | ')} |`;
  return [
    row(['case (CPU s, one thread)', 'unknowns', 'iterations', 'mesh', 'assembly + set-up', 'per contact', 'sampling', 'total', 'resident MB', 'us per unknown']),
    row(new Array<string>(10).fill('---')),
    ...timings.map((t) => row([t.name, String(t.unknowns), String(t.iterations), t.meshS, t.assemblyS, t.contactS, t.samplingS, t.totalS, String(Math.round(t.residentMb)), (1e6 * (t.assemblyS + t.contactS)) / t.unknowns])),
  ].join('\n');
}
