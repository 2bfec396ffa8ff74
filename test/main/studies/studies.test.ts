// Studies on a small nerve: what they answer, what they reuse, and what happens when they are stopped or asked for the impossible.
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResults } from '../../../src-main/results/read-results';
import { RunCache } from '../../../src-main/run/run-cache';
import { ProblemError } from '../../../src-model/problem';
import { singleFiber, smallNerve } from '../small-project';
import { memoryCache, type StudyRunner, studyRunner, summaryOf, valuesOf } from './study-run';

let runner: StudyRunner;
let single: StudyRunner;
let folder: string;
beforeAll(async () => {
  runner = await studyRunner(4);
  single = await studyRunner(1);
  folder = await mkdtemp(path.join(tmpdir(), 'ranvier studies '));
});
afterAll(async () => {
  await Promise.all([runner.dispose(), single.dispose()]);
  await rm(folder, { recursive: true, force: true });
});

/** Two fascicles, one of them with the wire in it; myelinated fibres only. */
const nerve = (studies: object[], changes: { axonCount?: number } = {}): object => ({
  format: 'ranvier-project', version: 1, name: 'Two fascicles', seed: 3,
  nerve: { lengthUm: 5000, diameterUm: 400 },
  fascicles: [[-90, 'near'], [90, 'far']].map(([centerYUm, id]) => ({
    id, shape: { kind: 'circle', centerYUm, centerZUm: 0, diameterUm: 120 },
    population: { kind: 'generated', axonCount: changes.axonCount ?? 10, unmyelinatedFraction: 0, placement: { spacingUm: 1 } },
  })),
  electrodes: [{ kind: 'life', id: 'L', xUm: 2000, lengthUm: 1000, yUm: -90, zUm: 0, diameterUm: 20 }],
  stimulation: {
    waveforms: [{ id: 'pulse', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -20 } }],
    drives: [{ contact: 'L', waveform: 'pulse' }],
  },
  simulation: { durationMs: 1.2, field: { mesh: 'coarse' } }, studies,
});

/** Counts how often the field workers mesh and solve. */
function fieldCalls(): { mesh: number; solve: number; stop(): void } {
  const calls = { mesh: 0, solve: 0, stop: () => { pools.forEach((pool, k) => { pool.run = originals[k]; }); } };
  const pools = [runner.pools.mesh(), runner.pools.field()];
  const originals = pools.map((pool) => pool.run.bind(pool));
  pools.forEach((pool, k) => {
    pool.run = (options, call) => {
      if (options.title === 'the mesh') calls.mesh += 1;
      if (options.title.startsWith('the field')) calls.solve += 1;
      return originals[k](options, call);
    };
  });
  return calls;
}

/** Above some 80 uA the fibres next to the wire no longer fire. */
const CURVE = { kind: 'recruitment-curve', id: 'curve', amplitudesUa: [0, 1, 2, 4, 8, 15, 25] };

describe('recording in a nerve', () => {
  const recorded = { kind: 'recording', id: 'r' };
  const [xUm, yUm, zUm] = [3500, -90, 30];
  const small = { axonCount: 2 };
  const clamped = (project: object): object => ({ ...project, stimulation: { clamps: [{ position: 0, startMs: 0.1, durationMs: 0.1, amplitude: 5 }] } });

  it('a point sees what the contact of a point electrode at the same place sees', async () => {
    const atPoint = await runner.run({ ...clamped(nerve([{ ...recorded, pointsUm: [[xUm, yUm, zUm]] }], small)), electrodes: [] });
    const atContact = await runner.run({ ...clamped(nerve([{ ...recorded, contacts: ['E'] }], small)), electrodes: [{ kind: 'point', id: 'E', xUm, yUm, zUm }] });
    const [seen] = atPoint.tables;
    const potential = valuesOf(seen, `potential_uv (${xUm}, ${yUm}, ${zUm}) um`);
    expect(potential).toEqual(valuesOf(atContact.tables[0], 'potential_uv E'));
    expect(Math.max(...potential.map(Math.abs))).toBeGreaterThan(1);
  });

  it('a point must be where an electrode could be', async () => {
    const outside = await runner.run(clamped(nerve([{ ...recorded, pointsUm: [[xUm, yUm, zUm], [100, 1e5, 0]] }], small))).catch((error: unknown) => error);
    expect(outside).toBeInstanceOf(ProblemError);
    expect((outside as ProblemError).problems).toMatchObject([{ path: ['studies', 0, 'pointsUm', 1], message: expect.stringContaining('lies outside the bath') as string }]);
  });
});

