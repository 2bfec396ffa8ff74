// Particle swarm with constriction coefficients, every particle informed by the swarm's best.
// Kennedy & Eberhart 1995, Proc ICNN 4:1942-1948; coefficients: Clerc & Kennedy 2002, IEEE Trans Evol Comput 6:58-73.
import { clampToCube, comparable, type Optimizer, type Random } from './optimizer';

const INERTIA = 0.7298;
const ATTRACTION = 1.49618;

interface Particle {
  point: Float64Array;
  velocity: Float64Array;
  bestPoint: Float64Array;
  bestCost: number;
}

export function particleSwarm(dimension: number, random: Random, particleCount = 10 + 2 * Math.ceil(Math.sqrt(dimension)), tolerance = 1e-7): Optimizer {
  const randomPoint = (): Float64Array => Float64Array.from({ length: dimension }, random);
  const swarm: Particle[] = Array.from({ length: particleCount }, () => {
    const point = randomPoint();
    return { point, velocity: randomPoint().map((u) => (u - 0.5) / 2), bestPoint: point, bestCost: Infinity };
  });
  const leader = (): Particle => swarm.reduce((best, particle) => (particle.bestCost < best.bestCost ? particle : best));

  return {
    ask: () => swarm.map(({ point }) => point),
    get converged() {
      const { bestCost, bestPoint } = leader();
      return bestCost < Infinity && swarm.every(({ point }) => point.every((value, k) => Math.abs(value - bestPoint[k]) < tolerance));
    },
    tell(costs) {
      swarm.forEach((particle, k) => {
        if (comparable(costs[k]) < particle.bestCost) {
          particle.bestCost = costs[k];
          particle.bestPoint = particle.point;
        }
      });
      const best = leader().bestPoint;
      for (const particle of swarm) {
        const { point, velocity, bestPoint } = particle;
        particle.velocity = velocity.map((v, k) =>
          INERTIA * v + ATTRACTION * random() * (bestPoint[k] - point[k]) + ATTRACTION * random() * (best[k] - point[k]));
        particle.point = point.map((value, k) => {
          const moved = value + particle.velocity[k];
          const kept = clampToCube(moved);
          if (kept !== moved) particle.velocity[k] = 0;
          return kept;
        });
      }
    },
  };
}
