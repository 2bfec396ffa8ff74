// Older project files brought up to the current version, step by step. Newer ones are refused.
import { ProblemError } from './problem';
import { PROJECT_FORMAT, PROJECT_VERSION } from './project';
import { isObject } from './schema-walk';

/** Turns a file of one version into the next version's form; it may change its argument, which is a copy. */
export type Migration = (json: Record<string, unknown>) => Record<string, unknown>;

/** MIGRATIONS[n] leads from version n to n + 1. Version 1 is the first one published, so there is none yet. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {};

export interface Migrated {
  json: Record<string, unknown>;
  fromVersion: number;
}

/** Throws ProblemError when the input is no project, or one of a version that this program cannot read. */
export function migrate(input: unknown, migrations: Readonly<Record<number, Migration>> = MIGRATIONS, currentVersion = PROJECT_VERSION): Migrated {
  if (!isObject(input)) throw refused([], `This is not a Ranvier project: it should be one object with "format": "${PROJECT_FORMAT}".`);
  if (input.format !== PROJECT_FORMAT) {
    const hint = '__NRVObject__' in input ? ' It looks like a file of NRV: use import instead of open.' : '';
    throw refused(['format'], `This is not a Ranvier project: "format" should be "${PROJECT_FORMAT}" but is ${JSON.stringify(input.format) ?? 'missing'}.${hint}`);
  }
  const { version } = input;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) throw refused(['version'], `"version" should be a whole number from 1 to ${currentVersion} but is ${JSON.stringify(version) ?? 'missing'}.`);
  if (version > currentVersion) throw refused(['version'], `The file has version ${version}; this Ranvier reads versions up to ${currentVersion}. Open it with a newer Ranvier.`);
  let json: Record<string, unknown> = structuredClone(input);
  for (let from = version; from < currentVersion; from++) {
    const step = migrations[from];
    if (!step) throw refused(['version'], `Files of version ${from} can no longer be read; open and save the file with an older Ranvier first.`);
    json = { ...step(json), version: from + 1 };
  }
  return { json, fromVersion: version };
}

function refused(path: (string | number)[], message: string): ProblemError {
  return new ProblemError([{ severity: 'error', path, where: 'project file', message }]);
}
