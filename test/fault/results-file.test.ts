// results.h5 on disks that misbehave: short writes change nothing, a full disk is told as what it is, older results stay, and the library
// that wrote the file goes on working.
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeFileAtomically, WriteError } from '../../src-main/files/atomic-write';
import { diskLayer, type FileLayer } from '../../src-main/files/file-layer';
import { diskFiles as disk, type FileOperations, fileStore } from '../../src-main/results/file-store';
import { ResultsExistError, ResultsFolder } from '../../src-main/results/results-folder';
import { resultsTree } from '../../src-main/results/results-layout';
import { memoryStore } from '../../src-workers/report/byte-store';
import { storedResults } from '../../src-workers/report/read-results';
import { writeHdf5 } from '../../src-workers/report/write-hdf5';
import { smallRun } from '../main/results/run-data';

const noSpace = (): never => { throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }); };
const tree = resultsTree(smallRun());

let home: string;
let good: Uint8Array;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'ranvier-results-file-'));
  const store = memoryStore();
  await writeHdf5(tree, store);
  good = store.bytes();
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function writeWith(files: FileOperations, name: string): Promise<Buffer> {
  const file = path.join(home, name);
  await placeFileAtomically(file, async (temporary) => {
    const descriptor = openSync(temporary, 'w+');
    try {
      await writeHdf5(tree, fileStore(descriptor, files));
    } finally {
      closeSync(descriptor);
    }
  });
  return readFile(file);
}

describe('the writer of results.h5', () => {
  it('gives the same bytes on a disk as in memory, also when it takes few bytes at a time', async () => {
    expect((await writeWith(disk, 'whole.h5')).equals(good)).toBe(true);
    const short: FileOperations = {
      ...disk,
      write: (descriptor, bytes, offset, length, position) => writeSync(descriptor, bytes, offset, Math.min(length, 100), position),
      read: (descriptor, target, offset, length, position) => readSync(descriptor, target, offset, Math.min(length, 100), position),
    };
    expect((await writeWith(short, 'short.h5')).equals(good)).toBe(true);
  });

  it('ends at every point where the disk may become full with the reason, the old file and no debris', async () => {
    const folder = path.join(home, 'full');
    await mkdir(folder);
    await writeFile(path.join(folder, 'results.h5'), 'older results');
    let writes = 0;
    await writeWith({ ...disk, write: (...call) => { writes += 1; return writeSync(...call); } }, 'counted.h5');
    expect(writes).toBeGreaterThan(5);
    for (let fullAt = 1; fullAt <= writes; fullAt++) {
      let count = 0;
      const filling: FileOperations = { ...disk, write: (...call) => { count += 1; return count >= fullAt ? noSpace() : writeSync(...call); } };
      const failing = writeWith(filling, path.join('full', 'results.h5'));
      await expect(failing).rejects.toThrow(WriteError);
      await expect(failing).rejects.toThrow(/results\.h5: the disk is full\. Free some space/);
      expect(await readdir(folder)).toEqual(['results.h5']);
    }
    expect(await readFile(path.join(folder, 'results.h5'), 'utf8')).toBe('older results');
    // The library has closed every broken file and still writes good ones.
    expect((await writeWith(disk, 'after.h5')).equals(good)).toBe(true);
  });

  it('knows the reason of a failure in another thread, where only the message arrives', async () => {
    const failing = placeFileAtomically(path.join(home, 'a'), () => Promise.reject(new Error('ENOSPC: no space left on device, write')));
    await expect(failing).rejects.toThrow(/the disk is full/);
  });

  it('waits for a program that holds the file, and says so when it does not let go', async () => {
    let locked = 5;
    const layer = { ...diskLayer, delay: () => Promise.resolve(), rename: (from: string, to: string) => (locked-- > 0 ? Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM' })) : diskLayer.rename(from, to)) };
    const file = path.join(home, 'locked');
    await placeFileAtomically(file, (temporary) => writeFile(temporary, 'new'), layer);
    expect(await readFile(file, 'utf8')).toBe('new');
    locked = 100;
    await expect(placeFileAtomically(file, (temporary) => writeFile(temporary, 'newer'), layer)).rejects.toThrow(/another program keeps the file open/);
    expect(await readFile(file, 'utf8')).toBe('new');
  });
});

it('a disk that fails while results are read is told by its own message', async () => {
  const descriptor = openSync(path.join(home, 'whole.h5'), 'r');
  let reads = 0;
  const failing: FileOperations = { ...disk, read: (...call) => { reads += 1; if (reads > 4) throw new Error('EIO: i/o error, read'); return readSync(...call); } };
  await expect(storedResults(fileStore(descriptor, failing))).rejects.toThrow('EIO');
  await expect(storedResults(fileStore(descriptor, disk))).resolves.toMatchObject({ name: smallRun().project.name });
  closeSync(descriptor);
});

describe('the results folder on a disk that misbehaves', () => {
  const failing = (code: string, when: (from: string) => boolean): FileLayer => ({
    ...diskLayer, delay: () => Promise.resolve(),
    rename: (from, to) => (when(from) ? Promise.reject(Object.assign(new Error(`${code}: injected`), { code })) : diskLayer.rename(from, to)),
  });

  it.each([
    ['the new folder cannot be put in its place', (from: string) => from.endsWith('.unfinished')],
    ['the older one cannot be put aside', (from: string) => from.endsWith('.results')],
  ])('keeps the older results when %s, and says what to do', async (_, when) => {
    const target = path.join(home, 'kept.results');
    await rm(target, { recursive: true, force: true });
    await mkdir(target);
    await writeFile(path.join(target, 'fibers.csv'), 'older');
    const folder = await ResultsFolder.open(target, { force: true, layer: failing('EPERM', when) });
    await folder.write('fibers.csv', 'newer');
    await expect(folder.publish()).rejects.toThrow(/kept\.results: writing is not permitted there, or another program keeps the file open\. Close it or choose another folder/);
    expect(await readFile(path.join(target, 'fibers.csv'), 'utf8')).toBe('older');
    await folder.discard();
    expect((await readdir(home)).filter((name) => name.startsWith('kept'))).toEqual(['kept.results']);
  });

  it('gives back the older results after a kill between the two renames', async () => {
    const target = path.join(home, 'between.results');
    await mkdir(`${target}.replaced`);
    await writeFile(path.join(`${target}.replaced`, 'fibers.csv'), 'older');
    await expect(ResultsFolder.open(target, { force: false })).rejects.toThrow(ResultsExistError);
    expect(await readFile(path.join(target, 'fibers.csv'), 'utf8')).toBe('older');
  });

  it('says that the disk is full before any work when not even the folder can be made', async () => {
    const layer = { ...diskLayer, makeFolder: () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' })) };
    await expect(ResultsFolder.open(path.join(home, 'none.results'), { force: false, layer })).rejects.toThrow(/the disk is full\. Free some space or choose another folder/);
  });
});