describe('a recruitment curve', () => {
  it('rises, first in the fascicle with the wire, and tells the selectivity', async () => {
    const { tables: [table], events, status } = await runner.run(nerve([CURVE]));
    expect(status).toBe('finished');
    const [near, far] = ['near', 'far'].map((name) => valuesOf(table, `recruited_percent ${name} myelinated`));
    expect(near[0]).toBe(0);
    expect(near).toEqual([...near].sort((a, b) => a - b));
    expect(far).toEqual([...far].sort((a, b) => a - b));
    expect(near.at(-1)).toBeGreaterThanOrEqual(90);
    near.forEach((value, point) => expect(value).toBeGreaterThanOrEqual(far[point]));
    const selectivity = valuesOf(table, 'selectivity near');
    expect(selectivity[0]).toBeNaN();
    const only = near.findIndex((value, point) => value > 0 && far[point] === 0);
    expect(selectivity[only]).toBe(1);
    const finished = events.find((event) => event.kind === 'phase-finished' && event.phase === 'studies');
    expect(finished).toMatchObject({ title: 'curve', done: 140, total: 140, unit: 'simulations' });
    expect(events.find((event) => event.kind === 'study')).toMatchObject({ id: 'curve', tables: [{ id: 'curve' }] });
  });

  it('agrees with the thresholds of the same fibres', async () => {
    const { tables: [curve, thresholds] } = await runner.run(nerve([CURVE, { kind: 'thresholds', id: 't', minimumUa: 1, maximumUa: 300, toleranceFraction: 0.01 }]));
    const found = valuesOf(thresholds, 'threshold_ua');
    valuesOf(curve, 'amplitude_ua').forEach((amplitude, point) => {
      const counted = ['near', 'far'].reduce((sum, name) => sum + valuesOf(curve, `recruited_count ${name} myelinated`)[point], 0);
      expect(found.filter((threshold) => threshold <= amplitude).length).toBe(counted);
    });
  });
});

