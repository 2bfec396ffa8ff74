// What is kept of a run: traces of potentials, currents, conductances and gates at chosen compartments.
import type { Simulation } from '../../../src-model/project';
import { expandValues } from '../../../src-model/schema/study';
import { createEvaluator } from '../../codegen/program';
import type { Cable } from '../cable';
import { compartmentAt } from '../fiber-setup';
import type { FiberSpec, Trace } from '../request';
import { INPUT } from './membrane-program';
import type { MembraneGroup } from './membrane-states';
import type { FiberState } from './stepper';

export interface Recorder {
  /** Keeps the present state as the next sample. */
  sample(): void;
  traces(): Trace[];
}

/** Compartments whose traces are wanted, ascending: none, nodes of Ranvier (all compartments of an unmyelinated fibre), all, or those that contain the given points. */
export function recordedCompartments(cable: Cable, spec: FiberSpec, record: Simulation['record']): Int32Array {
  if (record.fibers?.includes(spec.id) === false) return new Int32Array(0);
  switch (record.membranePotential) {
    case 'none': return new Int32Array(0);
    case 'nodes': return cable.nodeCompartments;
    case 'all': return Int32Array.from({ length: cable.compartmentCount }, (_, k) => k);
    case 'points': {
      const inside = expandValues(record.pointsUm ?? []).filter((xUm) => xUm >= 0 && xUm <= cable.lengthUm);
      return Int32Array.from(new Set(inside.map((xUm) => compartmentAt(cable, xUm)))).sort();
    }
  }
}

/** A group of traces that share their rows: `read` puts the present value of quantity q at row r. */
interface Source {
  quantities: string[];
  compartments: Int32Array;
  read: () => readonly ArrayLike<number>[];
  /** Where row r is found in the arrays that `read` returns. */
  rows: Int32Array;
}

/**
 * `sampleCount` samples of what `record` asks for at the given compartments. Ionic currents, conductances and gates belong to the
 * time of the sample (in the scheme second-order gates are half a step ahead); i_mem is the current during the step before it.
 */
export function createRecorder(state: FiberState, compartments: Int32Array, record: Simulation['record'], sampleCount: number): Recorder {
  const wanted = new Set(compartments);
  const sources: Source[] = [{ quantities: ['V'], compartments, rows: compartments, read: () => [state.voltageMv] }];
  if (record.membraneCurrent) sources.push({ quantities: ['i_mem'], compartments, rows: compartments, read: () => [state.membraneCurrentMaPerCm2] });
  for (const group of state.groups) sources.push(...membraneSources(group, wanted, record, state));
  const traces = sources.flatMap(({ quantities, compartments: places }) => quantities.map((quantity): Trace => ({
    quantity, xUm: Float64Array.from(places, (k) => state.cable.centerUm[k]), sampleCount, values: new Float64Array(places.length * sampleCount),
  })));
  let sampled = 0;
  return {
    sample: () => {
      let t = 0;
      for (const { quantities, rows, read } of sources) {
        const columns = read();
        for (let q = 0; q < quantities.length; q++, t++) {
          for (let r = 0; r < rows.length; r++) traces[t].values[r * sampleCount + sampled] = columns[q][rows[r]];
        }
      }
      sampled++;
    },
    traces: () => mergeRows(traces),
  };
}

/** Currents, conductances and states of one membrane model at the wanted compartments. */
function membraneSources(group: MembraneGroup, wanted: ReadonlySet<number>, record: Simulation['record'], state: FiberState): Source[] {
  const { program, inputs } = group;
  const rows = Int32Array.from(group.compartments.keys()).filter((row) => wanted.has(group.compartments[row]));
  if (rows.length === 0) return [];
  const compartments = rows.map((row) => group.compartments[row]);
  const present = (): readonly Float64Array[] => {
    group.compartments.forEach((k, row) => { inputs[INPUT.v][row] = state.voltageMv[k]; });
    return inputs;
  };
  const sources: Source[] = [];
  if (record.ionicCurrents) {
    const evaluate = createEvaluator(program.eachCurrent, group.compartments.length);
    sources.push({ quantities: program.model.currents.map(({ name }) => `i_${name}`), compartments, rows, read: () => evaluate(present()) });
  }
  if (record.conductances) {
    const evaluate = createEvaluator(program.conductances, group.compartments.length);
    sources.push({ quantities: program.conductanceNames.map((name) => `g_${name}`), compartments, rows, read: () => evaluate(present()) });
  }
  if (record.gates) sources.push({ quantities: program.stateNames, compartments, rows, read: () => inputs.slice(INPUT.firstState) });
  return sources;
}

/** One trace per quantity, rows in order of x: node and internode may both have a current of the same name. */
function mergeRows(traces: readonly Trace[]): Trace[] {
  const byQuantity = new Map<string, Trace[]>();
  for (const trace of traces) byQuantity.set(trace.quantity, [...(byQuantity.get(trace.quantity) ?? []), trace]);
  return [...byQuantity.entries()].map(([quantity, parts]) => {
    if (parts.length === 1) return parts[0];
    const rows = parts.flatMap((part) => Array.from(part.xUm, (xUm, r) => ({ xUm, values: part.values.subarray(r * part.sampleCount, (r + 1) * part.sampleCount) })))
      .sort((a, b) => a.xUm - b.xUm);
    const { sampleCount } = parts[0];
    const values = new Float64Array(rows.length * sampleCount);
    rows.forEach((row, r) => values.set(row.values, r * sampleCount));
    return { quantity, xUm: Float64Array.from(rows, ({ xUm }) => xUm), sampleCount, values };
  });
}
