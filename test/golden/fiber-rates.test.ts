// Steady states and time constants of every gate against the check tables of the reference (rate-checks.csv, five digits) and
// against NEURON's own table of the MRG node (axnode_rates_37C.csv).
import { describe, expect, it } from 'vitest';
import { MYELINATED_MODELS, UNMYELINATED_MODELS } from '../../src-model/project';
import { evaluate } from '../../src-workers/codegen/evaluate';
import { myelinatedMembranes, unmyelinatedMembrane } from '../../src-workers/membrane/index';
import type { Gate, MembraneModel } from '../../src-workers/membrane/model';
import { goldenTable } from './golden-csv';

const SCHILD_CALCIUM_MM = 0.000117;

/** All published membranes of a model that carry gates. */
function membranesOf(model: string): MembraneModel[] {
  const unmyelinated = UNMYELINATED_MODELS.find((name) => name === model);
  if (unmyelinated) return [unmyelinatedMembrane({ model: unmyelinated, variant: 'published' })];
  const myelinated = MYELINATED_MODELS.find((name) => name === model)!;
  const { node, stin } = myelinatedMembranes({ model: myelinated, variant: 'published', geometry: 'nrv' });
  return [node, stin];
}

const gatesOf = (membrane: MembraneModel): Gate[] => membrane.states.filter((state) => state.kind === 'gate');
const at = (v: number) => ({ v, cai: SCHILD_CALCIUM_MM });

/** "Nav1.7 m" -> nav17_m, "Can f₁" -> can_f1, "KM n_s" -> km_ns. */
const stateName = (name: string): string => name.toLowerCase().replace(/[._]/g, '').replace('₁', '1').replace('₂', '2').replace(' ', '_');

describe('rate check tables, relative 6e-5 (their last digit)', () => {
  const table = goldenTable('rate-checks.csv');
  const models = table.texts('model');
  const gates = table.texts('gate').map(stateName);
  const voltages = table.numbers('v_mV');
  const steady = table.numbers('steady_state');
  const tau = table.numbers('time_constant_ms');

  it.each([...new Set(models)])('%s', (model) => {
    const found = new Set<string>();
    models.forEach((name, i) => {
      if (name !== model) return;
      const gate = membranesOf(model).flatMap(gatesOf).find((each) => each.name === gates[i]);
      if (!gate) throw new Error(`${model} has no gate ${gates[i]}`);
      found.add(gate.name);
      expect(Math.abs(evaluate(gate.steadyState, at(voltages[i])) / steady[i] - 1), `${gate.name} inf at ${voltages[i]} mV`).toBeLessThan(6e-5);
      expect(Math.abs(evaluate(gate.timeConstantMs, at(voltages[i])) / tau[i] - 1), `${gate.name} tau at ${voltages[i]} mV`).toBeLessThan(6e-5);
    });
    if (model !== 'Schild_97') expect(found).toEqual(new Set(membranesOf(model).flatMap(gatesOf).map(({ name }) => name)));
  });
});

it('MRG node against NEURON from -120 to +80 mV, relative 1e-10', () => {
  const table = goldenTable('neuron/axnode_rates_37C.csv');
  const gates = gatesOf(membranesOf('MRG')[0]);
  const voltages = table.numbers('V_mV');
  for (const [gate, column] of [['p', 'mp'], ['m', 'm'], ['h', 'h'], ['s', 's']]) {
    const { steadyState, timeConstantMs } = gates.find(({ name }) => name === gate)!;
    const steady = table.numbers(`${column}_inf`);
    const tau = table.numbers(`tau_${column}_ms`);
    voltages.forEach((v, i) => {
      expect(Math.abs(evaluate(steadyState, { v }) / steady[i] - 1)).toBeLessThan(1e-10);
      expect(Math.abs(evaluate(timeConstantMs, { v }) / tau[i] - 1)).toBeLessThan(1e-10);
    });
  }
});
