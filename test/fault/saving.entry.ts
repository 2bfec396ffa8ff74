// Saves two versions of a project by turns until it is killed: node saving.entry.cjs <file>. Tells when it has begun; ends by itself when nobody kills it.
import { writeSync } from 'node:fs';
import { writeProjectFile } from '../../src-main/project-file/project-file';
import { projectSchema, type Project } from '../../src-model/project';

const version = (name: string, fiberCount: number): Project => projectSchema.parse({
  format: 'ranvier-project', version: 1, name, medium: 'endoneurium_ranck',
  fibers: Array.from({ length: fiberCount }, (_, k) => ({ id: `A${k}`, myelinated: true, diameterUm: 10 })),
});
const versions = [version('1000', 1000), version('300', 300)];

const TURNS = 2000;

async function save(file: string): Promise<void> {
  await writeProjectFile(file, versions[0]);
  writeSync(1, 'begun\n');
  for (let turn = 1; turn < TURNS; turn++) await writeProjectFile(file, versions[turn % 2]);
}
void save(process.argv[2]);
