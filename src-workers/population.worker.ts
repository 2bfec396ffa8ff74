// Worker of the population phase: axons of a fascicle, compartments of its fibres.
import { expose, Transfer } from 'threads/worker';
import type { Electrode, Fascicle } from '../src-model/project';
import { compartmentCentersUm } from './fiber/morphology';
import type { FiberSpec } from './fiber/request';
import { populateFascicle, type PopulatedFascicle } from './population/populate';
import { taskOf, type TaskControl } from './shared-task';

const populationApi = {
  populate(fascicle: Fascicle, electrodes: Electrode[], seed: number, control: TaskControl): PopulatedFascicle {
    return populateFascicle(fascicle, electrodes, seed, taskOf(control));
  },

  /** Compartment centres of every fibre, um. Empty for an impossible fibre: the fibre phase says why. */
  compartments(specs: FiberSpec[], control: TaskControl): Float64Array[] {
    const task = taskOf(control);
    const centers = specs.map((spec, k) => {
      task.progress(k, specs.length);
      try {
        return compartmentCentersUm(spec);
      } catch (error) {
        if (error instanceof RangeError) return new Float64Array(0);
        throw error;
      }
    });
    // threads.js unwraps the descriptor on its way to the caller, who gets the arrays themselves.
    return Transfer(centers, centers.map(({ buffer }) => buffer)) as unknown as Float64Array[];
  },
};

export type PopulationWorker = typeof populationApi;
expose(populationApi);
