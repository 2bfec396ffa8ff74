import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decideUpdates, policyFiles, readPolicies, type UpdateSurroundings } from '../../../src-main/updates/update-policy';
import { Updates } from '../../../src-main/updates/updates';
import type { UpdateStatus } from '../../../src-model/bridge';

const FEED = 'https://updates.example.org/ranvier';
const WINDOWS: UpdateSurroundings = { platform: 'win32', packaged: true, hasUpdater: true, policies: [], environment: {}, builtInFeedUrl: FEED, wanted: true };
const policy = (allowed: boolean, feedUrl: string | null = null) => ({ file: '/etc/ranvier/policy.json', allowed, feedUrl });
const decide = (change: Partial<UpdateSurroundings>) => decideUpdates({ ...WINDOWS, ...change });

describe('whether to look for updates', () => {
  it('needs a feed, which nobody has configured by default', () => {
    expect(decide({ builtInFeedUrl: '' })).toMatchObject({ look: false, reason: expect.stringContaining('No source of updates') as string, userMayChoose: false });
    expect(decide({})).toEqual({ look: true, feedUrl: FEED });
    expect(decide({ platform: 'darwin' })).toEqual({ look: true, feedUrl: FEED });
  });

  it('is decided by the machine before the user', () => {
    expect(decide({ policies: [policy(false)] })).toMatchObject({ look: false, userMayChoose: false });
    expect(decide({ policies: [policy(true, `${FEED}/site/`), policy(true, 'https://other.example.org')] })).toEqual({ look: true, feedUrl: `${FEED}/site` });
    expect(decide({ policies: [policy(true, FEED), policy(false)] })).toMatchObject({ look: false });
    expect(decide({ policies: [policy(true, FEED)], builtInFeedUrl: '' })).toMatchObject({ look: true });
    for (const value of ['off', 'OFF', '0', 'no', ' false ']) expect(decide({ environment: { RANVIER_UPDATES: value } }), value).toMatchObject({ look: false, userMayChoose: false });
    expect(decide({ wanted: false })).toMatchObject({ look: false, userMayChoose: true });
  });

  it('is no where it cannot work: other systems, development, unpacked copies, feeds that are not secure', () => {
    expect(decide({ platform: 'linux' })).toMatchObject({ look: false });
    expect(decide({ packaged: false })).toMatchObject({ look: false });
    expect(decide({ hasUpdater: false })).toMatchObject({ look: false, reason: expect.stringContaining('unpacked') as string });
    for (const builtInFeedUrl of ['http://updates.example.org', 'file:///tmp', 'updates']) expect(decide({ builtInFeedUrl }), builtInFeedUrl).toMatchObject({ look: false });
  });
});

describe('policy files', () => {
  let folder = '';
  beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'ranvier policy ')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const written = (text: string): string => {
    const file = path.join(folder, 'policy.json');
    writeFileSync(file, text);
    return file;
  };

  it('lie where only administrators write, and in the program', () => {
    expect(policyFiles('win32', { ProgramData: 'D:\\Data' }, '/r')[0]).toBe('D:\\Data\\Ranvier\\policy.json');
    expect(policyFiles('darwin', {}, '/r')[0]).toBe('/Library/Application Support/Ranvier/policy.json');
    expect(policyFiles('linux', {}, '/r')).toEqual(['/etc/ranvier/policy.json', '/r/policy.json']);
  });

  it('say what is allowed; missing ones say nothing', () => {
    expect(readPolicies([path.join(folder, 'none.json')])).toEqual([]);
    expect(readPolicies([written('{ "updates": { "allowed": false } }')])).toMatchObject([{ allowed: false, feedUrl: null }]);
    expect(readPolicies([written(`{ "updates": { "feedUrl": "${FEED}" } }`)])).toMatchObject([{ allowed: true, feedUrl: FEED }]);
    expect(readPolicies([written('{}')])).toMatchObject([{ allowed: true, feedUrl: null }]);
  });

  it('forbid when they cannot be understood', () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const text of ['{ "updates": { "alowed": false } }', '{ "updates"', '[]', '{ "updates": { "allowed": "no" } }']) {
      expect(readPolicies([written(text)]), text).toMatchObject([{ allowed: false }]);
    }
    expect(readPolicies([folder])).toMatchObject([{ allowed: false }]);
    silence.mockRestore();
  });
});

describe('looking for updates', () => {
  class RecordedUpdater extends EventEmitter {
    calls: unknown[] = [];
    setFeedURL(options: unknown): void { this.calls.push(options); }
    checkForUpdates(): void { this.calls.push('check'); }
  }
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('never touches the updater unless it is to look', () => {
    const told: UpdateStatus[] = [];
    const updates = new Updates(() => { throw new Error('touched'); }, 'win32', (status) => told.push(status));
    updates.apply(decide({ builtInFeedUrl: '' }));
    vi.advanceTimersByTime(48 * 3600_000);
    expect(told).toHaveLength(1);
    expect(updates.status.state).toBe('off');
  });

  it('looks a minute after the start and then twice a day, until it is switched off', () => {
    const updater = new RecordedUpdater();
    const updates = new Updates(() => updater, 'win32', () => undefined);
    updates.apply(decide({}));
    updates.apply(decide({}));
    expect(updater.calls).toEqual([{ url: FEED }]);
    vi.advanceTimersByTime(60_000);
    vi.advanceTimersByTime(24 * 3600_000);
    expect(updater.calls.slice(1)).toEqual(['check', 'check', 'check']);
    updates.apply(decide({ wanted: false }));
    vi.advanceTimersByTime(48 * 3600_000);
    expect(updater.calls).toHaveLength(4);
    updates.apply(decide({}));
    vi.advanceTimersByTime(60_000);
    expect(updater.calls.slice(4)).toEqual([{ url: FEED }, 'check']);
    updates.dispose();
  });

  it('tells what became of it, and asks macOS for its list of releases', () => {
    const updater = new RecordedUpdater();
    const updates = new Updates(() => updater, 'darwin', () => undefined);
    updates.apply(decide({ platform: 'darwin' }));
    expect(updater.calls).toEqual([{ url: `${FEED}/RELEASES.json`, serverType: 'json' }]);
    updater.emit('update-available');
    expect(updates.status.state).toBe('loading');
    updater.emit('update-downloaded', {}, '', '0.2.0');
    expect(updates.status).toMatchObject({ state: 'ready', sentence: expect.stringContaining('0.2.0') as string });
    updater.emit('error', new Error('no route'));
    expect(updates.status).toMatchObject({ state: 'failed', sentence: expect.stringContaining('no route') as string });
    updates.dispose();
  });
});
