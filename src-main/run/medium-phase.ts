// Footprints in a homogeneous medium: closed form, so cheap that no worker is asked.
import { contactsOf } from '../../src-model/contacts';
import type { Conductivity } from '../../src-model/library/conductivity';
import { conductivityOf } from '../../src-model/library/materials';
import { ProblemError } from '../../src-model/problem';
import type { Project } from '../../src-model/project';
import { homogeneousPotentials } from '../../src-workers/field/analytic';
import type { FootprintTargets } from './field-phase';
import { compartmentPoints } from './field-phase';
import type { Footprints } from './footprints';
import { sharedFloats } from './footprints';
import type { PhaseContext } from './phase-context';

/** The conductivity around the electrodes of a project without a nerve. */
export function mediumOf({ medium }: Pick<Project, 'medium'>): Conductivity {
  if (medium === undefined) {
    throw new ProblemError([{ severity: 'error', path: ['medium'], where: 'medium', message: 'Electrodes need a nerve or a homogeneous medium around them. Add one of the two.' }]);
  }
  return conductivityOf(medium);
}

export function mediumPhase(project: Project, targets: FootprintTargets, { clock }: PhaseContext): Promise<Footprints> {
  const { compartments, rows } = targets;
  return clock.run({ phase: 'footprints', total: rows.length, unit: 'fibres', workers: 1 }, () => {
    const medium = mediumOf(project);
    const pointsUm = compartmentPoints(targets, 0, rows.length);
    const perContact = contactsOf(project.electrodes).map(({ electrode }) => {
      const values = sharedFloats(compartments.xUm.length);
      values.set(homogeneousPotentials(electrode, medium, pointsUm));
      return values;
    });
    return Promise.resolve({ value: { ...compartments, perContact } });
  });
}
