// Schild_94 and Schild_97: vagal C-fibre afferents with calcium dynamics, pumps and an exchanger. The two differ in their sodium
// channels and in all conductances.
import { type Expression, add, constant, div, exp, ifLess, log, max, mul, power, sqrt, sub, variable } from '../codegen/expression';
import type { Concentration, Current, UnmyelinatedMembrane } from './model';
import { modDefault } from './neuron-defaults';
import { schildGates } from './schild-gates';

export type SchildYear = 94 | 97;

const CITATIONS: Record<SchildYear, readonly string[]> = {
  94: ['Schild et al. 1994, J Neurophysiol 71:2338-2358, doi 10.1152/jn.1994.71.6.2338', 'Pelot et al. 2021, J Neurophysiol 125:86-104, doi 10.1152/jn.00315.2020'],
  97: ['Schild & Kunze 1997, J Neurophysiol 78:3198-3209, doi 10.1152/jn.1997.78.6.3198', 'Pelot et al. 2021, J Neurophysiol 125:86-104, doi 10.1152/jn.00315.2020'],
};

/** Conductance densities, S/cm2. */
const DENSITIES = {
  94: {
    naf: 0.068967142, nas: 0.001043349, kd: 0.000180376, ka: 0.000141471, kds: 0.000106103, kca: 0.000141471,
    can: 0.000106103, cat: 1.23787e-5, backgroundSodium: 1.85681e-5, backgroundCalcium: 3.00626e-6,
  },
  97: {
    naf: 0.022434928, nas: 0.022434928, kd: 0.001956534, ka: 0.001304356, kds: 0.000782614, kca: 0.000913049,
    can: 0.000521743, cat: 0.00018261, backgroundSodium: 1.8261e-5, backgroundCalcium: 9.13049e-6,
  },
} as const;

const FARADAY = 96500;
/** Concentrations in mM. */
const SODIUM = { inside: 8.9, outside: 154 };
const POTASSIUM = { inside: 145, outside: 5.4 };
const CALCIUM = { inside: 0.000117, outside: 2 };
/** What pumps and exchanger see in NRV: NEURON's defaults, because the intended values never reach the fibre. */
const NEURON_DEFAULT_IONS = { sodiumInside: 10, sodiumOutside: 140, potassiumOutside: 2.5 };
const INTENDED_IONS = { sodiumInside: SODIUM.inside, sodiumOutside: SODIUM.outside, potassiumOutside: POTASSIUM.outside };

/** Thickness of the shell around the fibre in which calcium accumulates, um, added once to the diameter as in the authors' code. */
const SHELL_UM = 0.03;
const SHELL_RELAXATION_MS = 4511;

/** Calcium buffer: binding (1/(mM ms)), release (1/ms), and mM of calcium per unit of occupancy. */
const BUFFER = { bind: 100, release: 0.238, calciumMm: 4 * 0.001, initial: 0.05 };

/** Far beyond rest, beside a strong electrode, the calcium current of one step may exceed the calcium there is; its logarithm needs some. */
const LEAST_CALCIUM_MM = 1e-9;

const cai = variable('cai');
const cao = variable('cao');
const occupancy = variable('buffer');
const dt = variable('dt');
const diameterCm = mul(variable('diameter'), 1e-4);

/** Backward Euler on the pair (occupancy O, [Ca]i = C): the quadratic for the new O, solved in its stable form. */
function calciumStates(shellUm: number): Concentration[] {
  const withInflux = max(sub(cai, mul(dt, div(mul(variable('ica'), 4 / (2 * FARADAY)), diameterCm))), LEAST_CALCIUM_MM);
  // C' = pool - c O' with c the calcium per occupancy, so O' - O = dt [bind (pool - c O')(1 - O') - release O'].
  const pool = add(withInflux, mul(BUFFER.calciumMm, occupancy));
  const quadratic = mul(BUFFER.bind * BUFFER.calciumMm, dt);
  const linear = add(1, mul(dt, add(mul(BUFFER.bind, pool), BUFFER.bind * BUFFER.calciumMm + BUFFER.release)));
  const free = add(occupancy, mul(BUFFER.bind, dt, pool));
  const newOccupancy = div(mul(2, free), add(linear, sqrt(sub(power(linear, 2), mul(4, quadratic, free)))));
  const shellCm = add(diameterCm, shellUm * 1e-4);
  const surfaceToVolume = div(mul(4, diameterCm), sub(power(shellCm, 2), power(diameterCm, 2)));
  return [
    { kind: 'concentration', name: 'buffer', initial: constant(BUFFER.initial), update: newOccupancy },
    { kind: 'concentration', name: 'cai', initial: constant(CALCIUM.inside), update: sub(withInflux, mul(BUFFER.calciumMm, sub(newOccupancy, occupancy))) },
    {
      kind: 'concentration', name: 'cao', initial: constant(CALCIUM.outside),
      update: max(LEAST_CALCIUM_MM, div(
        add(cao, mul(dt, add(mul(variable('ica'), surfaceToVolume, 1 / (2 * FARADAY)), CALCIUM.outside / SHELL_RELAXATION_MS))),
        add(1, div(dt, SHELL_RELAXATION_MS)))),
    },
  ];
}

/**
 * Pumps and exchanger, mA/cm2. Their rates carry q10^((22.85 - T) / 10), the sign of a time constant, which slows them at 37 C:
 * kept as in the authors' code (ModelDB 266498) for comparability.
 */
