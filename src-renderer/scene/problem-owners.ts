// Problems of a project -> the drawn things that they concern.
import type { Problem } from '../../src-model/problem';
import type { Project } from '../../src-model/project';

/** Keys "fascicle:F1", "electrode:E1", "nerve:" of everything with an error. */
export function problemOwners(project: Project, problems: readonly Problem[]): ReadonlySet<string> {
  const owners = new Set<string>();
  for (const { severity, path } of problems) {
    if (severity !== 'error') continue;
    const [list, index] = path;
    if (list === 'nerve') owners.add('nerve:');
    if (typeof index !== 'number') continue;
    if (list === 'fascicles' && project.fascicles[index]) owners.add(`fascicle:${project.fascicles[index].id}`);
    if (list === 'electrodes' && project.electrodes[index]) owners.add(`electrode:${project.electrodes[index].id}`);
    if (list === 'fibers' && project.fibers[index]) owners.add(`fiber:${project.fibers[index].id}`);
  }
  return owners;
}
