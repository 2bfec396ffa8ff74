// All membrane models by name. A new model is one file and one line here.
import type { MyelinatedModel, UnmyelinatedModel } from '../../src-model/project';
import { gainesMotor, gainesSensory } from './gaines';
import { hodgkinHuxley } from './hh';
import type { MyelinatedMembranes, UnmyelinatedMembrane } from './model';
import { mrgMembranes } from './mrg';
import { rattayAberham } from './rattay-aberham';
import { schild } from './schild';
import { sundt } from './sundt';
import { tigerholm } from './tigerholm';

const UNMYELINATED: Record<UnmyelinatedModel['model'], (variant: UnmyelinatedModel['variant'], temperatureC?: number) => UnmyelinatedMembrane> = {
  HH: hodgkinHuxley,
  Rattay_Aberham: rattayAberham,
  Sundt: (_variant, temperatureC) => sundt(temperatureC),
  Tigerholm: tigerholm,
  Schild_94: (variant, temperatureC) => schild(94, variant, temperatureC),
  Schild_97: (variant, temperatureC) => schild(97, variant, temperatureC),
};

type MyelinatedChoice = Pick<MyelinatedModel, 'model' | 'variant' | 'geometry' | 'temperatureC' | 'nodeSodium'>;

const MYELINATED: Record<MyelinatedModel['model'], (choice: MyelinatedChoice) => MyelinatedMembranes> = {
  MRG: ({ geometry, temperatureC = 37, nodeSodium }) => mrgMembranes(temperatureC, { smallFiber: geometry === 'pena', nodeSodium }),
  Gaines_motor: ({ variant, temperatureC }) => gainesMotor(variant, temperatureC),
  Gaines_sensory: ({ variant, temperatureC }) => gainesSensory(variant, temperatureC),
};

const unmyelinatedCache = new Map<string, UnmyelinatedMembrane>();
const myelinatedCache = new Map<string, MyelinatedMembranes>();

function cached<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

/** The membrane of an unmyelinated fibre. The same settings give the same object, so that it can key compiled programs. */
export function unmyelinatedMembrane(choice: Pick<UnmyelinatedModel, 'model' | 'variant' | 'temperatureC'>): UnmyelinatedMembrane {
  const key = JSON.stringify([choice.model, choice.variant, choice.temperatureC]);
  return cached(unmyelinatedCache, key, () => UNMYELINATED[choice.model](choice.variant, choice.temperatureC));
}

/** The membranes of a myelinated fibre by section kind. The same settings give the same objects. */
export function myelinatedMembranes(choice: MyelinatedChoice): MyelinatedMembranes {
  const key = JSON.stringify([choice.model, choice.variant, choice.geometry, choice.temperatureC, choice.nodeSodium]);
  return cached(myelinatedCache, key, () => MYELINATED[choice.model](choice));
}
