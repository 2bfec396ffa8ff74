// Electrodes of every kind, with their contacts.
import { z } from 'zod';
import { flag, identifier, nonNegative, positive, quantity } from './fields';
import { NEUTRAL, NRV_DEFAULT, NRV_RULE, THIN_FILM } from './sources';

const electrodeId = identifier('electrode');
const cuffFields = {
  centerXUm: quantity({ title: 'Centre x', description: 'Middle of the contact along the nerve.', unit: 'um' }),
  contactLengthUm: positive({ title: 'Contact length', description: 'Extent of the contact along the nerve.', unit: 'um', source: NRV_DEFAULT }).default(100),
  contactThicknessUm: positive({ title: 'Contact thickness', description: 'Radial thickness of the contact; 10 % of the gap between nerve and bath when absent.', unit: 'um', source: NRV_RULE }).optional(),
  recessUm: nonNegative({ title: 'Recess', description: 'Depth by which the contact lies back from the nerve surface, filled with bath.', unit: 'um', source: 'Chosen for this program: the contact touches the nerve.' }).default(0),
  insulator: flag({ title: 'Insulator', description: 'Whether an insulating sleeve surrounds the contact.', source: NRV_DEFAULT }).default(true),
  insulatorLengthUm: positive({ title: 'Insulator length', description: 'Twice the contact length when absent.', unit: 'um', source: NRV_RULE }).optional(),
  insulatorThicknessUm: positive({ title: 'Insulator thickness', description: 'Five contact thicknesses, at most 40 % of the gap between nerve and bath, when absent.', unit: 'um', source: NRV_RULE }).optional(),
  insulatorOffsetUm: quantity({ title: 'Insulator offset', description: 'Shift of the insulator\'s middle along the nerve against the contact\'s middle.', unit: 'um', source: NRV_DEFAULT }).default(0),
};

export const electrodeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('point'), id: electrodeId,
    xUm: quantity({ title: 'x', description: 'Position along the nerve.', unit: 'um' }),
    yUm: quantity({ title: 'y', description: 'Transverse position.', unit: 'um' }),
    zUm: quantity({ title: 'z', description: 'Transverse position.', unit: 'um' }),
  }),
  z.object({
    kind: z.literal('life'), id: electrodeId,
    xUm: quantity({ title: 'Start x', description: 'Start (not centre) of the active site along the nerve.', unit: 'um' }),
    lengthUm: positive({ title: 'Length', description: 'Length of the active site.', unit: 'um', source: NRV_DEFAULT }).default(1000),
    yUm: quantity({ title: 'y', description: 'Transverse position of the wire.', unit: 'um' }),
    zUm: quantity({ title: 'z', description: 'Transverse position of the wire.', unit: 'um' }),
    diameterUm: positive({ title: 'Diameter', description: 'Diameter of the wire.', unit: 'um', source: NRV_DEFAULT }).default(25),
  }),
  z.object({ kind: z.literal('cuff'), id: electrodeId, ...cuffFields }),
  z.object({
    kind: z.literal('multi-contact-cuff'), id: electrodeId, ...cuffFields,
    contactCount: z.number().int().min(1).max(64).default(4).meta({ title: 'Contacts', description: 'Number of contacts, equally spaced around the nerve. Contact 0 faces +z, the next ones follow towards +y.', source: NRV_DEFAULT }),
    contactWidthUm: positive({ title: 'Contact width', description: 'Flat (chord) width of a contact; 4 pi D / (5 N) when absent.', unit: 'um', source: NRV_RULE }).optional(),
    rotationDeg: quantity({ title: 'Rotation', description: 'Turn of the whole cuff about the nerve, from +z towards +y.', unit: 'deg', source: NEUTRAL }).default(0),
  }),
  z.object({
    kind: z.literal('time'), id: electrodeId,
    xUm: quantity({ title: 'x', description: 'Middle of the thin transverse strip along the nerve.', unit: 'um' }),
    yUm: quantity({ title: 'Start y', description: 'Middle of the row of contacts, transverse.', unit: 'um' }),
    zUm: quantity({ title: 'Start z', description: 'Middle of the row of contacts, transverse.', unit: 'um' }),
    rotationDeg: quantity({ title: 'Rotation', description: 'Direction of the strip in the (y, z) plane, counter-clockwise from y.', unit: 'deg', source: NEUTRAL }).default(0),
    contactCount: z.number().int().min(1).max(32).default(4).meta({ title: 'Contacts', description: 'Number of flat contacts along the strip.', source: THIN_FILM }),
    pitchUm: positive({ title: 'Pitch', description: 'Distance between the middles of neighbouring contacts.', unit: 'um', source: THIN_FILM }).default(100),
    contactWidthUm: positive({ title: 'Contact width', description: 'Extent of a contact across the nerve, along the strip.', unit: 'um', source: THIN_FILM }).default(40),
    contactLengthUm: positive({ title: 'Contact length', description: 'Extent of a contact and of the strip along x.', unit: 'um', source: THIN_FILM }).default(40),
    thicknessUm: positive({ title: 'Strip thickness', description: 'Thickness of the strip (insulating but for the contacts, which lie on its upper face).', unit: 'um', source: THIN_FILM }).default(10),
  }),
]);

export type Electrode = z.infer<typeof electrodeSchema>;
export type ElectrodeOf<K extends Electrode['kind']> = Extract<Electrode, { kind: K }>;
