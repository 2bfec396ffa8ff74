// Where a user's settings and caches lie, by the custom of each system. RANVIER_HOME overrides both (tests, portable installs).
import { homedir } from 'node:os';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

export function settingsFolder(environment: Environment = process.env, platform: NodeJS.Platform = process.platform): string {
  if (environment.RANVIER_HOME) return environment.RANVIER_HOME;
  if (platform === 'win32') return path.join(environment.APPDATA ?? path.join(homedir(), 'AppData', 'Roaming'), 'Ranvier');
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'Ranvier');
  return path.join(environment.XDG_CONFIG_HOME ?? path.join(homedir(), '.config'), 'ranvier');
}

export function cacheFolder(environment: Environment = process.env, platform: NodeJS.Platform = process.platform): string {
  if (environment.RANVIER_HOME) return path.join(environment.RANVIER_HOME, 'cache');
  if (platform === 'win32') return path.join(environment.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'), 'Ranvier', 'cache');
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'Ranvier');
  return path.join(environment.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'ranvier', 'results');
}
