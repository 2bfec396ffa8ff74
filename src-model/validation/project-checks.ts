// Checks of the whole: nerve or medium, something to simulate, names that are used twice, time steps.
import { didYouMean } from '../closest-name';
import { needsDoublePrecision } from '../library/double-precision';
import { isLibraryMaterial, unknownMaterialMessage } from '../library/materials';
import type { Problem } from '../problem';
import type { Material, Project } from '../project';
import { expandValues } from '../schema/study';
import { errorAt, ms, um, warningAt, type Path } from './finding';

export function checkSurroundings(project: Project): Problem[] {
  const { nerve, medium, fascicles, fibers } = project;
  const problems: Problem[] = [];
  if (nerve && medium !== undefined) problems.push(errorAt(project, ['medium'], 'The project has both a nerve and a homogeneous medium; remove one of them.'));
  if (!nerve && medium === undefined) problems.push(errorAt(project, [], 'The project has neither a nerve nor a homogeneous medium; add a nerve, or a medium for single fibres.'));
  if (!nerve && fascicles.length > 0) problems.push(errorAt(project, ['fascicles'], `There are ${fascicles.length} fascicles but no nerve around them; add a nerve or remove the fascicles.`));
  if (fascicles.length === 0 && fibers.length === 0) {
    problems.push(errorAt(project, nerve ? ['fascicles'] : ['fibers'], `There is no fibre to simulate; add ${nerve ? 'a fascicle with axons' : 'a fibre'}.`));
  }
  if (nerve && nerve.bathDiameterUm !== null && nerve.bathDiameterUm <= nerve.diameterUm) {
    problems.push(errorAt(project, ['nerve', 'bathDiameterUm'],
      `The bath (diameter ${um(nerve.bathDiameterUm)}) is not larger than the nerve (diameter ${um(nerve.diameterUm)}); make it larger, or choose no bath.`));
  }
  return problems;
}

export function checkNames(project: Project): Problem[] {
  const lists: [Path, readonly { id: string }[]][] = [
    [['fascicles'], project.fascicles], [['electrodes'], project.electrodes], [['fibers'], project.fibers],
    [['stimulation', 'waveforms'], project.stimulation.waveforms], [['studies'], project.studies],
  ];
  const problems = lists.flatMap(([path, items]) => {
    const firstWith = new Map<string, number>();
    return items.flatMap(({ id }, index): Problem[] => {
      const first = firstWith.get(id);
      if (first === undefined) firstWith.set(id, index);
      return first === undefined ? [] : [errorAt(project, [...path, index, 'id'], `The name "${id}" is used twice (entries ${first + 1} and ${index + 1}); give each its own name.`)];
    });
  });
  project.electrodes.forEach(({ id }, index) => {
    if (id.includes('/')) problems.push(errorAt(project, ['electrodes', index, 'id'], 'The name contains "/", which separates an electrode from the number of its contact; use another character.'));
  });
  return problems;
}

export function checkMaterials(project: Project): Problem[] {
  const used: [Path, Material | undefined][] = [
    [['medium'], project.medium],
    ...Object.entries(project.nerve?.materials ?? {}).map(([domain, material]): [Path, Material] => [['nerve', 'materials', domain], material]),
    ...project.fascicles.map(({ endoneurium }, index): [Path, Material | undefined] => [['fascicles', index, 'endoneurium'], endoneurium]),
  ];
  return used.flatMap(([path, material]) => (typeof material === 'string' && !isLibraryMaterial(material) ? [errorAt(project, path, unknownMaterialMessage(material))] : []));
}

/** Beyond this many steps a run is surely a slip of the unit. */
const MANY_STEPS = 20_000_000;

export function checkSimulation(project: Project): Problem[] {
  const { durationMs, dtMs, record } = project.simulation;
  const problems = precisionProblems(project);
  if (dtMs > durationMs) problems.push(errorAt(project, ['simulation', 'dtMs'], `The time step ${ms(dtMs)} is longer than the simulated time ${ms(durationMs)}; make it shorter (5 us is usual).`));
  else if (durationMs / dtMs > MANY_STEPS) problems.push(errorAt(project, ['simulation', 'dtMs'], `${ms(durationMs)} in steps of ${ms(dtMs)} are ${Math.round(durationMs / dtMs)} steps, more than ${MANY_STEPS}; shorten the time or lengthen the step.`));
  else if (dtMs > 0.05) problems.push(warningAt(project, ['simulation', 'dtMs'], `The time step ${ms(dtMs)} is too long to follow an action potential; 0.005 ms is usual, 0.025 ms the most.`));
  problems.push(...pointProblems(project));
  if (record.fibers && project.fascicles.length === 0) {
    const names = project.fibers.map(({ id }) => id);
    record.fibers.forEach((id, index) => {
      if (!names.includes(id)) problems.push(errorAt(project, ['simulation', 'record', 'fibers', index], `There is no fibre "${id}" to record.${didYouMean(id, names)}`));
    });
  }
  return problems;
}

/** Points at which fibres are recorded. */
function pointProblems(project: Project): Problem[] {
  const { nerve, simulation: { record } } = project;
  if (record.membranePotential !== 'points') return [];
  const pointsUm = expandValues(record.pointsUm ?? []);
  const path: Path = ['simulation', 'record', 'pointsUm'];
  if (pointsUm.length === 0) return [errorAt(project, path, 'Fibres are to be recorded at points, but there are none; give positions along the fibre in um, or record the nodes.')];
  return pointsUm.flatMap((xUm) => {
    if (xUm < 0) return [errorAt(project, path, `The recording point at ${um(xUm)} lies before the beginning of the fibres (x = 0); move it.`)];
    return nerve && xUm > nerve.lengthUm ? [errorAt(project, path, `The recording point at ${um(xUm)} lies beyond the end of the nerve (${um(nerve.lengthUm)}); move it.`)] : [];
  });
}

/** Single precision that is not had. */
function precisionProblems(project: Project): Problem[] {
  const { simulation, fibers, fascicles } = project;
  if (simulation.precision === 'f64') return [];
  const used = [
    ...fibers.map(({ myelinated, myelinatedModel = simulation.myelinated, unmyelinatedModel = simulation.unmyelinated }) => (myelinated ? myelinatedModel : unmyelinatedModel)),
    ...fascicles.flatMap(({ population }) => {
      const unmyelinated = population.kind === 'generated' ? Math.floor(population.axonCount * population.unmyelinatedFraction) : population.axons.filter(({ myelinated }) => !myelinated).length;
      const all = population.kind === 'generated' ? population.axonCount : population.axons.length;
      return [...(unmyelinated > 0 ? [simulation.unmyelinated] : []), ...(unmyelinated < all ? [simulation.myelinated] : [])];
    }),
  ];
  const models = new Set(used.filter(needsDoublePrecision).map((settings) => `${settings.model}${settings.model === 'MRG' ? ' with several compartments per section' : ''}`));
  return models.size === 0 ? [] : [warningAt(project, ['simulation', 'precision'],
    `Fibres of ${[...models].join(', ')} are computed in f64, because f32 is not precise enough for them; it holds for the other fibres only.`)];
}
