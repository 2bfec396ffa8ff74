// Electrodes and their contacts: each contact is driven, solved and recorded on its own.
import type { Electrode } from './project';

export interface ContactRef {
  /** The electrode's id, or "id/k" when the electrode has several contacts. */
  name: string;
  electrode: Electrode;
  /** Index of the contact within its electrode. */
  index: number;
}

export function contactCountOf(electrode: Electrode): number {
  return electrode.kind === 'multi-contact-cuff' || electrode.kind === 'time' ? electrode.contactCount : 1;
}

/** All contacts in file order: electrode by electrode, contact by contact. This order is the order of footprints everywhere. */
export function contactsOf(electrodes: readonly Electrode[]): ContactRef[] {
  return electrodes.flatMap((electrode) => {
    const many = electrode.kind === 'multi-contact-cuff' || electrode.kind === 'time';
    return Array.from({ length: contactCountOf(electrode) }, (_, index) => ({
      name: many ? `${electrode.id}/${index}` : electrode.id,
      electrode,
      index,
    }));
  });
}
