// Gives the HDF5 library a file whose bytes lie in a ByteStore: the library's own file system stays in charge of names, positions and
// handles, only the contents are ours.
import { ready } from 'h5wasm';
import type { ByteStore } from './byte-store';

interface Stream { position: number; node: FileNode }
interface FileNode {
  stream_ops: Record<string, unknown>;
  node_ops: Record<string, unknown> & { getattr: (node: FileNode) => { size: number }; setattr: (node: FileNode, change: { size?: number }) => void };
}
interface FileSystem {
  writeFile(path: string, bytes: Uint8Array): void;
  lookupPath(path: string): { node: FileNode };
  unlink(path: string): void;
}

const SEEK_CURRENT = 1;
const SEEK_END = 2;

let mountedCount = 0;

/**
 * Runs `work` with the names under which the library finds the stores. The first failure of a store is kept and thrown at the end: the
 * library itself would hide it behind codes of its own, and must still be able to close the file.
 */
export async function withMountedStores<T>(stores: readonly ByteStore[], work: (names: string[]) => T): Promise<T> {
  const library = await ready;
  // Otherwise the library prints its errors and goes on with invalid handles.
  library.activate_throwing_error_handler();
  const files = library.FS as unknown as FileSystem;
  const failures: unknown[] = [];
  const names = stores.map((store) => {
    mountedCount += 1;
    const name = `/${mountedCount}.h5`;
    files.writeFile(name, new Uint8Array(0));
    attach(files.lookupPath(name).node, store, failures);
    return name;
  });
  try {
    const result = work(names);
    if (failures.length > 0) throw failures[0];
    return result;
  } catch (error) {
    throw failures.length > 0 ? failures[0] : plainError(error);
  } finally {
    for (const name of names) files.unlink(name);
  }
}

/** The library tells its whole stack; what went wrong is said at its deepest level. Traps of its code say nothing that helps. */
function plainError(error: unknown): unknown {
  if (error instanceof WebAssembly.RuntimeError) return new Error('the file is damaged; the HDF5 library could not go on.', { cause: error });
  if (!(error instanceof Error) || !error.message.startsWith('HDF5-DIAG')) return error;
  const reasons = [...error.message.matchAll(/ in \w+\(\): (.*)/g)];
  return new Error(`the file is damaged or no HDF5 file (${reasons.at(-1)?.[1] ?? 'no reason is given'}).`, { cause: error });
}

function attach(node: FileNode, store: ByteStore, failures: unknown[]): void {
  /** After a failure nothing more is touched; the library believes that all is well until it has closed the file. */
  const guarded = <T>(fallback: T, operation: () => T): T => {
    if (failures.length > 0) return fallback;
    try {
      return operation();
    } catch (error) {
      failures.push(error);
      return fallback;
    }
  };
  const { getattr, setattr } = node.node_ops;
  node.node_ops = {
    ...node.node_ops,
    getattr: (of) => ({ ...getattr(of), size: guarded(0, () => store.size()) }),
    setattr: (of, { size, ...others }) => {
      if (size !== undefined) guarded(undefined, () => store.truncate(size));
      setattr(of, others);
    },
  };
  node.stream_ops = {
    llseek: (stream: Stream, offset: number, whence: number): number =>
      offset + (whence === SEEK_CURRENT ? stream.position : whence === SEEK_END ? guarded(0, () => store.size()) : 0),
    read: (_: Stream, memory: Uint8Array, offset: number, length: number, position: number): number =>
      guarded(0, () => store.read(bytesOf(memory, offset, length), position)),
    write: (_: Stream, memory: Uint8Array, offset: number, length: number, position: number): number => {
      guarded(undefined, () => store.write(bytesOf(memory, offset, length), position));
      return length;
    },
  };
}

/** The library hands out its memory as signed bytes. */
const bytesOf = (memory: Uint8Array, offset: number, length: number): Uint8Array => new Uint8Array(memory.buffer, memory.byteOffset + offset, length);
