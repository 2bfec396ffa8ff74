// What every membrane model has to satisfy, and the parts that no trace isolates: calcium and ion updates, Markov schemes, variants.
import { describe, expect, it } from 'vitest';
import { needsDoublePrecision } from '../../../src-model/library/double-precision';
import { MYELINATED_MODELS, UNMYELINATED_MODELS, VARIANTS, unmyelinatedModelSchema } from '../../../src-model/project';
import { evaluate } from '../../../src-workers/codegen/evaluate';
import { constant, variable } from '../../../src-workers/codegen/expression';
import { freeVariables } from '../../../src-workers/codegen/simplify';
import { markovSteadyState, markovStep } from '../../../src-workers/fiber/reference/markov';
import { myelinatedMembranes, unmyelinatedMembrane } from '../../../src-workers/membrane/index';
import type { MarkovScheme, MembraneModel } from '../../../src-workers/membrane/model';
import { fallingRate, linoid, risingRate } from '../../../src-workers/membrane/rate-forms';
import { currentExpression, totalCurrent } from '../../../src-workers/membrane/total-current';

const v = variable('v');

function membranes(): MembraneModel[] {
  const single = VARIANTS.flatMap((variant) => UNMYELINATED_MODELS.map((model) => unmyelinatedMembrane({ model, variant })));
  const layered = VARIANTS.flatMap((variant) => MYELINATED_MODELS.map((model) => myelinatedMembranes({ model, variant, geometry: 'nrv' })));
  const markov = myelinatedMembranes({ model: 'MRG', variant: 'published', geometry: 'nrv', nodeSodium: 'markov' }).node;
  return [...single, ...layered.flatMap(({ node, mysa, flut, stin }) => [node, mysa, flut, stin]), markov];
}

/** Values of all states at the initial potential. */
function initialValues(model: MembraneModel): Record<string, number> {
  const values: Record<string, number> = { v: model.initialVoltageMv, dt: 0.005, diameter: 1 };
  for (const state of model.states) if (state.kind === 'concentration') values[state.name] = evaluate(state.initial, values);
  for (const state of model.states) {
    if (state.kind === 'gate') values[state.name] = evaluate(state.steadyState, values);
    if (state.kind === 'markov') {
      const occupancies = markovSteadyState(state, state.transitions.map(({ ratePerMs }) => evaluate(ratePerMs, values)));
      state.states.forEach((name, s) => { values[name] = occupancies[s]; });
    }
  }
  return values;
}

it('models with concentrations are those of which the project says that they need double precision', () => {
  for (const model of UNMYELINATED_MODELS) {
    const settings = unmyelinatedModelSchema.parse({ model });
    expect(unmyelinatedMembrane(settings).states.some(({ kind }) => kind === 'concentration')).toBe(needsDoublePrecision(settings));
  }
});

describe('every model', () => {
  it.each(membranes().map((model) => [`${model.name} (${model.states.length} states, starts at ${model.initialVoltageMv} mV)`, model] as const))('%s', (_name, model) => {
    expect(model.citations.length).toBeGreaterThan(0);
    const stateNames = model.states.flatMap((state) => (state.kind === 'markov' ? state.states : [state.name]));
    expect(new Set(stateNames).size).toBe(stateNames.length);
    const currentNames = model.currents.map(({ name }) => name);
    expect(new Set(currentNames).size).toBe(currentNames.length);

    const known = new Set(['v', ...stateNames]);
    const uses = (expression: Parameters<typeof freeVariables>[0], extra: string[] = []): void => {
      for (const name of freeVariables(expression)) expect(known.has(name) || extra.includes(name), name).toBe(true);
    };
    for (const current of model.currents) uses(currentExpression(current));
    for (const state of model.states) {
      if (state.kind === 'gate') [state.steadyState, state.timeConstantMs].forEach((expression) => uses(expression));
      if (state.kind === 'concentration') uses(state.update, ['dt', 'diameter', 'ina', 'ik', 'ica']);
    }

    // From -400 to +400 mV, as under a strong stimulus, everything is finite, time constants are positive, and the slope is the derivative of the current.
    const values = initialValues(model);
    const { total, slope } = totalCurrent(model);
    for (let mv = -400; mv <= 400; mv += 7.3) {
      const at = { ...values, v: mv };
      for (const state of model.states) {
        if (state.kind !== 'gate') continue;
        expect(Number.isFinite(evaluate(state.steadyState, at))).toBe(true);
        expect(evaluate(state.timeConstantMs, at)).toBeGreaterThan(0);
      }
      const h = 1e-3;
      const difference = (evaluate(total, { ...values, v: mv + h }) - evaluate(total, { ...values, v: mv - h })) / (2 * h);
      expect(Math.abs(evaluate(slope, at) - difference)).toBeLessThan(1e-9 + 1e-6 * Math.abs(difference));
    }
  });
});

