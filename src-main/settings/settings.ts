// The settings of one user: schema, defaults, reading and writing. A broken file is set aside and the defaults are used; never an error at start.
import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { cpuCountsSchema } from '../../src-model/cpu';
import type { FileLayer } from '../files/file-layer';
import { diskLayer } from '../files/file-layer';
import { writeFileAtomically } from '../files/atomic-write';

const enginePath = z.string().max(4096).nullable().default(null);

export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  cpu: cpuCountsSchema.prefault({}),
  /** Programs on this machine; null: looked for on the PATH. */
  engines: z.object({ gmsh: enginePath, python: enginePath }).prefault({}),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  autosaveSeconds: z.number().min(0).max(3600).default(5),
  /** Upper bound of the cache of fields and footprints on disk. */
  cacheMb: z.number().min(0).max(1_000_000).default(2000),
  /** Counts only where a feed is configured and no policy forbids it (updates/update-policy.ts). */
  lookForUpdates: z.boolean().default(true),
});

export type Settings = z.infer<typeof settingsSchema>;
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

export interface LoadedSettings {
  settings: Settings;
  /** Sentences for the user: what was wrong with the file and what was done about it. */
  notes: string[];
}

export const settingsFile = (folder: string): string => path.join(folder, 'settings.json');

/** Each wrong entry falls back to its default; the rest of the file is kept. */
function recoverEntries(raw: Record<string, unknown>): LoadedSettings {
  const kept: Record<string, unknown> = {};
  const notes: string[] = [];
  for (const [key, schema] of Object.entries(settingsSchema.shape)) {
    if (!(key in raw)) continue;
    const parsed = schema.safeParse(raw[key]);
    if (parsed.success) kept[key] = parsed.data;
    else notes.push(`The setting "${key}" was not valid (${parsed.error.issues[0].message}); its default is used.`);
  }
  return { settings: settingsSchema.parse(kept), notes };
}

export async function loadSettings(folder: string): Promise<LoadedSettings> {
  const file = settingsFile(folder);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { settings: DEFAULT_SETTINGS, notes: missing ? [] : [`The settings in ${file} could not be read; the defaults are used.`] };
  }
  try {
    const raw: unknown = JSON.parse(text);
    if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return recoverEntries(raw as Record<string, unknown>);
  } catch {
    // Not JSON: handled like any other broken file below.
  }
  const aside = `${file}.broken`;
  const moved = await rename(file, aside).then(() => true, () => false);
  return { settings: DEFAULT_SETTINGS, notes: [`The settings file was damaged; the defaults are used.${moved ? ` The damaged file was kept as ${aside}.` : ''}`] };
}

export async function saveSettings(folder: string, settings: Settings, layer: FileLayer = diskLayer): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFileAtomically(settingsFile(folder), `${JSON.stringify(settingsSchema.parse(settings), null, 2)}\n`, layer);
}
