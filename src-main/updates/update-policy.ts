// Whether this installation may look for updates of itself, and where. Off unless a feed is configured; whoever administers the machine
// has the last word. Nothing here contacts a network.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** A policy file. Unknown keys are refused, so that a misspelt one does not pass for permission. */
const policySchema = z.strictObject({
  updates: z.strictObject({
    allowed: z.boolean().default(true),
    feedUrl: z.string().min(1).nullable().default(null),
  }).prefault({}),
});

export interface Policy {
  file: string;
  allowed: boolean;
  feedUrl: string | null;
}

export interface UpdateSurroundings {
  platform: NodeJS.Platform;
  /** False while developing. */
  packaged: boolean;
  /** Windows: the installation has Squirrel's Update.exe, without which nothing can be updated. */
  hasUpdater: boolean;
  policies: readonly Policy[];
  environment: Readonly<Record<string, string | undefined>>;
  /** Feed put into the program when it was built; '' for none. */
  builtInFeedUrl: string;
  /** The user's setting. */
  wanted: boolean;
}

export type UpdateDecision =
  | { look: true; feedUrl: string }
  /** `userMayChoose`: whether the user's setting could change it. */
  | { look: false; reason: string; userMayChoose: boolean };

/** Where policies are looked for: the machine's own place first, then the program's resources. */
export function policyFiles(platform: NodeJS.Platform, environment: UpdateSurroundings['environment'], resourcesFolder: string): string[] {
  const machine: Partial<Record<NodeJS.Platform, string>> = {
    win32: path.win32.join(environment.ProgramData ?? 'C:\\ProgramData', 'Ranvier', 'policy.json'),
    darwin: '/Library/Application Support/Ranvier/policy.json',
  };
  return [machine[platform] ?? '/etc/ranvier/policy.json', path.join(resourcesFolder, 'policy.json')];
}

/** The policies that exist. One that cannot be understood forbids: an administrator meant something by it. */
export function readPolicies(files: readonly string[]): Policy[] {
  return files.flatMap((file): Policy[] => {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : [{ file, allowed: false, feedUrl: null }];
    }
    try {
      const { updates } = policySchema.parse(JSON.parse(text));
      return [{ file, ...updates }];
    } catch (error) {
      console.error(`The policy ${file} is not valid, and so forbids updates: ${String(error)}`);
      return [{ file, allowed: false, feedUrl: null }];
    }
  });
}

/** Any prohibition wins; then the feed of the first policy that names one, else the built-in feed; then the user's setting. */
export function decideUpdates({ platform, packaged, hasUpdater, policies, environment, builtInFeedUrl, wanted }: UpdateSurroundings): UpdateDecision {
  const never = (reason: string): UpdateDecision => ({ look: false, reason, userMayChoose: false });
  const forbidding = policies.find(({ allowed }) => !allowed);
  if (forbidding) return never(`Updates are switched off for this machine (${forbidding.file}).`);
  if (isOff(environment.RANVIER_UPDATES)) return never('Updates are switched off by the environment (RANVIER_UPDATES).');
  if (platform !== 'win32' && platform !== 'darwin') return never('This system updates Ranvier as it was installed: by its package manager, or by unpacking a newer version.');
  if (!packaged) return never('This is a development version.');
  const feedUrl = policies.find((policy) => policy.feedUrl !== null)?.feedUrl ?? builtInFeedUrl;
  if (feedUrl === '') return never('No source of updates is configured; Ranvier never contacts a server.');
  if (!isSecure(feedUrl)) return never(`The source of updates "${feedUrl}" is not an https address, and is not used.`);
  if (!hasUpdater) return never('This copy was unpacked, not installed: replace its folder by a newer one.');
  if (!wanted) return { look: false, reason: 'Updates are switched off in your settings.', userMayChoose: true };
  return { look: true, feedUrl: feedUrl.replace(/\/+$/, '') };
}

const isOff = (value: string | undefined): boolean => value !== undefined && ['off', '0', 'no', 'false'].includes(value.trim().toLowerCase());

function isSecure(address: string): boolean {
  try {
    return new URL(address).protocol === 'https:';
  } catch {
    return false;
  }
}
