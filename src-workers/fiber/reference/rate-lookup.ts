// NEURON's rate tables: steady states and time constants by linear interpolation, held outside the range.
import { createEvaluator } from '../../codegen/program';
import type { RateTable } from '../../membrane/model';
import { INPUT, type MembraneProgram } from './membrane-program';

/** steadyState and timeConstantMs of every gate (alternating) for the given potentials; overwritten by the next call. */
export type RateLookup = (voltageMv: Float64Array) => readonly Float64Array[];

/** Samples the gate rates of a model, which must depend on `v` alone. */
export function rateLookup(program: MembraneProgram, table: RateTable): RateLookup {
  const last = Math.round((table.toMv - table.fromMv) / table.stepMv);
  const inputs = Array.from({ length: INPUT.firstState + program.stateNames.length }, () => new Float64Array(last + 1));
  inputs[INPUT.v] = Float64Array.from({ length: last + 1 }, (_, row) => table.fromMv + row * table.stepMv);
  const columns = createEvaluator(program.gateRates, last + 1)(inputs).map((column) => column.slice());
  let outputs: Float64Array[] = [];
  return (voltageMv) => {
    const n = voltageMv.length;
    if (outputs.length === 0 || outputs[0].length !== n) outputs = columns.map(() => new Float64Array(n));
    for (let j = 0; j < n; j++) {
      const at = Math.min(Math.max((voltageMv[j] - table.fromMv) / table.stepMv, 0), last);
      const row = Math.min(Math.floor(at), last - 1);
      for (let c = 0; c < columns.length; c++) outputs[c][j] = columns[c][row] + (at - row) * (columns[c][row + 1] - columns[c][row]);
    }
    return outputs;
  };
}
