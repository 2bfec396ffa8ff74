// A lost engine thread: what waited for it is told, and the next call gets a new thread. The thread here is a script that dies when asked to.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AUTOMATIC_CPU } from '../../../src-model/cpu';
import { EngineHost } from '../../../src-main/run-host/engine-host';

const THREAD = `
const { parentPort, threadId } = require('node:worker_threads');
parentPort.on('message', ({ kind, id, payload }) => {
  if (kind !== 'call') return;
  if (payload.projectText === 'exit') process.exit(9);
  if (payload.projectText === 'throw') throw new Error('a bug of the engine');
  if (payload.projectText === 'wait') return;
  parentPort.postMessage({ kind: 'answer', id, value: { text: payload.projectText, threadId } });
});`;

let folder: string;
let host: EngineHost;
const ask = (projectText: string): Promise<{ text: string; threadId: number }> =>
  host.call('preview', { projectText, projectFolder: folder }) as unknown as Promise<{ text: string; threadId: number }>;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ranvier-engine-'));
  writeFileSync(path.join(folder, 'engine-thread.cjs'), THREAD);
  host = new EngineHost(() => ({ bundleFolder: folder, cacheFolder: folder, cacheMb: 0, cpu: AUTOMATIC_CPU }), () => undefined);
});
afterEach(async () => {
  await host.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('an engine thread', () => {
  it('is started once for all calls', async () => {
    const [first, second] = await Promise.all([ask('a'), ask('b')]);
    expect([first.text, second.text]).toEqual(['a', 'b']);
    expect(second.threadId).toBe(first.threadId);
  });

  it.each([['exit', /ended with code 9/], ['throw', /a bug of the engine/]])('that dies (%s) fails every waiting call with the reason, and is replaced', async (how, reason) => {
    const { threadId } = await ask('before');
    const waiting = ask('wait');
    const dying = ask(how);
    await expect(dying).rejects.toThrow(reason);
    await expect(waiting).rejects.toThrow('The engine stopped unexpectedly');
    const after = await ask('after');
    expect(after.text).toBe('after');
    expect(after.threadId).not.toBe(threadId);
  });

  it('that is closed fails what waits', async () => {
    await ask('before');
    const waiting = ask('wait');
    await host.dispose();
    await expect(waiting).rejects.toThrow('closing');
  });
});
