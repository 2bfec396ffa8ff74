import { expect, it } from 'vitest';
import { fileNameOf } from '../../../src-renderer/app/file-name';
import { requestPayloads } from '../../../src-model/bridge-payloads';

it.each([
  ['Run 1 V of F1/0.svg', 'Run 1 V of F1-0.svg'],
  ['a:b*c?"<d>|e\\f.csv', 'a-b-c-d-e-f.csv'],
  ['../../secret.png', '-..-secret.png'],
  ['.hidden', 'hidden'],
  ['/.csv', '-.csv'],
  ['...', 'Untitled'],
  ['plain', 'plain'],
  [`${'long '.repeat(100)}.svg`, `${'long '.repeat(100).slice(0, 160).trim()}.svg`],
])('%j is saved as %j, which the main process takes', (text, name) => {
  expect(fileNameOf(text)).toBe(name);
  expect(requestPayloads['files:export'].safeParse({ suggestedName: fileNameOf(text), data: '' }).success).toBe(true);
});
