// Remaining times: of work whose pace changes, of steps that differ in cost, and of a whole list of studies.
import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src-main/run/pace';
import { forecast } from '../../../src-main/studies/forecast';
import { stepCosts, studyWork } from '../../../src-main/studies/study-work';
import { parseProject } from '../../../src-model/parse';
import type { Project } from '../../../src-model/project';
import { singleFiber } from '../small-project';

describe('the pace', () => {
  const after = (points: [number, number][], total: number): number | null => {
    const pace = new Pace();
    for (const [atMs, work] of points) pace.note(atMs, work);
    return pace.remainingMs(total);
  };

  it('is unknown before anything is done', () => expect(after([[100, 0]], 10)).toBeNull());
  it('of even work is its mean', () => expect(after([[100, 1], [200, 2], [300, 3], [400, 4]], 10)).toBeCloseTo(600, 9));
  it('forgets what came from a cache at once', () => {
    // 50 of 100 in the first moment, then one per 10 ms: 40 are left.
    const points = Array.from({ length: 10 }, (_, k): [number, number] => [10 * (k + 1), 51 + k]);
    expect(after([[1, 50], ...points], 100)).toBeCloseTo(400, 6);
  });
  it('of a million steps needs no more memory than of a few, and is as good', () => {
    const pace = new Pace();
    for (let k = 1; k <= 100_000; k++) pace.note(k, k);
    expect(pace.remainingMs(200_000)).toBeCloseTo(100_000, 3);
  });
});

const projectWith = (studies: object[]): Project => parseProject({ ...singleFiber(), studies }).project;

describe('steps that differ in cost', () => {
  it('are time steps where a sweep varies dt', () => {
    const project = projectWith([{ kind: 'sweep', id: 's', parameters: [{ path: 'simulation.dtMs', values: [0.01, 0.005, 0.001] }] }]);
    const costs = stepCosts(project.studies[0], project)!;
    expect([0, 1, 2].map(costs.of)).toEqual([200, 400, 2000]);
    expect(costs.total).toBeCloseTo(2600, 9);
  });
  it('are equal where it varies something else, however many there are', () => {
    const project = projectWith([{ kind: 'sweep', id: 's', parameters: [{ path: 'electrodes.0.zUm', values: { from: 1, to: 2, count: 100_000 } }] }]);
    expect(stepCosts(project.studies[0], project)!.total).toBeCloseTo(100_000 * 400, 3);
  });
  it('grow with the refinement', () => {
    const project = projectWith([{ kind: 'convergence', id: 'c', measure: 'thresholds', vary: 'dt', factors: [0.5, 2, 1] }]);
    expect([0, 1, 2].map(stepCosts(project.studies[0], project)!.of)).toEqual([200, 400, 800]);
  });
});

describe('a list of studies', () => {
  const project = projectWith([
    { kind: 'recruitment-curve', id: 'a', amplitudesUa: [1, 2, 3, 4] },
    { kind: 'recruitment-curve', id: 'b', amplitudesUa: [1, 2, 3, 4, 5, 6, 7, 8] },
    { kind: 'recruitment-curve', id: 'c', amplitudesUa: [1, 2] },
  ]);
  const works = project.studies.map((study) => studyWork(study, { project, rows: Int32Array.of(0) }));
  const ran = { phase: 'fibers', seconds: 0.1, workers: 1, reused: false, inputHash: null } as const;

  it('begins with the pace of the run\'s own fibres', () => {
    // 400 steps of the run took 100 ms: (8 + 2) x 400 steps are left behind the first study.
    expect(forecast(works, 400, [ran]).afterwardsMs(0, 0, 0)).toBeCloseTo(1000, 9);
  });
  it('does not know what nothing tells', () => {
    expect(forecast(works, 400, [{ ...ran, reused: true }]).afterwardsMs(0, 0, 0)).toBeNull();
    const fields = [works[0], { fiberSteps: 0, fields: 3 }];
    expect(forecast(fields, 400, [ran]).afterwardsMs(0, 0, 0)).toBeNull();
  });
  it('learns from the studies that run', () => {
    const later = forecast(works, 400, [ran]);
    expect(later.afterwardsMs(0, 80, 0.5)).toBeCloseTo(10 * 40, 9);
    later.finished(0, 160);
    expect(later.afterwardsMs(1, 320, 1)).toBeCloseTo(2 * 40, 9);
    expect(later.afterwardsMs(2, 5, 0.1)).toBe(0);
  });
  it('counts fields apart from fibres', () => {
    const fields = [{ fiberSteps: 1000, fields: 0 }, { fiberSteps: 500, fields: 3 }];
    const later = forecast(fields, 1000, [ran, { ...ran, phase: 'mesh', seconds: 1 }, { ...ran, phase: 'field', seconds: 2 }]);
    expect(later.afterwardsMs(0, 200, 1)).toBeCloseTo(100 + 9000, 9);
  });
});
