// What documents say and the program knows must agree: versions, exit codes, membrane models.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/build-headless.mjs';
import { EXIT } from '../../../src-main/batch/exit-codes';
import { TRUST_SWITCHES } from '../../../src-main/batch/switches';
import { APP_VERSION } from '../../../src-main/version';
import { MYELINATED_MODELS, UNMYELINATED_MODELS } from '../../../src-model/project';

const docs = path.join(root, 'docs');
const page = (name: string): string => readFileSync(path.join(docs, name), 'utf8');

it('CITATION.cff names this version', () => {
  expect(readFileSync(path.join(root, 'CITATION.cff'), 'utf8')).toContain(`\nversion: ${APP_VERSION}\n`);
});

it('headless.md has every exit code and switch', () => {
  for (const code of Object.values(EXIT)) expect(page('headless.md')).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
  for (const name of TRUST_SWITCHES) expect(page('headless.md')).toContain(`\`ranvier ${name}`);
});

it('mathematics.md has a source for every membrane model', () => {
  const rows = page('mathematics.md').split('\n').filter((line) => line.startsWith('|'));
  for (const model of [...MYELINATED_MODELS, ...UNMYELINATED_MODELS]) expect(rows.find((row) => row.split('|')[1].includes(model)), model).toMatch(/\d{4}/);
});
