// What this computer offers, for people who ask why something does not work or is slow: nothing is changed, nothing is sent anywhere.
import { arch, cpus, freemem, platform, release, totalmem } from 'node:os';
import { access, constants, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findEngines, type EngineInfo } from '../engines/find-engines';
import { coreCount } from '../pool/cpu-allocation';
import { cacheFolder, settingsFolder } from '../settings/folders';
import { loadSettings } from '../settings/settings';
import { runtimeVersions, type RuntimeVersions } from '../runtime-versions';
import { APP_VERSION } from '../version';

export interface FolderState {
  purpose: string;
  path: string;
  /** A file could be written and read back there; of a folder that is not there yet: in the nearest one above it. */
  writable: boolean;
  note: string;
}

export interface DoctorReport {
  format: 'ranvier-doctor';
  version: 1;
  versions: { ranvier: string } & RuntimeVersions;
  system: { name: string; architecture: string; processor: string; cores: number; memoryGb: number; freeGb: number };
  /** Graphics adapters that the system names without a display; null: not known here. */
  graphics: string[] | null;
  folders: FolderState[];
  engines: EngineInfo[];
  /** What was wrong with the settings file. */
  notes: string[];
}

const gigabytes = (bytes: number): number => Math.round((bytes / 2 ** 30) * 10) / 10;
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The folder itself, or the nearest one above it that exists. */
async function nearestExisting(folder: string): Promise<string> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (await stat(at).then((info) => info.isDirectory(), () => false)) return at;
    if (path.dirname(at) === at) return at;
  }
}

/** Tries it: permissions alone say little on Windows and on network drives. */
export async function folderState(purpose: string, folder: string): Promise<FolderState> {
  const existing = await nearestExisting(folder);
  try {
    const trial = await mkdtemp(path.join(existing, '.ranvier-doctor-'));
    try {
      await writeFile(path.join(trial, 'trial'), 'ranvier');
      if (await readFile(path.join(trial, 'trial'), 'utf8') !== 'ranvier') throw new Error('what was written is not what is read');
    } finally {
      await rm(trial, { recursive: true, force: true });
    }
    return { purpose, path: folder, writable: true, note: existing === path.resolve(folder) ? '' : 'will be made when first needed' };
  } catch (error) {
    return { purpose, path: folder, writable: false, note: reasonOf(error) };
  }
}

/** Vendor numbers of PCI, for people. */
const VENDORS: Readonly<Record<string, string>> = { '0x8086': 'Intel', '0x10de': 'NVIDIA', '0x1002': 'AMD', '0x1af4': 'virtual (virtio)', '0x1234': 'virtual (QEMU)', '0x15ad': 'virtual (VMware)' };

/** Linux names its adapters in /sys; elsewhere only the window can tell. */
async function graphicsAdapters(): Promise<string[] | null> {
  if (platform() !== 'linux') return null;
  const cards = (await readdir('/sys/class/drm').catch(() => [])).filter((name) => /^card\d+$/.test(name));
  return Promise.all(cards.map(async (card) => {
    const vendor = (await readFile(`/sys/class/drm/${card}/device/vendor`, 'utf8').catch(() => '')).trim();
    const usable = await access(`/dev/dri/${card}`, constants.R_OK).then(() => true, () => false);
    return `${card}: ${VENDORS[vendor] ?? (vendor === '' ? 'unknown vendor' : `vendor ${vendor}`)}${usable ? '' : ', not accessible to this user'}`;
  }));
}

export async function examine(): Promise<DoctorReport> {
  const settings = settingsFolder();
  const { settings: { engines }, notes } = await loadSettings(settings);
  return {
    format: 'ranvier-doctor', version: 1,
    versions: { ranvier: APP_VERSION, ...runtimeVersions() },
    system: {
      name: `${platform()} ${release()}`, architecture: arch(), processor: cpus()[0]?.model.trim() ?? 'unknown', cores: coreCount(),
      memoryGb: gigabytes(totalmem()), freeGb: gigabytes(freemem()),
    },
    graphics: await graphicsAdapters(),
    folders: await Promise.all([folderState('settings', settings), folderState('cache', cacheFolder()), folderState('working folder', process.cwd())]),
    engines: await findEngines(engines),
    notes,
  };
}

export function doctorText({ versions, system, graphics, folders, engines, notes }: DoctorReport): string {
  const adapters = graphics === null ? 'asked in the window only' : graphics.length === 0 ? 'none found; the window then draws in software' : graphics.join('; ');
  const rows: [string, string][] = [
    ['Versions', Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')],
    ['System', `${system.name}, ${system.architecture}`],
    ['Processor', `${system.processor}, ${system.cores} ${system.cores === 1 ? 'core' : 'cores'} for this program`],
    ['Memory', `${system.memoryGb} GB, ${system.freeGb} GB free`],
    ['Graphics', adapters],
    ...folders.map(({ purpose, path: folder, writable, note }): [string, string] =>
      [purpose[0].toUpperCase() + purpose.slice(1), `${folder}: ${writable ? 'writable' : 'NOT WRITABLE'}${note === '' ? '' : ` (${note})`}`]),
    ...engines.map(({ name, path: file, version, note }): [string, string] => [name, file === null ? `not found. ${note}` : `${version ?? ''} at ${file}. ${note}`]),
    ...notes.map((note): [string, string] => ['Note', note]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return `${rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')}\n`;
}
