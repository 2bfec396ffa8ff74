// All membrane models by name. A new model is one file and one line here.
import type { MyelinatedModel, UnmyelinatedModel } from '../../src-model/project';
import { hodgkinHuxley } from './hh';
import type { MyelinatedMembranes, UnmyelinatedMembrane } from './model';
import { mrgMembranes } from './mrg';
import { rattayAberham } from './rattay-aberham';
import { sundt } from './sundt';

type Variant = UnmyelinatedModel['variant'];

const UNMYELINATED: Record<string, (variant: Variant, temperatureC?: number) => UnmyelinatedMembrane> = {
  HH: hodgkinHuxley,
  Rattay_Aberham: rattayAberham,
  Sundt: (_variant, temperatureC) => sundt(temperatureC),
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
export function unmyelinatedMembrane(model: Pick<UnmyelinatedModel, 'model' | 'variant' | 'temperatureC'>): UnmyelinatedMembrane {
  const key = `${model.model} ${model.variant} ${String(model.temperatureC)}`;
  return cached(unmyelinatedCache, key, () => UNMYELINATED[model.model](model.variant, model.temperatureC));
}

/** The membranes of a myelinated fibre by section kind. The same settings give the same objects. */
export function myelinatedMembranes(model: Pick<MyelinatedModel, 'model' | 'variant' | 'geometry' | 'temperatureC'>): MyelinatedMembranes {
  const key = `${model.model} ${model.variant} ${model.geometry} ${String(model.temperatureC)}`;
  return cached(myelinatedCache, key, () => mrgMembranes(model.temperatureC ?? 37, model.geometry === 'pena'));
}
