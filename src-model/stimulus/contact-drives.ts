// The current of every contact: waveforms times weights, several drives on one contact added up.
import { listOf } from '../closest-name';
import { contactsOf } from '../contacts';
import { ProblemError } from '../problem';
import type { Project } from '../project';
import { keyedSeed } from '../random/keyed-stream';
import { addHeld, scaleHeld } from './held-arithmetic';
import type { HeldWaveform } from './held-waveform';
import { sampleWaveform } from './sample-waveform';

/**
 * Held current of each contact, in the order of `contactsOf`; null for a contact that nothing drives.
 * Noise is keyed by (seed, waveform id): two drives of one waveform carry the same noise. Throws ProblemError on unknown names and impossible waveforms.
 */
export function contactDrives(project: Pick<Project, 'seed' | 'electrodes' | 'stimulation'>): (HeldWaveform | null)[] {
  const { waveforms, drives } = project.stimulation;
  const held = new Map<string, HeldWaveform>();
  const heldOf = (id: string, drive: number): HeldWaveform => {
    const known = held.get(id);
    if (known) return known;
    const found = waveforms.find((entry) => entry.id === id);
    if (!found) throw driveError(drive, 'waveform', `There is no waveform "${id}". ${listOf('Waveforms', waveforms.map((entry) => entry.id))}`);
    try {
      const sampled = sampleWaveform(found.waveform, keyedSeed(project.seed, 'waveform', id));
      held.set(id, sampled);
      return sampled;
    } catch (error) {
      if (error instanceof RangeError) throw new ProblemError([{ severity: 'error', path: ['stimulation', 'waveforms', waveforms.indexOf(found), 'waveform'], where: `waveform "${id}"`, message: error.message }]);
      throw error;
    }
  };
  const contacts = contactsOf(project.electrodes);
  const parts = contacts.map((): HeldWaveform[] => []);
  drives.forEach((drive, index) => {
    const contact = contacts.findIndex((candidate) => candidate.name === drive.contact);
    if (contact < 0) throw driveError(index, 'contact', `There is no contact "${drive.contact}". ${listOf('Contacts', contacts.map((candidate) => candidate.name))}`);
    const current = scaleHeld(heldOf(drive.waveform, index), drive.weight);
    if (!current.valueUa.every(Number.isFinite)) throw driveError(index, 'weight', `The weight ${drive.weight} makes the current of waveform "${drive.waveform}" larger than a number can hold; make it smaller.`);
    parts[contact].push(current);
  });
  return parts.map((terms) => (terms.length === 0 ? null : terms.length === 1 ? terms[0] : addHeld(...terms)));
}

function driveError(index: number, key: string, message: string): ProblemError {
  return new ProblemError([{ severity: 'error', path: ['stimulation', 'drives', index, key], where: `drive ${index + 1}`, message }]);
}
