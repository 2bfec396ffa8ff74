// The bridge between window and main process: one place listens, and every request has a schema that refuses what it does not know.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RequestChannel, requestPayloads } from '../../../src-model/bridge-payloads';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const sourcesOf = (folder: string): { file: string; text: string }[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|svelte)$/.test(name))
    .map((name) => ({ file: path.join(folder, name), text: readFileSync(path.join(ROOT, folder, name), 'utf8') }));
const channels = Object.keys(requestPayloads) as RequestChannel[];
const accepts = (channel: RequestChannel, payload: unknown): boolean => requestPayloads[channel].safeParse(payload).success;

describe('the bridge', () => {
  it('is listened to in one module', () => {
    expect(sourcesOf('src-main').filter(({ text }) => /\bipcMain\b/.test(text)).map(({ file }) => file)).toEqual([path.join('src-main', 'ipc', 'validated.ts')]);
  });

  it('is spoken to from the preload script alone, which names no other channel', () => {
    const speakers = [...sourcesOf('src-main'), ...sourcesOf('src-renderer')].filter(({ text }) => /\bipcRenderer\b/.test(text));
    expect(speakers.map(({ file }) => file)).toEqual([path.join('src-main', 'preload.ts')]);
    const named = [...speakers[0].text.matchAll(/request\('([^']+)'/g)].map(([, channel]) => channel);
    expect(named.sort()).toEqual([...channels].sort());
  });

  it('has one handler for each channel', () => {
    const handled = sourcesOf('src-main/ipc').flatMap(({ text }) => [...text.matchAll(/^ {4}'([a-z]+:[a-z-]+)':/gm)].map(([, channel]) => channel));
    expect(handled.sort()).toEqual([...channels].sort());
  });
});

describe('every channel refuses', () => {
  it.each(channels)('%s: what it does not know', (channel) => {
    for (const foreign of [42, true, null, Symbol('x'), () => undefined, [[]], [42], { unknown: 1 }, { path: 42 }, { path: '' }, { projectText: 7 }, { __proto__: null, constructor: 'x' }]) {
      expect(accepts(channel, foreign), JSON.stringify(foreign)).toBe(false);
    }
  });

  it.each([
    ['document:save', { text: '{}', suggestedName: '../outside.ranvier' }], ['document:save', { text: '{}', suggestedName: 'a\0b' }], ['document:open-example', { name: 'a/b' }],
    ['files:export', { suggestedName: 'C:\\x.svg', data: 'x' }], ['session:open-link', 'https://example.org'], ['settings:choose-engine', { engine: 'sh' }],
    ['settings:change', { engines: { gmsh: '/bin/sh' } }], ['settings:change', { autosaveSeconds: NaN }], ['run:field-slice', { projectText: '{}', xUm: Infinity }],
    ['run:fiber-potentials', { projectText: '{}', yUm: new Float64Array(2), zUm: new Float64Array(1), lengthUm: 1 }], ['run:start', { projectText: '{}' }],
  ] as const)('%s: %j', (channel, payload) => {
    expect(accepts(channel, payload)).toBe(false);
  });
});
