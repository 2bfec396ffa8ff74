// Checks of studies: what they name must exist, what they vary must be a number, and there must be something to search.
import { didYouMean } from '../closest-name';
import { contactsOf } from '../contacts';
import type { Problem } from '../problem';
import type { Project } from '../project';
import { projectChoiceAt } from '../project-choices';
import { numberAt } from '../project-path';
import { areChoices, countOfValues, expandValues, type Choices, type Study, type StudyOf, type Values } from '../schema/study';
import { drivesOf, durationPath, electrodeYPath, sweepSize, withRecordingPoints } from '../study-plan';
import { checkElectrodes } from './electrode-checks';
import { errorAt, warningAt, type Path } from './finding';
import { driveProblems } from './stimulation-checks';

/** More points than any computer finishes. */
const MOST_SWEEP_POINTS = 1_000_000;

export function checkStudies(project: Project): Problem[] {
  return project.studies.flatMap((study, index) => {
    const path = ['studies', index];
    return [...stimulusChecks(project, study, path), ...clampChecks(project, study, path), ...driveChecks(project, study, path), ...rangeChecks(project, study, path), ...ownChecks(project, study, path)];
  });
}

/** Studies that change amplitudes need a driven contact. */
function stimulusChecks(project: Project, study: Study, path: Path): Problem[] {
  const scalesDrives = study.kind === 'recruitment-curve' || 'maximumUa' in study && (study.kind !== 'sweep' && study.kind !== 'convergence' || study.measure === 'thresholds');
  return scalesDrives && project.stimulation.drives.length === 0 && drivesOf(study) === undefined
    ? [errorAt(project, path, 'No contact is driven, so that there is no amplitude to change. Drive a contact with a waveform.')] : [];
}

const SCALES_DRIVES_ALONE: readonly Study['kind'][] = ['recruitment-curve', 'thresholds', 'strength-duration', 'current-distance'];

/** A fibre that fires without any contact looks as if it fired at every amplitude. */
function clampChecks(project: Project, { kind }: Study, path: Path): Problem[] {
  return SCALES_DRIVES_ALONE.includes(kind) && project.stimulation.clamps.length > 0
    ? [warningAt(project, path, 'The clamps of the project act in this study too: fibres that they fire count as recruited at every amplitude. Take the clamps out, or limit them to other fibres.')] : [];
}

function driveChecks(project: Project, study: Study, path: Path): Problem[] {
  return (drivesOf(study) ?? []).flatMap((drive, k) => driveProblems(project, drive, [...path, 'drives', k]));
}

function rangeChecks(project: Project, study: Study, path: Path): Problem[] {
  return 'maximumUa' in study && study.minimumUa >= study.maximumUa
    ? [errorAt(project, [...path, 'maximumUa'], `The highest amplitude ${study.maximumUa} uA is not above the lowest amplitude ${study.minimumUa} uA.`)] : [];
}

function ownChecks(project: Project, study: Study, path: Path): Problem[] {
  switch (study.kind) {
    case 'recruitment-curve': return valueChecks(project, [...path, 'amplitudesUa'], study.amplitudesUa, 'amplitude', 'uA', (value) => value >= 0, 'not be negative (polarity is the waveform\'s)');
    case 'strength-duration': return [
      ...named(project, [...path, 'waveform'], 'waveform', study.waveform, project.stimulation.waveforms.map(({ id }) => id), () =>
        (durationPath(project, study.waveform) === null ? `The waveform "${study.waveform}" has no single duration; choose a pulse or a biphasic waveform.` : null)),
      ...valueChecks(project, [...path, 'durationsMs'], study.durationsMs, 'duration', 'ms', (value) => value > 0, 'be positive'),
    ];
    case 'current-distance': return [
      ...named(project, [...path, 'electrode'], 'electrode', study.electrode, project.electrodes.map(({ id }) => id), () =>
        (electrodeYPath(project, study.electrode) === null ? `The electrode "${study.electrode}" surrounds the nerve and has no y; choose a point, LIFE or TIME electrode.` : null)),
      ...valueChecks(project, [...path, 'yUm'], study.yUm, 'position', 'um', () => true, ''),
    ];
    case 'conduction-velocity': return valueChecks(project, [...path, 'diametersUm'], study.diametersUm, 'diameter', 'um', (value) => value > 0, 'be positive');
    case 'block-thresholds': return blockChecks(project, study, path);
    case 'sweep': return sweepChecks(project, study, path);
    case 'convergence': return convergenceChecks(project, study, path);
    case 'optimization': return optimizationChecks(project, study, path);
    case 'recording': return recordingChecks(project, study, path);
    case 'thresholds': return [];
  }
}

function blockChecks(project: Project, study: StudyOf<'block-thresholds'>, path: Path): Problem[] {
  if (project.stimulation.clamps.length === 0) return [errorAt(project, path, 'A block is tested by an action potential; add a clamp that starts one at the test time.')];
  return study.testMs < project.simulation.durationMs ? []
    : [errorAt(project, [...path, 'testMs'], `The test at ${study.testMs} ms is not within the simulated ${project.simulation.durationMs} ms.`)];
}

