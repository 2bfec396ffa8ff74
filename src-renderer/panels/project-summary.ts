// A project in a few numbers.
import { contactsOf } from '../../src-model/contacts';
import type { Population, Project } from '../../src-model/project';
import { formatQuantity, unitSymbol } from '../../src-model/units';

export const axonCountOf = (population: Population): number => (population.kind === 'generated' ? population.axonCount : population.axons.length);

export function projectSummary(project: Project): [title: string, value: string][] {
  const length = (valueUm: number): string => formatQuantity(valueUm, unitSymbol('um'));
  const axons = project.fascicles.reduce((sum, { population }) => sum + axonCountOf(population), 0);
  const rows: [string, string | null][] = [
    ['Nerve', project.nerve ? `${length(project.nerve.diameterUm)} × ${length(project.nerve.lengthUm)}` : null],
    ['Fascicles', project.nerve ? String(project.fascicles.length) : null],
    ['Axons', axons > 0 ? String(axons) : null],
    ['Single fibres', project.fibers.length > 0 ? String(project.fibers.length) : null],
    ['Electrodes', String(project.electrodes.length)],
    ['Contacts', String(contactsOf(project.electrodes).length)],
    ['Driven contacts', String(new Set(project.stimulation.drives.map(({ contact }) => contact)).size)],
    ['Simulated time', formatQuantity(project.simulation.durationMs, 'ms')],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}