describe('what did not change', () => {
  it('is reused: amplitudes, durations, weights and waveforms never mesh or solve again', async () => {
    const calls = fieldCalls();
    const { tables } = await runner.run(nerve([
      CURVE, { kind: 'thresholds', id: 't', maximumUa: 300, toleranceFraction: 0.05 },
      { kind: 'strength-duration', id: 'sd', waveform: 'pulse', durationsMs: [0.05, 0.2], maximumUa: 300, toleranceFraction: 0.05 },
      { kind: 'sweep', id: 'sweep', parameters: [{ path: 'stimulation.drives.0.weight', values: [0.1, 0.5] }, { path: 'stimulation.waveforms.pulse.waveform.durationMs', values: [0.1, 0.3] }] },
      { kind: 'optimization', id: 'opt', variables: [{ path: 'stimulation.drives.0.weight', lower: 0, upper: 5 }], cost: [{ quantity: 'recruited', fascicle: 'far' }, { quantity: 'not-recruited', fascicle: 'near' }], evaluations: 8 },
    ]));
    calls.stop();
    expect({ mesh: calls.mesh, solve: calls.solve }).toEqual({ mesh: 1, solve: 1 });
    expect(tables.map(({ id }) => id)).toEqual(['curve', 't', 'sd', 'sd, fibres', 'sweep', 'opt']);
    const sweep = tables[4];
    expect(valuesOf(sweep, 'stimulation.drives.0.weight')).toEqual([0.1, 0.1, 0.5, 0.5]);
    const [weakShort, weakLong, strongShort, strongLong] = valuesOf(sweep, 'recruited_percent near myelinated');
    expect(weakLong).toBeGreaterThanOrEqual(weakShort);
    expect(strongLong).toBeGreaterThanOrEqual(strongShort);
    expect(strongShort).toBeGreaterThan(weakShort);
  });

  it('is computed again where it did: one mesh for each position of the electrode, none for the one of the run', async () => {
    const calls = fieldCalls();
    const { tables: [table] } = await runner.run(nerve([{ kind: 'current-distance', id: 'cd', electrode: 'L', yUm: [-90, -100], maximumUa: 300, toleranceFraction: 0.1 }]));
    calls.stop();
    expect(calls.mesh).toBe(2);
    expect(valuesOf(table, 'y_um')).toEqual([-90, -100]);
  });

  it('a finished point needs no field again, also when its field has made room for others', async () => {
    const kept = path.join(folder, 'kept');
    const cacheThere = (): RunCache => new RunCache(kept, { memoryBytes: 1e9, diskBytes: 1e9 });
    const project = nerve([
      { kind: 'current-distance', id: 'cd', electrode: 'L', yUm: [-90, -100], maximumUa: 300, toleranceFraction: 0.1 },
      { kind: 'sweep', id: 's', parameters: [{ path: 'electrodes.L.diameterUm', values: [30, 70] }] },
    ]);
    const first = await runner.run(project, { cache: cacheThere() });
    const entries = await readdir(kept, { recursive: true, withFileTypes: true });
    const sizes = await Promise.all(entries.filter((entry) => entry.isFile()).map(async ({ parentPath, name }) => ({ file: path.join(parentPath, name), size: (await stat(path.join(parentPath, name))).size })));
    const large = sizes.filter(({ size }) => size > 20_000);
    expect(large.length).toBeGreaterThan(8);
    await Promise.all(large.map(({ file }) => rm(file)));
    const calls = fieldCalls();
    const again = await runner.run(project, { cache: cacheThere() });
    calls.stop();
    expect(calls).toMatchObject({ mesh: 1, solve: 1 });
    expect(again.tables).toEqual(first.tables);
    expect(again.data.warnings).toEqual(first.data.warnings);
    expect(first.data.warnings.some(({ where }) => where.startsWith('study'))).toBe(true);
  });

  it('a study that was stopped goes on where it was', async () => {
    const cache = memoryCache();
    const controller = new AbortController();
    const stopped = await runner.run(nerve([CURVE], { axonCount: 40 }), {
      cache, signal: controller.signal, onEvent: (event) => { if (event.kind === 'phase-progress' && event.phase === 'studies' && event.done >= 160) controller.abort(); },
    });
    const whole = await runner.run(nerve([CURVE], { axonCount: 40 }), { cache });
    const undisturbed = await runner.run(nerve([CURVE], { axonCount: 40 }));
    expect(whole.tables).toEqual(undisturbed.tables);
    if (stopped.status === 'cancelled') {
      const points = valuesOf(stopped.tables[0], 'amplitude_ua');
      expect(points.length).toBeLessThan(7);
      points.forEach((amplitude, row) => expect(valuesOf(stopped.tables[0], 'recruited_count near myelinated')[row])
        .toBe(valuesOf(whole.tables[0], 'recruited_count near myelinated')[valuesOf(whole.tables[0], 'amplitude_ua').indexOf(amplitude)]));
    }
  });
});

it('answers do not depend on the number of workers', async () => {
  const studies = [
    CURVE, { kind: 'thresholds', id: 't', maximumUa: 300, toleranceFraction: 0.02 },
    { kind: 'sweep', id: 'random', sampling: 'random', samples: 3, parameters: [{ path: 'stimulation.drives.0.weight', values: { from: 0.1, to: 5, count: 2 } }] },
    { kind: 'optimization', id: 'opt', variables: [{ path: 'stimulation.drives.0.weight', lower: 0, upper: 5 }], cost: [{ quantity: 'not-recruited' }, { quantity: 'charge', weight: 0.1 }], evaluations: 12 },
    { kind: 'recording', id: 'r', contacts: ['L'] },
  ];
  const [one, four] = [await single.run(nerve(studies, { axonCount: 6 })), await runner.run(nerve(studies, { axonCount: 6 }))];
  expect(four.tables).toEqual(one.tables);
  const opt = four.tables[3];
  expect(summaryOf(opt, 'Best cost')).toBe(Math.min(...valuesOf(opt, 'cost')));
  expect(valuesOf(opt, 'best_cost').at(-1)).toBe(summaryOf(opt, 'Best cost'));
});

