// Payload of every request a window may send, by channel. The main process refuses anything that does not match.
import { z } from 'zod';
import { cpuCountsSchema } from './cpu';
import { EXTERNAL_LINK_KEYS } from './external-links';

const MAX_DOCUMENT_CHARACTERS = 256 * 1024 * 1024;
const documentText = z.string().max(MAX_DOCUMENT_CHARACTERS);
const fileName = z.string().min(1).max(200).refine((name) => !/[\\/\0]/.test(name), 'A file name, not a path.');
const path = z.string().min(1).max(4096);
const nothing = z.undefined();
const MAX_PLACES = 20_000;
const places = z.instanceof(Float64Array<ArrayBufferLike>).refine((values) => values.length <= MAX_PLACES && values.every(Number.isFinite), `At most ${MAX_PLACES} finite numbers.`);

const menuEntry = z.strictObject({
  id: z.string().max(80),
  label: z.string().max(120),
  accelerator: z.string().max(40).optional(),
  enabled: z.boolean(),
});

export const requestPayloads = {
  'session:start': nothing,
  'session:set-menu': z.array(z.strictObject({ label: z.string().max(40), entries: z.array(menuEntry.nullable()).max(60) })).max(12),
  'session:open-link': z.enum(EXTERNAL_LINK_KEYS),
  'document:keep-draft': z.strictObject({ text: documentText, dirty: z.boolean() }),
  'document:open-dialog': nothing,
  'document:open-requested': nothing,
  'document:open-dropped': z.strictObject({ path }),
  'document:open-recent': z.strictObject({ path }),
  'document:open-example': z.strictObject({ name: fileName }),
  'document:start-new': nothing,
  'document:recover-draft': z.strictObject({ savedAt: z.string().max(40) }),
  'document:save': z.strictObject({ text: documentText, suggestedName: fileName }),
  'document:save-as': z.strictObject({ text: documentText, suggestedName: fileName }),
  'document:discard-draft': z.strictObject({ savedAt: z.string().max(40) }),
  'document:close-seen': nothing,
  'document:answer-close': z.strictObject({ proceed: z.boolean() }),
  'run:start': z.strictObject({ projectText: documentText, studies: z.array(z.string().max(80)).max(1000).nullable() }),
  'run:cancel': nothing,
  'run:resume-interrupted': nothing,
  'run:discard-interrupted': nothing,
  'run:preview-population': z.strictObject({ projectText: documentText }),
  'run:field-slice': z.strictObject({ projectText: documentText, xUm: z.number() }),
  'run:mesh-section': z.strictObject({ projectText: documentText, xUm: z.number() }),
  'run:fiber-potentials': z.strictObject({ projectText: documentText, yUm: places, zUm: places, lengthUm: z.number().positive() })
    .refine(({ yUm, zUm }) => yUm.length === zUm.length, 'As many y as z.'),
  'run:open-results': nothing,
  'run:open-dropped-results': z.strictObject({ path }),
  'run:reopen-results': nothing,
  'run:traces': z.strictObject({ fiberId: z.string().max(400) }),
  'run:show-folder': nothing,
  'engines:find': nothing,
  'settings:change': z.strictObject({
    cpu: cpuCountsSchema,
    theme: z.enum(['system', 'light', 'dark']),
    autosaveSeconds: z.number().min(0).max(3600),
    cacheMb: z.number().min(0).max(1_000_000),
    lookForUpdates: z.boolean(),
  }).partial(),
  'settings:reset': nothing,
  'settings:import-nrv-ini': nothing,
  'settings:choose-engine': z.strictObject({ engine: z.enum(['gmsh', 'python']) }),
  'settings:forget-engine': z.strictObject({ engine: z.enum(['gmsh', 'python']) }),
  'files:export': z.strictObject({ suggestedName: fileName, data: z.union([z.string(), z.instanceof(Uint8Array<ArrayBufferLike>)]) }),
} as const;

export type RequestChannel = keyof typeof requestPayloads;
export type RequestPayload<C extends RequestChannel> = z.infer<(typeof requestPayloads)[C]>;
