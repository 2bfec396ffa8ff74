// All fibres of a run in one table: the axons of every fascicle in file order, then the project's own fibres.
import type { FiberTable } from '../../src-model/results';
import { UNDECIDED } from '../../src-model/results';
import type { Project } from '../../src-model/project';
import type { FiberSpec } from '../../src-workers/fiber/request';
import type { AxonTable } from '../../src-workers/population/axons';

/**
 * Every array has length `count`. ids: "F1/12", or the name of an explicit fibre. fascicle: index into `fascicles`, -1 for explicit fibres.
 * axon: index within the fascicle's population (or among the explicit fibres). placed: 1 when it has a position, else 0.
 * yUm, zUm: absolute centre; NaN when not placed. Every fibre starts at x = 0.
 */
export interface RunFibers {
  count: number;
  fascicles: string[];
  ids: string[];
  fascicle: Int16Array;
  axon: Int32Array;
  myelinated: Uint8Array;
  diameterUm: Float64Array;
  yUm: Float64Array;
  zUm: Float64Array;
  nodeShift: Float64Array;
  placed: Uint8Array;
  /** What to simulate; null for fibres that were not placed, or whose place an electrode has taken. */
  specs: (FiberSpec | null)[];
}

interface Row {
  id: string;
  fascicle: number;
  axon: number;
  yUm: number;
  zUm: number;
  simulated: boolean;
  spec: FiberSpec;
}

function axonRows(project: Project, fascicle: number, axons: AxonTable): Row[] {
  const { id } = project.fascicles[fascicle];
  const lengthUm = project.nerve?.lengthUm ?? 0;
  return Array.from({ length: axons.count }, (_, axon) => {
    const fiberId = `${id}/${axon}`;
    const measures = { id: fiberId, diameterUm: axons.diameterUm[axon], lengthUm, nodeShift: axons.nodeShift[axon] };
    return {
      id: fiberId, fascicle, axon, yUm: axons.yUm[axon], zUm: axons.zUm[axon], simulated: axons.placed[axon] === 1,
      spec: axons.myelinated[axon] === 1
        ? { ...measures, myelinated: true, model: project.simulation.myelinated }
        : { ...measures, myelinated: false, model: project.simulation.unmyelinated },
    };
  });
}

/** `explicitLengthUm` gives the length of explicit fibre k (its own, that of its node count, or the nerve's). */
export function runFibersOf(project: Project, populations: readonly AxonTable[], explicitLengthUm: (index: number) => number): RunFibers {
  const rows = populations.flatMap((axons, fascicle) => axonRows(project, fascicle, axons));
  project.fibers.forEach((fiber, axon) => {
    const measures = { id: fiber.id, diameterUm: fiber.diameterUm, lengthUm: explicitLengthUm(axon), nodeShift: fiber.nodeShift };
    rows.push({
      id: fiber.id, fascicle: -1, axon, yUm: fiber.yUm, zUm: fiber.zUm, simulated: true,
      spec: fiber.myelinated
        ? { ...measures, myelinated: true, model: fiber.myelinatedModel ?? project.simulation.myelinated }
        : { ...measures, myelinated: false, model: fiber.unmyelinatedModel ?? project.simulation.unmyelinated },
    });
  });
  return {
    count: rows.length,
    fascicles: project.fascicles.map((fascicle) => fascicle.id),
    ids: rows.map((row) => row.id),
    fascicle: Int16Array.from(rows, (row) => row.fascicle),
    axon: Int32Array.from(rows, (row) => row.axon),
    myelinated: Uint8Array.from(rows, (row) => Number(row.spec.myelinated)),
    diameterUm: Float64Array.from(rows, (row) => row.spec.diameterUm),
    yUm: Float64Array.from(rows, (row) => row.yUm),
    zUm: Float64Array.from(rows, (row) => row.zUm),
    nodeShift: Float64Array.from(rows, (row) => row.spec.nodeShift),
    placed: Uint8Array.from(rows, (row) => Number(!Number.isNaN(row.yUm))),
    specs: rows.map((row) => (row.simulated ? row.spec : null)),
  };
}

/** Rows of the fibres that are simulated, in table order. */
export function simulatedRows(fibers: RunFibers): Int32Array {
  return Int32Array.from(fibers.ids.keys()).filter((row) => fibers.specs[row] !== null);
}

/** The view that windows and figures draw: the fibres that are simulated. Explicit fibres form a last group called "". */
export function viewOf(fibers: RunFibers, recruited?: Int8Array): FiberTable {
  const rows = simulatedRows(fibers);
  const explicit = rows.some((row) => fibers.fascicle[row] < 0);
  const pick = <T>(values: ArrayLike<T>): T[] => Array.from(rows, (row) => values[row]);
  return {
    count: rows.length,
    fascicles: explicit ? [...fibers.fascicles, ''] : fibers.fascicles,
    ids: pick(fibers.ids),
    fascicle: Uint16Array.from(rows, (row) => (fibers.fascicle[row] < 0 ? fibers.fascicles.length : fibers.fascicle[row])),
    myelinated: Uint8Array.from(pick(fibers.myelinated)),
    diameterUm: Float64Array.from(pick(fibers.diameterUm)),
    yUm: Float64Array.from(pick(fibers.yUm)),
    zUm: Float64Array.from(pick(fibers.zUm)),
    recruited: recruited ? Int8Array.from(pick(recruited)) : new Int8Array(rows.length).fill(UNDECIDED),
    columns: [],
  };
}