it('the same settings give the same object, others do not', () => {
  const choice = { model: 'MRG', variant: 'published', geometry: 'nrv' } as const;
  expect(myelinatedMembranes(choice)).toBe(myelinatedMembranes({ ...choice }));
  expect(myelinatedMembranes(choice)).not.toBe(myelinatedMembranes({ ...choice, temperatureC: 33 }));
  expect(unmyelinatedMembrane({ model: 'HH', variant: 'nrv' })).not.toBe(unmyelinatedMembrane({ model: 'HH', variant: 'published' }));
});

it('only the variant nrv of HH and Rattay_Aberham has the extra leak and the rate table', () => {
  for (const model of UNMYELINATED_MODELS) {
    for (const variant of VARIANTS) {
      const membrane = unmyelinatedMembrane({ model, variant });
      const nrvOnly = variant === 'nrv' && (model === 'HH' || model === 'Rattay_Aberham');
      expect(membrane.currents.some(({ name }) => name === 'pas')).toBe(nrvOnly);
      expect(membrane.rateTable !== undefined).toBe(nrvOnly);
    }
  }
});

it('the small-fibre geometry of Pena brings its own node densities', () => {
  const density = (geometry: 'nrv' | 'pena'): number => {
    const naf = myelinatedMembranes({ model: 'MRG', variant: 'published', geometry }).node.currents.find(({ name }) => name === 'naf')!;
    return evaluate(currentExpression(naf), { v: 51, m: 1, h: 1 });
  };
  expect([density('nrv'), density('pena')]).toEqual([3, 2.333333]);
});

describe('rate forms are continuous at their singularity', () => {
  it.each([['linoid', linoid(v, 10), 10], ['rising', risingRate(v, 0.3, 0, 10), 3], ['falling', fallingRate(v, 0.3, 0, 10), 3]] as const)('%s', (_name, expression, limit) => {
    expect(evaluate(expression, { v: 0 })).toBeCloseTo(limit, 12);
    const [inside, outside] = [0.9e-5, 1.1e-5].map((mv) => evaluate(expression, { v: mv }));
    expect(Math.abs(inside - outside)).toBeLessThan(1e-5 * limit);
  });
});