function sweepChecks(project: Project, study: StudyOf<'sweep'>, path: Path): Problem[] {
  const size = sweepSize(study);
  const [first, ...others] = study.parameters.map(({ values }) => countOfValues(values));
  const unequal = study.sampling === 'paired' ? others.findIndex((count) => count !== first) : -1;
  return [
    ...(unequal < 0 ? [] : [errorAt(project, [...path, 'parameters', unequal + 1, 'values'], `Paired parameters need equally many values; these are ${others[unequal]}, the first parameter has ${first}.`)]),
    ...study.parameters.flatMap((parameter, k) => [
      ...(areChoices(parameter.values)
        ? choiceChecks(project, [...path, 'parameters', k], parameter.path, parameter.values)
        : [
          ...numberChecks(project, [...path, 'parameters', k, 'path'], parameter.path),
          ...valueChecks(project, [...path, 'parameters', k, 'values'], parameter.values, 'value', '', () => true, ''),
        ]),
    ]),
    ...(size <= MOST_SWEEP_POINTS ? [] : [errorAt(project, path, `The sweep has ${size} points; at most ${MOST_SWEEP_POINTS} are possible. Use fewer values or random sampling.`)]),
  ];
}

function convergenceChecks(project: Project, { vary, measure }: StudyOf<'convergence'>, path: Path): Problem[] {
  if (vary === 'dt' && measure === 'potentials') return [errorAt(project, [...path, 'measure'], 'The potentials of the field do not depend on the time step; measure thresholds, or vary the mesh.')];
  if (vary === 'mesh' && !project.nerve) return [errorAt(project, [...path, 'vary'], 'Without a nerve there is no mesh to refine; vary the time step.')];
  return vary === 'mesh' && project.electrodes.length === 0 ? [errorAt(project, path, 'There is no field without an electrode. Add one.')] : [];
}

function recordingChecks(project: Project, { contacts, pointsUm }: StudyOf<'recording'>, path: Path): Problem[] {
  const names = contactsOf(project.electrodes).map(({ name }) => name);
  return [
    ...(contacts.length + pointsUm.length > 0 ? [] : [errorAt(project, path, 'Nothing records; name a contact or give a point.')]),
    ...contacts.flatMap((contact, k) => named(project, [...path, 'contacts', k], 'contact', contact, names)),
    ...pointChecks(project, pointsUm, path),
  ];
}

/** Points must lie where an electrode without extent could. */
function pointChecks(project: Project, pointsUm: StudyOf<'recording'>['pointsUm'], path: Path): Problem[] {
  if (pointsUm.length === 0) return [];
  if (!project.nerve) return project.medium !== undefined ? [] : [errorAt(project, [...path, 'pointsUm'], 'Nothing surrounds the fibres, so that there is no potential to record; choose a medium.')];
  const own = project.electrodes.length;
  return checkElectrodes(withRecordingPoints(project, pointsUm)).flatMap(({ severity, path: [, index], message }) =>
    (severity === 'error' && Number(index) >= own ? [errorAt(project, [...path, 'pointsUm', Number(index) - own], message)] : []));
}

function optimizationChecks(project: Project, study: StudyOf<'optimization'>, path: Path): Problem[] {
  const fascicles = project.fascicles.map(({ id }) => id);
  return [
    ...study.variables.flatMap((variable, k) => [
      ...numberChecks(project, [...path, 'variables', k, 'path'], variable.path),
      ...(variable.lower < variable.upper ? [] : [errorAt(project, [...path, 'variables', k, 'upper'], `The upper bound ${variable.upper} is not above the lower bound ${variable.lower}.`)]),
    ]),
    ...study.cost.flatMap((term, k) => [[term, ['cost', k]] as const, ...(term.times ?? []).map((factor, f) => [factor, ['cost', k, 'times', f]] as const)]).flatMap(([factor, at]) => {
      if (factor.fascicle !== undefined) return named(project, [...path, ...at, 'fascicle'], 'fascicle', factor.fascicle, fascicles);
      return factor.quantity === 'selectivity' ? [errorAt(project, [...path, ...at], 'Selectivity is that of one fascicle among all; name the fascicle.')] : [];
    }),
  ];
}

function named(project: Project, path: Path, what: string, name: string, names: readonly string[], unsuitable: () => string | null = () => null): Problem[] {
  if (!names.includes(name)) return [errorAt(project, path, `There is no ${what} "${name}".${didYouMean(name, names)}`)];
  const reason = unsuitable();
  return reason === null ? [] : [errorAt(project, path, reason)];
}

function numberChecks(project: Project, path: Path, target: string): Problem[] {
  return numberAt(project, target) !== null ? []
    : [errorAt(project, path, `"${target}" does not lead to a number in this project; a path looks like electrodes.0.yUm or stimulation.waveforms.pulse.waveform.amplitudeUa.`)];
}

/** Every choice must be one that the project allows at this place. */
function choiceChecks(project: Project, path: Path, target: string, choices: Choices): Problem[] {
  const choice = projectChoiceAt(project, target);
  if (choice === null) return [errorAt(project, [...path, 'path'], `"${target}" does not lead to a choice in this project; a path looks like simulation.myelinated.model or stimulation.drives.0.waveform.`)];
  const wrong = choices.find((value) => typeof value !== 'number' && !choice.options.includes(value));
  return wrong === undefined ? [] : [errorAt(project, [...path, 'values'], `${choice.group}, ${choice.title.toLowerCase()}: "${wrong}" is none of ${choice.options.join(', ')}.`)];
}

function valueChecks(project: Project, path: Path, values: Values, what: string, unit: string, isPossible: (value: number) => boolean, must: string): Problem[] {
  if (!Array.isArray(values) && values.spacing === 'logarithmic' && !(values.from * values.to > 0)) {
    return [errorAt(project, path, `Logarithmic spacing from ${values.from} to ${values.to} is not possible; both ends must have the same sign and not be 0.`)];
  }
  const wrong = expandValues(values).find((value) => !isPossible(value));
  return wrong === undefined ? [] : [errorAt(project, path, `The ${what} ${wrong}${unit === '' ? '' : ` ${unit}`} must ${must}.`)];
}
