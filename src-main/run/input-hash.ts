// Hashes of a phase's inputs: equal inputs give equal hashes whatever the order of keys; different inputs different ones.
import { createHash } from 'node:crypto';

/** JSON with sorted keys; typed arrays by type and bytes. Refuses what JSON would silently change (NaN, undefined inside arrays, functions). */
function feed(value: unknown, update: (chunk: string | Uint8Array) => void): void {
  if (ArrayBuffer.isView(value)) {
    update(`<${value.constructor.name} ${value.byteLength}>`);
    update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (Array.isArray(value)) {
    update('[');
    for (const entry of value) { feed(entry, update); update(','); }
    update(']');
  } else if (typeof value === 'object' && value !== null) {
    update('{');
    for (const key of Object.keys(value).sort()) {
      const entry = (value as Record<string, unknown>)[key];
      if (entry === undefined) continue;
      update(`${JSON.stringify(key)}:`);
      feed(entry, update);
      update(',');
    }
    update('}');
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`A phase input is ${value}.`);
    update(JSON.stringify(value));
  } else if (typeof value === 'string' || typeof value === 'boolean' || value === null) {
    update(JSON.stringify(value));
  } else {
    throw new Error(`A phase input has the type ${typeof value}, which cannot be hashed.`);
  }
}

/** SHA-256 in hex of any plain data. */
export function inputHash(...inputs: unknown[]): string {
  const hash = createHash('sha256');
  feed(inputs, (chunk) => hash.update(chunk));
  return hash.digest('hex');
}