function transportCurrents(ions: typeof INTENDED_IONS, stored: (value: number) => number, temperatureC: number): Current[] {
  const v = variable('v');
  const q = (q10: number): number => q10 ** ((22.85 - temperatureC) / 10);
  const sodiumDrive = (ions.sodiumInside / (ions.sodiumInside + 5.46)) ** 3 * (ions.potassiumOutside / (ions.potassiumOutside + 0.621)) ** 2;
  // The dependence on v ends at its zero: below -150 mV the formula of the authors turns negative and has a pole at -200 mV.
  const voltageDrive = ifLess(v, -150, 0, div(add(v, 150), add(v, 200)));
  const pump = mul(stored(0.009726135) * q(1.16) * sodiumDrive, voltageDrive);
  const halfPhi = FARADAY / (2 * 1000 * 8.314 * (temperatureC + 273.15));
  const insideCubed = ions.sodiumInside ** 3;
  const outsideCubed = ions.sodiumOutside ** 3;
  const exchange = mul(1.27324e-6 * q(2.2), div(
    sub(mul(insideCubed, cao, exp(mul(halfPhi, v))), mul(outsideCubed, cai, exp(mul(-halfPhi, v)))),
    add(1, mul(0.0036, add(mul(outsideCubed, cai), mul(insideCubed, cao)))),
  ));
  return [
    { name: 'nak_na', ion: 'na', currentMaPerCm2: mul(3, pump) },
    { name: 'nak_k', ion: 'k', currentMaPerCm2: mul(-2, pump) },
    { name: 'capump', ion: 'ca', currentMaPerCm2: mul(0.000859437 * q(2.3), div(cai, add(cai, 0.0005))) },
    { name: 'naca_na', ion: 'na', currentMaPerCm2: mul(3, exchange) },
    { name: 'naca_ca', ion: 'ca', currentMaPerCm2: mul(-2, exchange) },
  ];
}

function channelCurrents(year: SchildYear, stored: (value: number) => number, temperatureC: number): Current[] {
  const density = DENSITIES[year];
  const thermalMv = (8314 * (temperatureC + 273.15)) / FARADAY;
  const sodiumMv = constant(thermalMv * Math.log(SODIUM.outside / SODIUM.inside));
  const potassiumMv = constant(thermalMv * Math.log(POTASSIUM.outside / POTASSIUM.inside));
  const calciumMv = sub(mul((1000 * 8.314 * (temperatureC + 273.15)) / (2 * FARADAY), log(div(cao, cai))), 78.7);
  const gates = (...names: string[]): Expression[] => names.map((name) => variable(name));
  const sodium = (name: string, g: Expression): Current => ({ name, ion: 'na', conductanceSPerCm2: g, reversalMv: sodiumMv });
  const potassium = (name: string, g: Expression): Current => ({ name, ion: 'k', conductanceSPerCm2: g, reversalMv: potassiumMv });
  const calcium = (name: string, g: Expression): Current => ({ name, ion: 'ca', conductanceSPerCm2: g, reversalMv: calciumMv });
  return [
    sodium('naf', mul(stored(density.naf), power(variable('naf_m'), 3), ...gates('naf_h', ...(year === 94 ? ['naf_j'] : [])))),
    sodium('nas', mul(stored(density.nas), power(variable('nas_m'), 3), variable('nas_h'))),
    potassium('kd', mul(stored(density.kd), variable('kd_n'))),
    potassium('ka', mul(stored(density.ka), power(variable('ka_p'), 3), variable('ka_q'))),
    potassium('kds', mul(stored(density.kds), power(variable('kds_x'), 3), variable('kds_y'))),
    potassium('kca', mul(stored(density.kca), variable('kca_c'))),
    calcium('can', mul(stored(density.can), variable('can_d'), add(mul(0.55, variable('can_f1')), mul(0.45, variable('can_f2'))))),
    calcium('cat', mul(stored(density.cat), variable('cat_d'), variable('cat_f'))),
    sodium('background_na', constant(stored(density.backgroundSodium))),
    calcium('background_ca', constant(stored(density.backgroundCalcium))),
  ];
}

/** Potential from which each model settles, near its rest (-46.56 and -68.44 mV), so that the slow calcium buffer comes to rest too. */
const SETTLING_START_MV: Record<SchildYear, number> = { 94: -48, 97: -70 };

/**
 * Published: pumps see the intended concentrations; settled for 1 s before t = 0 (Pelot 2021).
 * Variant nrv: pumps see NEURON's default concentrations; start at -70 mV from which the fibre drifts; constants with six digits.
 * `shellUm`: thickness of the calcium shell (PyFibers takes 1 um).
 */
export function schild(year: SchildYear, variant: 'published' | 'nrv', temperatureC = 37, shellUm = SHELL_UM): UnmyelinatedMembrane {
  const nrv = variant === 'nrv';
  const exact = (value: number): number => value;
  const stored = nrv ? modDefault : exact;
  // The densities of 1994 are the defaults of the channel files; NRV sets those of 1997 itself, with all digits.
  const storedDensity = year === 94 ? stored : exact;
  return {
    name: `Schild_${year}`,
    citations: CITATIONS[year],
    temperatureC,
    initialVoltageMv: nrv ? -70 : SETTLING_START_MV[year],
    axialResistivityOhmCm: 100,
    capacitanceUfPerCm2: 1.326291192,
    states: [...calciumStates(shellUm), ...schildGates(year, temperatureC)],
    currents: [...channelCurrents(year, storedDensity, temperatureC), ...transportCurrents(nrv ? NEURON_DEFAULT_IONS : INTENDED_IONS, stored, temperatureC)],
    ...(nrv ? {} : { settling: { startMv: SETTLING_START_MV[year], durationMs: 1000, dtMs: 1 } }),
  };
}
