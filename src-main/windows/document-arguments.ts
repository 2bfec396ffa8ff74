// Which document a command line asks for: `ranvier nerve.ranvier`, a double click, or a second instance.
import path from 'node:path';

/** The last argument that ends in .ranvier, absolute; null when there is none. Switches and the rest are left alone. */
export function documentInArguments(argv: readonly string[], workingFolder: string): string | null {
  const named = argv.filter((word) => !word.startsWith('-') && word.toLowerCase().endsWith('.ranvier'));
  return named.length === 0 ? null : path.resolve(workingFolder, named[named.length - 1]);
}
