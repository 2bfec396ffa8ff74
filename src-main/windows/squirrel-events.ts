// Windows: the installer (Squirrel) starts the application with these switches to make and remove shortcuts, and this is where
// *.ranvier becomes known to the user's Explorer. Everything is written for this user alone; no administrator is needed.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const CLASS_NAME = 'Ranvier.Project';
const CLASSES = 'HKCU\\Software\\Classes';

/** A program and its arguments. */
export type SystemCall = readonly [program: string, args: readonly string[]];

/** What to run for an installer switch; null when the arguments hold none. `executable`: full path of the running application. */
export function squirrelCalls(argv: readonly string[], executable: string): SystemCall[] | null {
  const update = path.win32.resolve(path.win32.dirname(executable), '..', 'Update.exe');
  const name = path.win32.basename(executable);
  switch (argv.find((word) => word.startsWith('--squirrel-'))) {
    case '--squirrel-install':
    case '--squirrel-updated':
      return [[update, ['--createShortcut', name]], ...registration(executable)];
    case '--squirrel-uninstall':
      return [
        [update, ['--removeShortcut', name]],
        ['reg', ['delete', `${CLASSES}\\${CLASS_NAME}`, '/f']],
        ['reg', ['delete', `${CLASSES}\\.ranvier`, '/f']],
      ];
    case '--squirrel-obsolete':
      return [];
    default:
      return null;
  }
}

function registration(executable: string): SystemCall[] {
  const add = (key: string, value: string): SystemCall => ['reg', ['add', `${CLASSES}\\${key}`, '/ve', '/d', value, '/f']];
  return [
    add('.ranvier', CLASS_NAME),
    add(CLASS_NAME, 'Ranvier project'),
    add(`${CLASS_NAME}\\DefaultIcon`, `"${executable}",0`),
    add(`${CLASS_NAME}\\shell\\open\\command`, `"${executable}" "%1"`),
  ];
}

/** True when this start was only for the installer: the application must end then. */
export function handledSquirrelEvent(): boolean {
  if (process.platform !== 'win32') return false;
  const calls = squirrelCalls(process.argv, process.execPath);
  for (const [program, args] of calls ?? []) spawnSync(program, args, { windowsHide: true });
  return calls !== null;
}