it('an optimisation evaluates as many candidates at once as OPTIM_CPU says, with the same answer', async () => {
  const study = { kind: 'optimization', id: 'opt', variables: [{ path: 'stimulation.drives.0.weight', lower: 0, upper: 5 }], cost: [{ quantity: 'not-recruited' }, { quantity: 'charge', weight: 0.01 }], evaluations: 12 };
  const project = { ...singleFiber(), studies: [study] };
  const answers = [];
  for (const candidates of [1, 3]) {
    const counted = await studyRunner(4, candidates);
    const pool = counted.pools.fibers();
    const original = pool.run.bind(pool);
    let running = 0;
    let most = 0;
    pool.run = async (options, call) => {
      most = Math.max(most, running += 1);
      return original(options, call).finally(() => { running -= 1; });
    };
    const { tables: [table] } = await counted.run(project);
    answers.push(table);
    await counted.dispose();
    expect(most).toBe(candidates);
  }
  expect(answers[1]).toEqual(answers[0]);
});

it('convergence of the mesh: finer meshes hardly change the potentials (median below 0.1 %)', async () => {
  const { tables: [table] } = await runner.run(nerve([{ kind: 'convergence', id: 'mesh', factors: [1.5, 1, 0.7], targetFraction: 0.0001 }], { axonCount: 4 }));
  const unknowns = valuesOf(table, 'unknowns');
  expect(unknowns).toEqual([...unknowns].sort((a, b) => a - b));
  const [coarsest, ...changes] = valuesOf(table, 'median_change_percent');
  expect(coarsest).toBeNaN();
  for (const change of changes) expect(change).toBeLessThan(0.1);
});

describe('what is not possible', () => {
  it('between valid points stays empty, and the sweep goes on', async () => {
    const path = 'electrodes.0.yUm';
    const { tables: [table], data, status } = await runner.run(nerve([{ kind: 'sweep', id: 'across', parameters: [{ path, values: [-90, -30, 0] }] }], { axonCount: 4 }));
    expect(status).toBe('finished');
    expect(valuesOf(table, path)).toEqual([-90, -30, 0]);
    const recruited = valuesOf(table, 'recruited_percent near myelinated');
    expect(recruited.map(Number.isFinite)).toEqual([true, false, true]);
    expect(data.warnings.filter(({ where }) => where === 'study "across"').map(({ message }) => message)).toEqual([expect.stringMatching(/^1 of 3 points are not possible.*electrodes\.0\.yUm = -30: electrode "L".*straddles the perineurium of fascicle "near"/)]);
  });

  it('is refused before the run: unknown names, empty ranges, values of another kind', async () => {
    const wrong: [object, RegExp][] = [
      [{ kind: 'thresholds', id: 's', minimumUa: 10, maximumUa: 5 }, /study "s".*highest amplitude 5 uA is not above/s],
      [{ kind: 'strength-duration', id: 's', waveform: 'puls', durationsMs: [1] }, /no waveform "puls".*Did you mean "pulse"/s],
      [{ kind: 'sweep', id: 's', parameters: [{ path: 'electrodes.0.kind', values: [1] }] }, /does not lead to a number/],
      [{ kind: 'convergence', id: 's', vary: 'dt' }, /potentials of the field do not depend on the time step/],
      [{ kind: 'block-thresholds', id: 's', testMs: 1 }, /add a clamp/],
      [{ kind: 'recruitment-curve', id: 's', amplitudesUa: { from: 0, to: 10, count: 3, spacing: 'logarithmic' } }, /Logarithmic spacing from 0/],
      [{ kind: 'recording', id: 's' }, /Nothing records/],
      [{ ...CURVE, drives: [{ contact: 'L/1', waveform: 'pulse' }] }, /no contact "L\/1"/],
      [{ ...CURVE, drives: [{ contact: 'L', waveform: 'puls' }] }, /no waveform "puls"/],
    ];
    for (const [study, message] of wrong) {
      const error = await runner.run(nerve([study])).then(() => null, (reason: unknown) => reason);
      expect(error).toBeInstanceOf(ProblemError);
      expect((error as ProblemError).problems.map((problem) => `${problem.where}: ${problem.message}`).join('\n')).toMatch(message);
    }
    await expect(runner.run(nerve([CURVE]), { studies: ['curv'] })).rejects.toThrow(ProblemError);
  });

  it('a sweep that leaves the nerve says which value and why; the other studies go on', async () => {
    const { status, tables, data } = await runner.run(nerve([
      { kind: 'sweep', id: 'outside', parameters: [{ path: 'electrodes.0.yUm', values: [-90, 5000] }] }, CURVE,
    ]));
    expect(status).toBe('incomplete');
    expect(tables.map(({ id }) => id)).toEqual(['curve']);
    expect(data.warnings.find(({ where }) => where === 'study "outside"')?.message).toMatch(/electrodes\.0\.yUm = 5000 is not possible: electrode "L"/);
  });
});

