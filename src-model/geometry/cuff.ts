// Cuffs with every default resolved (rules of NRV 1.4.0, which the reference potentials use).
import type { Electrode, ElectrodeOf, Nerve } from '../project';

export type CuffElectrode = ElectrodeOf<'cuff' | 'multi-contact-cuff'>;

export const isCuff = (electrode: Electrode): electrode is CuffElectrode => electrode.kind === 'cuff' || electrode.kind === 'multi-contact-cuff';

export interface CuffDimensions {
  contactLengthUm: number;
  /** Radial thickness of the contact, outwards from the nerve (plus recess). */
  contactThicknessUm: number;
  /** Flat (chord) width of each contact of a multi-contact cuff; null for a ring. */
  contactWidthUm: number | null;
  /** null: no insulator. */
  insulator: { lengthUm: number; thicknessUm: number; centerXUm: number } | null;
}

/** Contact: 10 % of the gap between nerve and bath. Insulator: five contact thicknesses, at most 40 % of that gap; twice the contact's length. */
export function cuffDimensions(cuff: CuffElectrode, nerve: Pick<Nerve, 'diameterUm' | 'bathDiameterUm'>): CuffDimensions {
  const gapUm = nerve.bathDiameterUm === null ? null : Math.abs(nerve.bathDiameterUm - nerve.diameterUm) / 2;
  const contactThicknessUm = cuff.contactThicknessUm ?? 0.1 * (gapUm ?? nerve.diameterUm);
  const insulatorThicknessUm = cuff.insulatorThicknessUm ?? Math.min(5 * contactThicknessUm, gapUm === null ? Infinity : 0.4 * gapUm);
  return {
    contactLengthUm: cuff.contactLengthUm,
    contactThicknessUm,
    contactWidthUm: cuff.kind === 'cuff' ? null : (cuff.contactWidthUm ?? (4 * Math.PI * nerve.diameterUm) / (5 * cuff.contactCount)),
    insulator: cuff.insulator
      ? { lengthUm: cuff.insulatorLengthUm ?? 2 * cuff.contactLengthUm, thicknessUm: insulatorThicknessUm, centerXUm: cuff.centerXUm + cuff.insulatorOffsetUm }
      : null,
  };
}

/** Extent of contact and insulator along the nerve, um. */
export function cuffExtentUm(cuff: CuffElectrode): [fromUm: number, toUm: number] {
  const half = cuff.contactLengthUm / 2;
  const contact = [cuff.centerXUm - half, cuff.centerXUm + half] as const;
  if (!cuff.insulator) return [...contact];
  const halfInsulator = (cuff.insulatorLengthUm ?? 2 * cuff.contactLengthUm) / 2;
  const middle = cuff.centerXUm + cuff.insulatorOffsetUm;
  return [Math.min(middle - halfInsulator, contact[0]), Math.max(middle + halfInsulator, contact[1])];
}
