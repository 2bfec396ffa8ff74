// Things in a project refer to one another by name. Renaming keeps those references true; removing takes them along.
import type { Draft } from 'immer';
import type { Project } from '../../../src-model/project';
import { rewriteListStep, stepAfterRemoval } from './study-paths';

/** Lists of the project whose entries have names. */
export type NamedList = 'fascicles' | 'fibers' | 'electrodes' | 'waveforms' | 'studies';

export function namedList(project: Draft<Project>, list: NamedList): { id: string }[] {
  return list === 'waveforms' ? project.stimulation.waveforms : project[list];
}

const LIST_PATHS: Readonly<Record<NamedList, string>> = {
  fascicles: 'fascicles', fibers: 'fibers', electrodes: 'electrodes', waveforms: 'stimulation.waveforms', studies: 'studies',
};

export const idsIn = (project: Project, list: NamedList): string[] => namedList(project as Draft<Project>, list).map(({ id }) => id);

/** `base` if it is free, else "base 2", "base 3" ... ; a number at the end of `base` counts on: F1 -> F2. */
export function freeId(base: string, taken: readonly string[]): string {
  if (!taken.includes(base)) return base;
  const [, stem, number] = /^(.*?)(\d*)$/.exec(base)!;
  const joint = number === '' ? `${stem} ` : stem;
  for (let next = number === '' ? 2 : Number(number) + 1; ; next++) {
    if (!taken.includes(`${joint}${next}`)) return `${joint}${next}`;
  }
}

const contactElectrode = (contact: string, electrode: string): boolean => contact === electrode || contact.startsWith(`${electrode}/`);

/** Gives the entry at `index` another name, in the draft and in everything that refers to it. */
export function renameIn(draft: Draft<Project>, list: NamedList, index: number, name: string): void {
  const entry = namedList(draft, list)[index];
  const former = entry.id;
  entry.id = name;
  const renamed = (value: string): string => (value === former ? name : value);
  const { drives, clamps } = draft.stimulation;
  const { record } = draft.simulation;
  const { studies } = draft;
  // A step with a dot would be two: such names are reached by position.
  rewriteListStep(draft, LIST_PATHS[list], (step) => (step !== former ? step : name.includes('.') ? String(index) : name));
  if (list === 'electrodes') {
    const renamedContact = (contact: string): string => (contactElectrode(contact, former) ? name + contact.slice(former.length) : contact);
    for (const drive of drives) drive.contact = renamedContact(drive.contact);
    for (const study of studies) {
      if (study.kind === 'current-distance') study.electrode = renamed(study.electrode);
      if (study.kind === 'recording') study.contacts = study.contacts.map(renamedContact);
      if ('drives' in study) for (const drive of study.drives ?? []) drive.contact = renamedContact(drive.contact);
    }
  }
  if (list === 'waveforms') {
    for (const drive of drives) drive.waveform = renamed(drive.waveform);
    for (const study of studies) {
      if (study.kind === 'strength-duration') study.waveform = renamed(study.waveform);
      if ('drives' in study) for (const drive of study.drives ?? []) drive.waveform = renamed(drive.waveform);
    }
  }
  if (list === 'fascicles') {
    // Axons of a population are named after their fascicle: "F1/12".
    const renamedAxon = (fiber: string): string => (fiber.startsWith(`${former}/`) ? name + fiber.slice(former.length) : fiber);
    for (const clamp of clamps) {
      if (clamp.fascicles) clamp.fascicles = clamp.fascicles.map(renamed);
      if (clamp.fibers) clamp.fibers = clamp.fibers.map(renamedAxon);
    }
    if (record.fibers) record.fibers = record.fibers.map(renamedAxon);
    for (const study of studies) {
      if (study.kind !== 'optimization') continue;
      for (const factor of study.cost.flatMap((term) => [term, ...(term.times ?? [])])) if (factor.fascicle !== undefined) factor.fascicle = renamed(factor.fascicle);
    }
  }
  if (list === 'fibers') {
    for (const clamp of clamps) if (clamp.fibers) clamp.fibers = clamp.fibers.map(renamed);
    if (record.fibers) record.fibers = record.fibers.map(renamed);
  }
}

/** Removes the entry, and the drives that would lead nowhere without it. Other references stay and are reported by validation. */
export function removeFrom(draft: Draft<Project>, list: NamedList, index: number): void {
  const names = namedList(draft, list).map(({ id }) => id);
  const [removed] = namedList(draft, list).splice(index, 1);
  rewriteListStep(draft, LIST_PATHS[list], stepAfterRemoval(names, new Set([index])));
  const { drives } = draft.stimulation;
  const leadsNowhere = (drive: (typeof drives)[number]): boolean =>
    (list === 'electrodes' && contactElectrode(drive.contact, removed.id)) || (list === 'waveforms' && drive.waveform === removed.id);
  removeDrives(draft, new Set(drives.flatMap((drive, position) => (leadsNowhere(drive) ? [position] : []))));
}

/** Takes these positions out of the drives. */
export function removeDrives(draft: Draft<Project>, positions: ReadonlySet<number>): void {
  const { stimulation } = draft;
  if (positions.size === 0) return;
  rewriteListStep(draft, 'stimulation.drives', stepAfterRemoval(stimulation.drives.map(({ contact }) => contact), positions));
  stimulation.drives = stimulation.drives.filter((_, position) => !positions.has(position));
}
