// Clamps of the fibres of a group: their share of the static sources, and the conductance that voltage clamps add to a compartment.
import { CLAMP_RESISTANCE_MOHM } from '../fiber-setup';
import type { GroupMember } from './fiber-group';

/** Indices into the kernel's memory of what a clamp changes at a compartment of a lane. */
export interface ClampSite {
  source: number;
  /** Every field that contains the fixed conductance of the compartment. */
  conductance: readonly number[];
}

export interface ClampSources {
  any: boolean;
  /** New strength (0..1) of a clamp. */
  set: (member: number, clamp: number, factor: number) => void;
  /** Adds all clamps to the static sources, which must have been reset, for the given contact currents (uA). */
  apply: (values: Float64Array | Float32Array, currentUa: Float64Array) => void;
}

export function clampSources(members: readonly GroupMember[], site: (member: number, compartment: number) => ClampSite): ClampSources {
  const strengths = members.map(({ setup }) => setup.clamps.map(() => 0));
  /** Conductance that each clamp has added so far. */
  const added = members.map(({ setup }) => setup.clamps.map(() => 0));
  const applyOne = (values: Float64Array | Float32Array, currentUa: Float64Array, member: number, c: number): void => {
    const { setup } = members[member];
    const clamp = setup.clamps[c];
    const { source, conductance } = site(member, clamp.compartment);
    const area = setup.cable.membraneNaPerMaCm2[clamp.compartment];
    const strength = strengths[member][c];
    if (clamp.kind === 'current') {
      values[source] += (strength * clamp.amplitude) / area;
      return;
    }
    let outsideMv = 0;
    setup.sources.forEach((contact, k) => { outsideMv += currentUa[k] * setup.scale * (contact?.potentialMv[clamp.compartment] ?? 0); });
    const density = strength / (CLAMP_RESISTANCE_MOHM * area);
    values[source] += density * (clamp.amplitude - outsideMv - setup.cable.initialVoltageMv);
    for (const index of conductance) values[index] += density - added[member][c];
    added[member][c] = density;
  };
  return {
    any: members.some(({ setup }) => setup.clamps.length > 0),
    set: (member, clamp, factor) => { strengths[member][clamp] = factor; },
    apply: (values, currentUa) => members.forEach(({ setup }, member) => setup.clamps.forEach((_, c) => applyOne(values, currentUa, member, c))),
  };
}