it('results hold the tables as CSV, HDF5 and figures, and give them back', async () => {
  const out = path.join(folder, 'nerve.results');
  const choices = { kind: 'sweep', id: 'choices', parameters: [{ path: 'simulation.myelinated.model', values: ['MRG', 'Gaines_motor'] }, { path: 'simulation.field.formulation', values: ['nrv', 'sharp'] }] };
  const { tables } = await runner.run(nerve([CURVE, { kind: 'thresholds', id: 'fibre/thresholds', maximumUa: 300, toleranceFraction: 0.05 }, choices], { axonCount: 6 }), { out });
  const names = await readdir(out);
  expect(names).toEqual(expect.arrayContaining(['study-curve.csv', 'study-fibre-thresholds.csv', 'study-fibre-thresholds-summary.csv']));
  expect(await readdir(path.join(out, 'figures'))).toEqual(expect.arrayContaining(['study-curve.svg', 'study-curve.png', 'study-curve.pdf', 'study-fibre-thresholds.svg']));
  const csv = (await readFile(path.join(out, 'study-curve.csv'), 'utf8')).split('\r\n');
  expect(csv[0]).toBe('amplitude_ua,recruited_percent near myelinated,recruited_percent far myelinated,selectivity near,selectivity far,recruited_count near myelinated,recruited_count far myelinated');
  expect(csv).toHaveLength(9);
  const cells = (await readFile(path.join(out, 'study-choices.csv'), 'utf8')).split('\r\n').slice(0, 5).map((line) => line.split(',').slice(0, 2).join(' '));
  expect(cells).toEqual(['simulation.myelinated.model simulation.field.formulation', 'MRG nrv', 'MRG sharp', 'Gaines_motor nrv', 'Gaines_motor sharp']);
  const back = await readResults(out, runner.pools);
  expect(back.studies[2].columns[0]).toMatchObject({ labels: ['MRG', 'Gaines_motor'], values: Float64Array.of(0, 0, 1, 1) });
  expect(back.studies).toEqual(tables);
  const column = back.fibers.columns.find(({ key }) => key === 'thresholdUa');
  expect(Array.from(column!.values)).toEqual(valuesOf(tables[1], 'threshold_ua'));
});

it('a project runs only the studies that are asked for', async () => {
  const { tables, events } = await runner.run({ ...smallNerve({ axonCount: 4 }), studies: [CURVE, { ...CURVE, id: 'other' }] }, { studies: ['other'] });
  expect(tables.map(({ id }) => id)).toEqual(['other']);
  expect(events[0]).toMatchObject({ kind: 'run-started', phases: ['population', 'mesh', 'field', 'footprints', 'fibers', 'analysis', 'studies', 'results'] });
  const none = await runner.run({ ...smallNerve({ axonCount: 4 }), studies: [CURVE] }, { studies: [] });
  expect(none.tables).toEqual([]);
});
