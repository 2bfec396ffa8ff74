// Which document a command line asks for: `ranvier nerve.ranvier`, a double click, or a second instance.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The last argument that ends in .ranvier, absolute; null when there is none. Switches and the rest are left alone. File managers give file: addresses. */
export function documentInArguments(argv: readonly string[], workingFolder: string): string | null {
  const named = argv.filter((word) => !word.startsWith('-') && word.toLowerCase().endsWith('.ranvier'));
  const last = named.at(-1);
  if (last === undefined) return null;
  return path.resolve(workingFolder, last.startsWith('file://') ? pathOfAddress(last) : last);
}

function pathOfAddress(address: string): string {
  try {
    return fileURLToPath(address);
  } catch {
    return address; // not an address of this machine: opening it will say so
  }
}
