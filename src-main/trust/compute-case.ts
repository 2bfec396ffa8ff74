// Our number for a reference case, computed by the same workers that a run uses.
import { createHash } from 'node:crypto';
import { electrodeSchema, myelinatedModelSchema, simulationSchema, unmyelinatedModelSchema, type ElectrodeOf } from '../../src-model/project';
import { pointSourcePotentials } from '../../src-workers/field/analytic';
import type { ContactSolution } from '../../src-workers/field/problem';
import type { FieldMesh } from '../../src-workers/field/solve';
import type { FiberBatchRequest, FiberSpec, Trace } from '../../src-workers/fiber/request';
import { solveOnWorker } from '../run/solve-on-worker';
import type { WorkerPools } from '../run/worker-pools';
import type { ReferenceFiber, ReferenceProblem, ReferenceSource } from './reference-cases';
import { REFERENCE_SEED, referenceFascicle, referenceNerve } from './reference-nerves';

type ProblemOf<K extends ReferenceProblem['kind']> = Extract<ReferenceProblem, { kind: K }>;

/** Relative width at which a threshold search ends: far below the tolerances. */
const SEARCH_TOLERANCE = 1e-4;
const CROSSING_MV = -30;
/** The last bits of sines and powers differ between versions of the JavaScript engine. */
const POPULATION_DECIMALS = 6;

function specOf({ myelinated, model, diameterUm, lengthUm, compartments }: ReferenceFiber): FiberSpec {
  const common = { id: 'fibre', diameterUm, lengthUm, nodeShift: 0 };
  // The references were made with NRV's own variants of the models.
  if (myelinated) return { ...common, myelinated, model: myelinatedModelSchema.parse({ model, variant: 'nrv' }) };
  const count = compartments === undefined ? { kind: 'd-lambda' } : { kind: 'count', count: compartments };
  return { ...common, myelinated, model: unmyelinatedModelSchema.parse({ model, variant: 'nrv', compartments: count }) };
}

/** Computes cases; each field is meshed and solved once. */
export class CaseComputer {
  private readonly fields = new Map<string, Promise<{ mesh: FieldMesh; solutions: ContactSolution[] }>>();

  constructor(private readonly pools: WorkerPools, private readonly signal: AbortSignal) {}

  compute(problem: ReferenceProblem): Promise<number | string> {
    switch (problem.kind) {
      case 'threshold': return this.threshold(problem);
      case 'velocity': return this.velocity(problem);
      case 'peak': return this.peak(problem);
      case 'potential': return this.potential(problem);
      case 'population': return this.populationHash();
      case 'point-source': {
        const { conductivitySPerM, offsetUm } = problem;
        const source = electrodeSchema.parse({ kind: 'point', id: 'E', xUm: 0, yUm: 0, zUm: 0 }) as ElectrodeOf<'point'>;
        return Promise.resolve(pointSourcePotentials(source, conductivitySPerM, Float64Array.from(offsetUm))[0]);
      }
    }
  }

  private async footprint(spec: FiberSpec, { distanceUm, alongSPerM, acrossSPerM }: ReferenceSource, xUm: number): Promise<Float64Array> {
    const [centersUm] = await this.pools.population().run({ title: 'compartments', signal: this.signal }, (worker, control) => worker.compartments([spec], control));
    const source = electrodeSchema.parse({ kind: 'point', id: 'E', xUm, yUm: 0, zUm: distanceUm }) as ElectrodeOf<'point'>;
    return pointSourcePotentials(source, { xx: alongSPerM, yy: acrossSPerM, zz: acrossSPerM }, Float64Array.from(Array.from(centersUm, (x) => [x, 0, 0]).flat()));
  }

  private async pulsed(fiber: ReferenceFiber, source: ReferenceSource, xUm: number, amplitudeUa: number, durationMs: number, dtMs: number): Promise<FiberBatchRequest> {
    const spec = specOf(fiber);
    const { onsetMs, pulseMs } = source;
    return {
      fibers: [spec], footprints: [[await this.footprint(spec, source, xUm)]],
      drives: [{ timeMs: Float64Array.of(onsetMs, onsetMs + pulseMs), valueUa: Float64Array.of(amplitudeUa, 0) }],
      simulation: simulationSchema.parse({ durationMs, dtMs, scheme: 'backward-euler', record: { membranePotential: 'nodes' } }),
    };
  }

  private async threshold({ fiber, source, durationMs, dtMs, position, levelMv }: ProblemOf<'threshold'>): Promise<number> {
    const request = await this.pulsed(fiber, source, fiber.lengthUm / 2, -1, durationMs, dtMs);
    const criterion = { kind: 'crossing', position, levelMv, afterMs: source.onsetMs + source.pulseMs } as const;
    const options = { kind: 'activation', minimum: 1, maximum: 8000, relativeTolerance: SEARCH_TOLERANCE, criterion } as const;
    const [{ threshold, reason }] = await this.pools.fibers().run({ title: 'a reference threshold', signal: this.signal }, (worker, control) => worker.thresholds(request, options, control));
    if (threshold === null) throw new Error(`no threshold: ${reason ?? 'unknown reason'}`);
    return threshold;
  }

