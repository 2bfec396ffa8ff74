// A drive: a waveform, times a weight, through a contact.
import { z } from 'zod';
import { quantity, text } from './fields';
import { NEUTRAL } from './sources';

export const driveSchema = z.object({
  contact: text({ title: 'Contact', description: 'Contact driven: the electrode\'s name, or "name/k" for contact k of an electrode with several.' }),
  waveform: text({ title: 'Waveform', description: 'Id of the waveform.' }),
  weight: quantity({ title: 'Weight', description: 'Factor on the waveform; -1 on a second contact makes a bipolar drive.', source: NEUTRAL }).default(1),
});

export type Drive = z.infer<typeof driveSchema>;
