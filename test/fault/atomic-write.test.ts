import { describe, expect, it } from 'vitest';
import { writeFileAtomically, WriteError } from '../../src-main/files/atomic-write';
import { writeProjectFile } from '../../src-main/project-file/project-file';
import { parseProjectText } from '../../src-model/parse';
import { projectSchema, type Project } from '../../src-model/project';
import { serializeProject } from '../../src-model/serialize';
import { FaultyLayer, type Faults } from './faulty-layer';

const project = (name: string): Project => projectSchema.parse({ format: 'ranvier-project', version: 1, name, nerve: { lengthUm: 5000, diameterUm: 500 } });
const FILE = '/work/nerve.ranvier';
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

function diskWithOldProject(faults: Faults): FaultyLayer {
  const layer = new FaultyLayer(faults);
  const old = new TextEncoder().encode(serializeProject(project('old')));
  layer.files.set(FILE, old);
  layer.disk.set(FILE, old);
  return layer;
}
const nameOnDisk = (layer: FaultyLayer): string => parseProjectText(text(layer.disk.get(FILE))).project.name;

describe('writing a project', () => {
  it('is complete after short writes', async () => {
    const layer = diskWithOldProject({ shortWrites: 100 });
    await writeProjectFile(FILE, project('new'), layer);
    expect(nameOnDisk(layer)).toBe('new');
    expect([...layer.files.keys()]).toEqual([FILE]);
  });

  it('leaves the old one and no debris on a full disk, and says so', async () => {
    const layer = diskWithOldProject({ diskBytes: 500, shortWrites: 64 });
    await expect(writeProjectFile(FILE, project('new'), layer)).rejects.toThrow(/nerve\.ranvier: the disk is full/);
    expect(nameOnDisk(layer)).toBe('old');
    expect([...layer.files.keys()]).toEqual([FILE]);
  });

  it('waits for an antivirus program that holds the file', async () => {
    const layer = diskWithOldProject({ lockedRenames: 5 });
    await writeProjectFile(FILE, project('new'), layer);
    expect(nameOnDisk(layer)).toBe('new');
    expect(layer.waitedMs).toBeGreaterThan(0);
  });

  it.each([['EBUSY', /EBUSY/], ['EPERM', /not permitted/], ['EIO', /EIO/]])('gives up on %s, keeping the old one', async (renameCode, message) => {
    const layer = diskWithOldProject({ renameCode });
    const writing = writeProjectFile(FILE, project('new'), layer);
    await expect(writing).rejects.toThrow(WriteError);
    await expect(writing).rejects.toThrow(message);
    expect(nameOnDisk(layer)).toBe('old');
    expect([...layer.files.keys()]).toEqual([FILE]);
  });

  it('refuses a device that accepts nothing instead of waiting for ever', async () => {
    await expect(writeFileAtomically('/a', 'text', new FaultyLayer({ shortWrites: 0 }))).rejects.toThrow(/no more bytes/);
  });

  it('survives a power cut at every single operation: afterwards the file is the old one or the new one', async () => {
    const undisturbed = diskWithOldProject({ shortWrites: 300 });
    await writeProjectFile(FILE, project('new'), undisturbed);
    const names = new Set<string>();
    for (let cutAt = 1; cutAt <= undisturbed.operations; cutAt++) {
      const layer = diskWithOldProject({ shortWrites: 300, cutAt });
      await writeProjectFile(FILE, project('new'), layer).catch(() => undefined);
      names.add(nameOnDisk(layer));
    }
    expect(undisturbed.operations).toBeGreaterThan(5);
    expect([...names].every((name) => name === 'old' || name === 'new')).toBe(true);
    expect(names.has('old')).toBe(true);
  });
});
