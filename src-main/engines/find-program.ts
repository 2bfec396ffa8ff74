// Where an external program may be installed: the PATH, and the usual folders of each system.
import { access, constants, readdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface SearchPlace {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

export const thisMachine = (): SearchPlace => ({ platform: process.platform, env: process.env, home: os.homedir() });

/** Programs named `name` that exist and may be run: first on the PATH, then in `folders`, whose last part may end in `*`. Each once. */
export async function findPrograms(name: string, folders: readonly string[], place: SearchPlace): Promise<string[]> {
  const paths = place.platform === 'win32' ? path.win32 : path.posix;
  const file = place.platform === 'win32' ? `${name}.exe` : name;
  const onPath = (place.env['PATH'] ?? place.env['Path'] ?? '').split(paths.delimiter).filter((folder) => folder !== '');
  const found: string[] = [];
  for (const folder of [...onPath, ...(await Promise.all(folders.map(expanded))).flat()]) {
    const candidate = paths.join(folder.replace(/^"(.*)"$/, '$1'), file);
    if (!found.includes(candidate) && await isProgram(candidate)) found.push(candidate);
  }
  return found;
}

/** `/opt/gmsh*` and `/opt/gmsh*\/bin` become the folders that exist, newest name first. */
async function expanded(pattern: string): Promise<string[]> {
  const star = /^(.*[\\/])([^\\/]*)\*([\\/].*)?$/.exec(pattern);
  if (star === null) return [pattern];
  const [, parent, prefix, rest = ''] = star;
  const entries = await readdir(parent).catch(() => []);
  const matching = entries.filter((entry) => entry.toLowerCase().startsWith(prefix.toLowerCase()));
  return matching.sort((a, b) => b.localeCompare(a, 'en', { numeric: true })).map((entry) => `${parent}${entry}${rest}`);
}

export async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** Folders where Gmsh's installers and packages put it. */
export function gmshFolders({ platform, env, home }: SearchPlace): string[] {
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA'] && `${env['LOCALAPPDATA']}\\Programs`, 'C:', home, `${home}\\Downloads`];
    return roots.filter((root) => root !== undefined && root !== '').flatMap((root) => [`${root!}\\gmsh*`, `${root!}\\gmsh*\\bin`]);
  }
  const everywhere = ['/usr/local/bin', '/usr/bin', '/opt/gmsh*/bin', `${home}/.local/bin`, `${home}/gmsh*/bin`];
  if (platform === 'darwin') return ['/Applications/Gmsh.app/Contents/MacOS', `${home}/Applications/Gmsh.app/Contents/MacOS`, '/opt/homebrew/bin', ...everywhere];
  return [...everywhere, '/snap/bin', '/var/lib/flatpak/exports/bin'];
}

export function pythonFolders({ platform, env, home }: SearchPlace): string[] {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'];
    return [...(local === undefined ? [] : [`${local}\\Programs\\Python\\Python*`]), 'C:\\Python*', `${home}\\miniconda3`, `${home}\\anaconda3`];
  }
  return ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', `${home}/miniconda3/bin`, `${home}/anaconda3/bin`];
}