describe('concentrations', () => {
  it('Tigerholm: reversal potentials and initial currents of variant nrv', () => {
    const model = unmyelinatedMembrane({ model: 'Tigerholm', variant: 'nrv' });
    const values = initialValues(model);
    const { sodium, potassium } = totalCurrent(model);
    expect(evaluate(sodium, values)).toBeCloseTo(-3.5902e-3, 7);
    expect(evaluate(potassium, values)).toBeCloseTo(-2.3409e-3, 7);
    const reversal = (name: string): number => {
      const current = model.currents.find((each) => each.name === name)!;
      return 'reversalMv' in current ? evaluate(current.reversalMv, values) : NaN;
    };
    expect(reversal('nav17')).toBeCloseTo(69.5786, 4);
    expect(reversal('kdr')).toBeCloseTo(-86.9492, 4);
  });

  it.each([['Schild_94', -2.73879e-4, -1.48669e-3, -2.79356e-4], ['Schild_97', -2.29135e-4, 4.18136e-4, -1.327905e-3]] as const)(
    '%s: initial currents of variant nrv', (name, ina, ik, ica) => {
      const model = unmyelinatedMembrane({ model: name, variant: 'nrv' });
      const { sodium, potassium, calcium } = totalCurrent(model);
      const values = initialValues(model);
      [[sodium, ina], [potassium, ik], [calcium, ica]].forEach(([current, expected]) => {
        expect(Math.abs(evaluate(current as typeof sodium, values) / (expected as number) - 1)).toBeLessThan(1e-4);
      });
    });

  it('Schild: calcium and buffer satisfy their backward-Euler equations for short and long steps', () => {
    const model = unmyelinatedMembrane({ model: 'Schild_94', variant: 'published' });
    const update = (name: string) => {
      const state = model.states.find((each) => each.name === name)!;
      if (state.kind !== 'concentration') throw new Error(name);
      return state.update;
    };
    for (const dt of [0.001, 0.005, 1, 50]) {
      for (const ica of [-0.02, 0, 0.001]) {
        const before = { buffer: 0.2, cai: 0.0005, cao: 1.9, ica, dt, diameter: 0.8 };
        const [buffer, cai, cao] = ['buffer', 'cai', 'cao'].map((name) => evaluate(update(name), before));
        const binding = 100 * cai * (1 - buffer) - 0.238 * buffer;
        expect((buffer - before.buffer) / dt).toBeCloseTo(binding, 9);
        const influx = (-ica * 4) / 0.8e-4 / (2 * 96500);
        // A current that would take more calcium than there is takes what there is.
        if (before.cai + dt * influx > 0) expect((cai - before.cai) / dt).toBeCloseTo(influx - 0.004 * binding, 9);
        else expect(cai).toBeCloseTo(1e-9 - dt * 0.004 * binding, 12);
        expect(cai).toBeGreaterThan(0);
        const shell = (4 * 0.8e-4) / ((0.83e-4) ** 2 - (0.8e-4) ** 2);
        if (cao === 1e-9) expect(before.cao + dt * ((ica * shell) / (2 * 96500) + 2 / 4511)).toBeLessThan(0);
        else expect((cao - before.cao) / dt).toBeCloseTo((ica * shell) / (2 * 96500) + (2 - cao) / 4511, 9);
      }
    }
  });
});

describe('Markov schemes', () => {
  const node = myelinatedMembranes({ model: 'MRG', variant: 'published', geometry: 'nrv', nodeSodium: 'markov' }).node;
  const schemes = node.states.filter((state): state is MarkovScheme => state.kind === 'markov');
  const ratesAt = (scheme: MarkovScheme, mv: number): number[] => scheme.transitions.map(({ ratePerMs }) => evaluate(ratePerMs, { v: mv }));

  it('replace both sodium currents and keep slow potassium and leak', () => {
    expect(node.currents.map(({ name }) => name)).toEqual(['nav11', 'nav16', 'ks', 'leak']);
    expect(node.states.map(({ name }) => name)).toEqual(['s', 'nav11', 'nav16']);
  });

  it('keep the sum of occupancies, stay at their steady state, and reach it from elsewhere', () => {
    for (const scheme of schemes) {
      for (const mv of [-100, -80, -40, 0, 40]) {
        const rates = ratesAt(scheme, mv);
        const steady = markovSteadyState(scheme, rates);
        expect(steady.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
        expect(steady.every((value) => value >= 0)).toBe(true);
        const after = markovStep(scheme, rates, steady, 0.01);
        after.forEach((value, s) => expect(value).toBeCloseTo(steady[s], 12));
        let occupancies: ArrayLike<number> = [1, 0, 0, 0, 0, 0];
        for (let n = 0; n < 100; n++) occupancies = markovStep(scheme, rates, occupancies, 1000);
        Array.from(occupancies).forEach((value, s) => expect(value).toBeCloseTo(steady[s], 6));
      }
    }
  });

  it('solve a two-state scheme exactly as backward Euler does', () => {
    const scheme: MarkovScheme = { kind: 'markov', name: 'x', states: ['C', 'O'], transitions: [{ from: 'C', to: 'O', ratePerMs: constant(2) }, { from: 'O', to: 'C', ratePerMs: constant(3) }] };
    expect(markovSteadyState(scheme, [2, 3])[1]).toBeCloseTo(0.4, 14);
    expect(markovStep(scheme, [2, 3], [1, 0], 0.1)[1]).toBeCloseTo(0.2 / 1.5, 14);
  });
});