  private async voltage(request: FiberBatchRequest): Promise<{ trace: Trace; sampleMs: number }> {
    const [{ traces, sampleMs, error }] = await this.pools.fibers().run({ title: 'a reference fibre', signal: this.signal }, (worker, control) => worker.simulate(request, control));
    const trace = traces.find(({ quantity }) => quantity === 'V');
    if (error !== undefined || !trace) throw new Error(error ?? 'the membrane potential was not recorded');
    return { trace, sampleMs };
  }

  private async velocity({ fiber, clamp, betweenUm, durationMs, dtMs }: ProblemOf<'velocity'>): Promise<number> {
    const { trace, sampleMs } = await this.voltage({
      fibers: [specOf(fiber)], footprints: [[]], drives: [], clamps: [[{ kind: 'current', ...clamp }]],
      simulation: simulationSchema.parse({ durationMs, dtMs, scheme: 'backward-euler', record: { membranePotential: 'nodes' } }),
    });
    const rows = betweenUm.map((wantedUm) => trace.xUm.reduce((best, xUm, k) => (Math.abs(xUm - wantedUm) < Math.abs(trace.xUm[best] - wantedUm) ? k : best), 0));
    const [from, to] = rows.map((row) => crossingMs(rowOf(trace, row), sampleMs));
    return ((trace.xUm[rows[1]] - trace.xUm[rows[0]]) * 1e-3) / (to - from);
  }

  private async peak({ fiber, source, amplitudeUa, sourceXUm, durationMs, dtMs, everySteps }: ProblemOf<'peak'>): Promise<number> {
    const request = await this.pulsed(fiber, source, sourceXUm, amplitudeUa, durationMs, dtMs);
    const { record } = request.simulation;
    const { trace } = await this.voltage({ ...request, simulation: { ...request.simulation, record: { ...record, everySteps } } });
    return Math.max(...rowOf(trace, trace.xUm.length - 1));
  }

  private async potential({ nerve, mesh: size, atUm }: ProblemOf<'potential'>): Promise<number> {
    const key = `${nerve}, ${size}`;
    const solved = this.fields.get(key) ?? this.solve(nerve, size);
    this.fields.set(key, solved);
    const { mesh, solutions } = await solved;
    const { perContact } = await this.pools.field().run({ title: 'reference potentials', signal: this.signal },
      (worker, control) => worker.sample({ meshKey: key, mesh, solutions, pointsUm: Float64Array.from(atUm) }, control));
    return perContact[0][0];
  }

  private async solve(nerve: ProblemOf<'potential'>['nerve'], size: ProblemOf<'potential'>['mesh']): Promise<{ mesh: FieldMesh; solutions: ContactSolution[] }> {
    const problem = referenceNerve(nerve, size);
    const { mesh } = await this.pools.field().run({ title: 'a reference mesh', signal: this.signal }, (worker, control) => worker.mesh(problem, control));
    const solutions: ContactSolution[] = [];
    await solveOnWorker(problem, mesh, [0], { title: 'a reference field', signal: this.signal }, this.pools, ({ solution }) => solutions.push(solution));
    return { mesh, solutions };
  }

  private async populationHash(): Promise<string> {
    const { axons } = await this.pools.population().run({ title: 'the reference population', signal: this.signal },
      (worker, control) => worker.populate(referenceFascicle(), [], REFERENCE_SEED, control));
    const columns = [axons.myelinated, axons.diameterUm, axons.yUm, axons.zUm, axons.nodeShift, axons.placed];
    return createHash('sha256').update(columns.map((column) => Array.from(column, (value) => value.toFixed(POPULATION_DECIMALS)).join(',')).join('\n')).digest('hex');
  }
}

const rowOf = ({ values, sampleCount }: Trace, row: number): Float32Array | Float64Array => values.subarray(row * sampleCount, (row + 1) * sampleCount);

/** First upward crossing, interpolated between samples. Throws when there is none. */
function crossingMs(trace: Float32Array | Float64Array, sampleMs: number): number {
  const n = trace.findIndex((value, i) => i > 0 && trace[i - 1] < CROSSING_MV && value >= CROSSING_MV);
  if (n < 0) throw new Error(`the action potential did not arrive: no crossing of ${CROSSING_MV} mV`);
  return (n - 1 + (CROSSING_MV - trace[n - 1]) / (trace[n] - trace[n - 1])) * sampleMs;
}
