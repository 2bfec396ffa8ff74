// Solves one system for several contacts, 1 mA through each in turn, and reports on every solution. The same for every kind of mesh.
import type { Task } from '../../src-model/task';
import { conjugateGradients, type LinearProblem } from './conjugate-gradients';
import { LOAD_PER_MA } from './extruded-system';
import type { ContactSolution } from './problem';

export interface ContactSystem extends LinearProblem {
  /** Right-hand side, `LOAD_PER_MA` in sum, for 1 mA through a contact (index into `contactsOf`). */
  loadOf: (contactIndex: number) => Float64Array;
  /** Current into the ground, mA, for potentials at the free unknowns. */
  groundCurrentMa: (x: Float64Array) => number;
}

/** Told of each solution as soon as it is there, with the index of its contact. */
export type OnSolved = (index: number, solution: ContactSolution) => void;

/** Throws when a true relative residual stays above the tolerance; `advice` then says what else may be wrong. */
export function solveEach(
  system: ContactSystem, names: readonly string[], contactIndices: readonly number[], tolerance: number, advice: string, task: Task, onSolved?: OnSolved,
): ContactSolution[] {
  return contactIndices.map((index, done) => {
    task.progress(done, contactIndices.length);
    const load = system.loadOf(index);
    const { x, iterations, relativeResidual } = conjugateGradients(system, load, tolerance, task);
    if (!(relativeResidual <= tolerance)) {
      throw new Error(`Contact "${names[index]}": the field solver stopped at a relative residual of ${relativeResidual.toExponential(2)} after ${iterations} iterations; `
        + `${tolerance} was asked. ${advice}`);
    }
    let power = 0;
    for (let i = 0; i < x.length; i++) power += load[i] * x[i];
    const solution = {
      contact: names[index],
      potentialsMvPerMa: x,
      report: { contact: names[index], iterations, relativeResidual, groundCurrentMa: system.groundCurrentMa(x), accessResistanceOhm: power / LOAD_PER_MA },
    };
    onSolved?.(index, solution);
    task.progress(done + 1, contactIndices.length);
    return solution;
  });
}
