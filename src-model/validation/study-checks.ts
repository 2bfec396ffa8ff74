// Checks of studies: what they name must exist.
import { didYouMean } from '../closest-name';
import { contactsOf } from '../contacts';
import type { Problem } from '../problem';
import type { Project } from '../project';
import { valueAt } from '../schema-walk';
import { errorAt, type Path } from './finding';

export function checkStudies(project: Project): Problem[] {
  return project.studies.flatMap((study, index): Problem[] => {
    const path = ['studies', index];
    switch (study.kind) {
      case 'strength-duration': return named(project, [...path, 'waveform'], 'waveform', study.waveform, project.stimulation.waveforms.map(({ id }) => id));
      case 'current-distance': return named(project, [...path, 'electrode'], 'electrode', study.electrode, project.electrodes.map(({ id }) => id));
      case 'recording': return study.contacts.flatMap((contact, k) => named(project, [...path, 'contacts', k], 'contact', contact, contactsOf(project.electrodes).map(({ name }) => name)));
      case 'sweep': return study.parameters.flatMap((parameter, k) => numberAt(project, [...path, 'parameters', k, 'path'], parameter.path));
      case 'optimization': return [
        ...study.variables.flatMap((variable, k) => [
          ...numberAt(project, [...path, 'variables', k, 'path'], variable.path),
          ...(variable.lower < variable.upper ? [] : [errorAt(project, [...path, 'variables', k, 'upper'], `The upper bound ${variable.upper} is not above the lower bound ${variable.lower}.`)]),
        ]),
        ...study.cost.flatMap((term, k) => (term.fascicle === undefined ? [] : named(project, [...path, 'cost', k, 'fascicle'], 'fascicle', term.fascicle, project.fascicles.map(({ id }) => id)))),
      ];
      default: return [];
    }
  });
}

function named(project: Project, path: Path, what: string, name: string, names: readonly string[]): Problem[] {
  return names.includes(name) ? [] : [errorAt(project, path, `There is no ${what} "${name}".${didYouMean(name, names)}`)];
}

function numberAt(project: Project, path: Path, target: string): Problem[] {
  const value = valueAt(project, target.split('.'));
  return typeof value === 'number' ? [] : [errorAt(project, path, `"${target}" does not lead to a number in this project; a path looks like electrodes.0.yUm.`)];
}
