// What the decision about updates needs to know of this installation.
import type { App } from 'electron';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { builtInFeedUrl } from './built-in-feed';
import { type UpdateSurroundings, policyFiles, readPolicies } from './update-policy';

/** Policies are read at every call: an administrator's change counts at the next change of a setting, at the latest at the next start. */
export function updateSurroundings(app: App, wanted: boolean): UpdateSurroundings {
  const { platform, env, execPath, resourcesPath } = process;
  return {
    platform, wanted, packaged: app.isPackaged, environment: env, builtInFeedUrl: builtInFeedUrl(),
    hasUpdater: platform !== 'win32' || existsSync(path.join(path.dirname(execPath), '..', 'Update.exe')),
    policies: readPolicies(policyFiles(platform, env, resourcesPath)),
  };
}
