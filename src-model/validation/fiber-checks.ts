// Checks of explicit fibres (single-fibre projects, or extra fibres in a nerve).
import { contains } from '../geometry/shape';
import { GEOMETRY_RANGE_UM, geometryRuleOf } from '../library/fiber-ranges';
import type { Problem } from '../problem';
import type { Project } from '../project';
import { errorAt, um } from './finding';
import { nerveOutline } from './fascicle-checks';

export function checkFibers(project: Project): Problem[] {
  return project.fibers.flatMap((_, index) => [...sizeProblems(project, index), ...positionProblems(project, index)]);
}

function sizeProblems(project: Project, index: number): Problem[] {
  const fiber = project.fibers[index];
  const path = ['fibers', index];
  if (fiber.myelinated) {
    const rule = geometryRuleOf(fiber.myelinatedModel ?? project.simulation.myelinated);
    const [lowUm, highUm] = GEOMETRY_RANGE_UM[rule];
    if (fiber.diameterUm < lowUm || fiber.diameterUm > highUm) {
      return [errorAt(project, [...path, 'diameterUm'], `The diameter is ${um(fiber.diameterUm)}; the geometry "${rule}" holds from ${um(lowUm)} to ${um(highUm)}. Change the diameter or the geometry.`)];
    }
  } else if (fiber.nodeCount !== undefined) {
    return [errorAt(project, [...path, 'nodeCount'], 'An unmyelinated fibre has no nodes to count; give its length instead.')];
  }
  if (fiber.lengthUm !== undefined && fiber.nodeCount !== undefined) {
    return [errorAt(project, [...path, 'nodeCount'], 'Both the length and the number of nodes are given, and each decides the other; remove one.')];
  }
  if (!project.nerve && fiber.lengthUm === undefined && fiber.nodeCount === undefined) {
    return [errorAt(project, path, `The fibre has no length; give ${fiber.myelinated ? 'its length or its number of nodes' : 'its length'}.`)];
  }
  if (project.nerve && fiber.lengthUm !== undefined && fiber.lengthUm > project.nerve.lengthUm) {
    return [errorAt(project, [...path, 'lengthUm'], `The fibre is ${um(fiber.lengthUm)} long, longer than the nerve (${um(project.nerve.lengthUm)}).`)];
  }
  return [];
}

function positionProblems(project: Project, index: number): Problem[] {
  const { yUm, zUm, diameterUm } = project.fibers[index];
  if (project.nerve) {
    return contains(nerveOutline(project.nerve.diameterUm), [yUm, zUm], diameterUm / 2) ? [] : [errorAt(project, ['fibers', index, 'yUm'],
      `The fibre (y = ${um(yUm)}, z = ${um(zUm)}) is not wholly inside the nerve (diameter ${um(project.nerve.diameterUm)}); move it.`)];
  }
  return project.electrodes.flatMap((electrode): Problem[] => {
    if (electrode.kind !== 'point') return [];
    const distanceUm = Math.hypot(electrode.yUm - yUm, electrode.zUm - zUm);
    return distanceUm > diameterUm / 2 ? [] : [errorAt(project, ['fibers', index, 'yUm'],
      `Point electrode "${electrode.id}" lies inside the fibre (${um(distanceUm)} from its axis, radius ${um(diameterUm / 2)}), where its potential has no bound; move the fibre or the electrode.`)];
  });
}
