// Tigerholm: C fibre with nine kinds of channels, a sodium-potassium pump and moving concentrations.
import { type Expression, add, constant, div, exp, mul, power, sqrt, sub, variable } from '../codegen/expression';
import { evaluate } from '../codegen/evaluate';
import type { Concentration, Current, Gate, UnmyelinatedMembrane } from './model';
import { FARADAY, nernstMv } from './nernst';
import { tigerholmGates } from './tigerholm-gates';
import { totalCurrent } from './total-current';

/** Thickness of the periaxonal space, um, and its permeability to the bath, m/s. */
const PERIAXONAL_UM = 0.029;
const PERMEABILITY_M_PER_S = 1e-7;
const SODIUM_OUTSIDE_MM = 154;
const POTASSIUM_OUTSIDE_MM = 5.6;
const SODIUM_INSIDE_MM = 11.4;

const state = (name: string): Expression => variable(name);

function concentrations(potassiumInsideMm: number): Concentration[] {
  const relaxationMs = PERIAXONAL_UM / (0.1 * PERMEABILITY_M_PER_S * 1e4);
  const inside = (name: string, initialMm: number, current: string): Concentration => ({
    kind: 'concentration', name, initial: constant(initialMm),
    update: sub(state(name), mul(variable('dt'), div(mul(4e4 / FARADAY, state(current)), variable('diameter')))),
  });
  const outside = (name: string, initialMm: number, current: string): Concentration => {
    const steady = add(initialMm, mul(1 / (FARADAY * 0.1 * PERMEABILITY_M_PER_S), state(current)));
    return { kind: 'concentration', name, initial: constant(initialMm), update: add(steady, mul(sub(state(name), steady), exp(div(variable('dt'), -relaxationMs)))) };
  };
  return [
    inside('nai', SODIUM_INSIDE_MM, 'ina'), outside('nao', SODIUM_OUTSIDE_MM, 'ina'),
    inside('ki', potassiumInsideMm, 'ik'), outside('ko', POTASSIUM_OUTSIDE_MM, 'ik'),
  ];
}

/** The pump of Chapman, Johnson & Kootsey 1983 (J Membr Biol 74:139-153): potassium part, mA/cm2; sodium is -1.5 times it. */
function pumpPotassium(): Expression {
  const sodium = add(state('nai'), 8);
  const cooperative = (half: number): Expression => add(1, power(div(half, sodium), 3));
  return mul(
    div(-0.0047891, power(add(1, div(1, state('ko'))), 2)),
    add(div(1.62, cooperative(6.7)), div(1, cooperative(67.6))),
  );
}

function channelCurrents(temperatureC: number): Current[] {
  const sodiumMv = nernstMv(state('nao'), state('nai'), temperatureC);
  const potassiumMv = nernstMv(state('ko'), state('ki'), temperatureC);
  const sodium = (name: string, conductanceSPerCm2: Expression): Current => ({ name, ion: 'na', conductanceSPerCm2, reversalMv: sodiumMv });
  const potassium = (name: string, conductanceSPerCm2: Expression): Current => ({ name, ion: 'k', conductanceSPerCm2, reversalMv: potassiumMv });
  const hcn = mul(0.0025377 / 2, 0.5, add(state('hcn_ns'), state('hcn_nf')));
  // KNa: opened by sodium inside, Hill exponent 3.5, without delay.
  const sodiumRatio = div(38.7, state('nai'));
  const boundSodium = div(0.37, add(1, mul(power(sodiumRatio, 3), sqrt(sodiumRatio))));
  const pump = pumpPotassium();
  return [
    sodium('nav17', mul(0.10664, power(state('nav17_m'), 3), state('nav17_h'), state('nav17_s'))),
    sodium('nav18', mul(0.24271, power(state('nav18_m'), 3), state('nav18_h'), state('nav18_s'), state('nav18_u'))),
    sodium('nav19', mul(9.4779e-5, state('nav19_m'), state('nav19_h'), state('nav19_s'))),
    potassium('km', mul(0.0069733, add(mul(0.25, state('km_ns')), mul(0.75, state('km_nf'))))),
    potassium('ka', mul(0.012756, state('ka_m'), state('ka_h'))),
    potassium('kdr', mul(0.018002, power(state('kdr_n'), 4))),
    sodium('hcn_na', hcn),
    potassium('hcn_k', hcn),
    potassium('kna', mul(0.00042, boundSodium)),
    { name: 'pump_na', ion: 'na', currentMaPerCm2: mul(-1.5, pump) },
    { name: 'pump_k', ion: 'k', currentMaPerCm2: pump },
  ];
}

/**
 * Leaks (or constant pump currents, where a leak would be negative) that make the sodium and the potassium current vanish at restMv,
 * as in the authors' code.
 */
function balancingCurrents(model: UnmyelinatedMembrane, restMv: number): Current[] {
  const concentrationsOnly = model.states.filter((entry): entry is Concentration => entry.kind === 'concentration');
  const values: Record<string, number> = { v: restMv };
  for (const entry of concentrationsOnly) values[entry.name] = evaluate(entry.initial, values);
  for (const entry of model.states.filter((other): other is Gate => other.kind === 'gate')) values[entry.name] = evaluate(entry.steadyState, values);
  const { sodium, potassium } = totalCurrent(model);
  const balance = (ion: 'na' | 'k', current: Expression, reversal: Expression): Current => {
    const currentMaPerCm2 = evaluate(current, values);
    const conductance = -currentMaPerCm2 / (restMv - evaluate(reversal, values));
    return conductance >= 0
      ? { name: `leak_${ion}`, ion, conductanceSPerCm2: constant(conductance), reversalMv: reversal }
      : { name: `extra_pump_${ion}`, ion, currentMaPerCm2: constant(-currentMaPerCm2) };
  };
  return [
    balance('na', sodium, nernstMv(state('nao'), state('nai'), model.temperatureC)),
    balance('k', potassium, nernstMv(state('ko'), state('ki'), model.temperatureC)),
  ];
}

/**
 * Published: balanced at its rest of -55 mV, with [K]i and Ra as the authors corrected them in 2024.
 * Variant nrv: not balanced, start at -62 mV from which it drifts; [K]i and Ra before the correction; constants with six digits.
 */
export function tigerholm(variant: 'published' | 'nrv', temperatureC = 37): UnmyelinatedMembrane {
  const nrv = variant === 'nrv';
  const unbalanced: UnmyelinatedMembrane = {
    name: 'Tigerholm',
    citations: [
      'Tigerholm et al. 2014, J Neurophysiol 111:1721-1735, doi 10.1152/jn.00777.2012',
      'Pelot et al. 2021, J Neurophysiol 125:86-104, doi 10.1152/jn.00315.2020',
    ],
    temperatureC,
    initialVoltageMv: nrv ? -62 : -55,
    axialResistivityOhmCm: nrv ? 35.5 : 35.4,
    capacitanceUfPerCm2: 1,
    states: [...concentrations(nrv ? 144.9 : 121.7), ...tigerholmGates(variant, temperatureC)],
    currents: channelCurrents(temperatureC),
  };
  if (nrv) return unbalanced;
  return { ...unbalanced, currents: [...unbalanced.currents, ...balancingCurrents(unbalanced, unbalanced.initialVoltageMv)] };
}
