// The drives of one contact, and the list of drives after one of them changed.
import type { Drive } from '../../src-model/project';

export const drivesOf = (drives: readonly Drive[], contact: string): { drive: Drive; position: number }[] =>
  drives.flatMap((drive, position) => (drive.contact === contact ? [{ drive, position }] : []));

/** The first drive of the contact changes, or it gets one with weight 1. */
export function withDrive(drives: readonly Drive[], contact: string, change: Partial<Drive>): Drive[] {
  const position = drives.findIndex((drive) => drive.contact === contact);
  if (position >= 0) return drives.map((drive, index) => (index === position ? { ...drive, ...change } : drive));
  return [...drives, { contact, waveform: '', weight: 1, ...change }];
}
