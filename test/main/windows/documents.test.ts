import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentInArguments } from '../../../src-main/windows/document-arguments';
import { DraftStore } from '../../../src-main/windows/draft-store';
import { resolveInside } from '../../../src-main/windows/inside-folder';
import { OpenDocument } from '../../../src-main/windows/open-document';
import { RecentDocuments } from '../../../src-main/windows/recent-documents';
import { recoveryPage } from '../../../src-main/windows/recovery-page';
import { squirrelCalls } from '../../../src-main/windows/squirrel-events';

let folder = '';
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'ranvier documents ')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string): string => path.join(folder, name);
const drafts = (session: string, delaySeconds = 0): DraftStore => new DraftStore(inFolder('drafts'), session, () => delaySeconds);

describe('drafts', () => {
  it('are left behind by a session that ends without a word, and can be taken over', async () => {
    const crashed = drafts('one');
    crashed.keep({ fileName: 'n.ranvier', path: '/x/n.ranvier', text: 'latest' });
    await crashed.flush();
    const next = drafts('two');
    const [draft] = next.leftBehind();
    expect(draft).toMatchObject({ fileName: 'n.ranvier', path: '/x/n.ranvier', text: 'latest' });
    expect((await next.recover(draft.savedAt)).text).toBe('latest');
    expect(next.leftBehind()).toEqual([]);
    expect(drafts('three').leftBehind()).toHaveLength(1);
  });

  it('are removed when the document is saved, whatever was still being written', async () => {
    const store = drafts('one');
    store.keep({ fileName: 'n', path: null, text: 'a' });
    const written = store.flush();
    store.keep({ fileName: 'n', path: null, text: 'b' });
    await store.clear();
    await written;
    expect(existsSync(store.file)).toBe(false);
  });

  it('that are damaged are left alone and do not disturb the others', async () => {
    const store = drafts('one');
    store.keep({ fileName: 'n', path: null, text: 'good' });
    await store.flush();
    writeFileSync(path.join(inFolder('drafts'), 'bad.json'), '{"half');
    expect(drafts('two').leftBehind().map(({ text }) => text)).toEqual(['good']);
    expect(existsSync(path.join(inFolder('drafts'), 'bad.json'))).toBe(true);
  });

  it('are written by themselves after the delay', async () => {
    const store = drafts('one', 0.01);
    store.keep({ fileName: 'n', path: null, text: 'soon' });
    await expect.poll(() => existsSync(store.file)).toBe(true);
  });
});

describe('the open document', () => {
  const document = (): { open: OpenDocument; recent: RecentDocuments } => {
    const recent = new RecentDocuments(inFolder('recent.json'));
    return { open: new OpenDocument(drafts('session'), recent), recent };
  };

  it('opens, keeps its latest text, and saves into the same file', async () => {
    writeFileSync(inFolder('a.ranvier'), 'first');
    const { open, recent } = document();
    expect(await open.open(inFolder('a.ranvier'))).toMatchObject({ fileName: 'a.ranvier', text: 'first', unsaved: false });
    open.keepDraft({ text: 'second', dirty: true });
    expect(open.dirty).toBe(true);
    expect(open.current()).toMatchObject({ text: 'second', unsaved: true });
    await open.saveTo(open.currentPath!, 'second');
    expect(open.dirty).toBe(false);
    expect(readFileSync(inFolder('a.ranvier'), 'utf8')).toBe('second');
    expect(recent.list().map(({ fileName }) => fileName)).toEqual(['a.ranvier']);
  });

  it('adds the extension when the user gives none', async () => {
    expect(await document().open.saveTo(inFolder('plain'), '{}')).toMatchObject({ fileName: 'plain.ranvier' });
  });

  it('says which file is missing and leaves the document as it was', async () => {
    const { open } = document();
    await expect(open.open(inFolder('gone.ranvier'))).rejects.toThrow(/gone\.ranvier.*no such file/);
    expect(open.currentPath).toBeNull();
  });

  it('forgets the file of a new document', async () => {
    writeFileSync(inFolder('a.ranvier'), 'first');
    const { open } = document();
    await open.open(inFolder('a.ranvier'));
    expect((await open.startNew()).map(({ fileName }) => fileName)).toEqual(['a.ranvier']);
    expect(open.currentPath).toBeNull();
    expect(open.current()).toBeNull();
  });
});

describe('recent documents', () => {
  it('are listed newest first, once each, over restarts, without those that are gone', async () => {
    const file = inFolder('recent.json');
    const first = new RecentDocuments(file);
    for (const name of ['a', 'b', 'a']) {
      writeFileSync(inFolder(name), '');
      await first.add(inFolder(name), new Date());
    }
    await first.add(inFolder('gone'), new Date());
    const again = new RecentDocuments(file);
    expect(again.list().map(({ fileName }) => fileName)).toEqual(['a', 'b']);
    expect(again.includes(inFolder('gone'))).toBe(true);
    expect(again.includes('/etc/passwd')).toBe(false);
  });

  it('start anew from a damaged list', () => {
    writeFileSync(inFolder('recent.json'), 'nonsense');
    expect(new RecentDocuments(inFolder('recent.json')).list()).toEqual([]);
  });
});

describe('what comes from outside', () => {
  it('the document of a command line is the last .ranvier, relative to where it was typed', () => {
    expect(documentInArguments(['--switch', '/app', 'a.ranvier', 'B.RANVIER'], '/home/me')).toBe('/home/me/B.RANVIER');
    expect(documentInArguments(['--x=y.ranvier', '/app'], '/home/me')).toBeNull();
    expect(documentInArguments(['/app', 'file:///home/me/my%20nerve.ranvier'], '/')).toBe('/home/me/my nerve.ranvier');
    expect(documentInArguments(['file://elsewhere/a.ranvier'], '/home/me')).toContain('elsewhere');
  });

  it('no URL path leads out of the folder', () => {
    expect(resolveInside('/app/renderer', '/index.html')).toBe('/app/renderer/index.html');
    expect(resolveInside('/app/renderer', '/assets/a%20b.js')).toBe('/app/renderer/assets/a b.js');
    for (const bad of ['/../main.cjs', '/%2e%2e/main.cjs', '/..%2fmain.cjs', '/..%5cmain.cjs', '/assets/../../x', '/%', '/a%00b']) {
      expect(resolveInside('/app/renderer', bad)).toBeNull();
    }
  });

  it('the recovery page shows paths as text', () => {
    expect(recoveryPage('/tmp/<script>.json')).not.toContain('<script>');
    expect(recoveryPage(null)).toContain('saved');
  });

  it('the Windows installer registers and removes the file type for the user alone', () => {
    const exe = 'C:\\Users\\A B\\AppData\\Local\\ranvier\\app-1.0.0\\ranvier.exe';
    const install = squirrelCalls([exe, '--squirrel-install', '1.0.0'], exe)!;
    expect(install[0]).toEqual(['C:\\Users\\A B\\AppData\\Local\\ranvier\\Update.exe', ['--createShortcut', 'ranvier.exe']]);
    expect(install.slice(1).every(([program, args]) => program === 'reg' && args[1].startsWith('HKCU\\'))).toBe(true);
    expect(install.at(-1)![1]).toContain(`"${exe}" "%1"`);
    expect(squirrelCalls([exe, '--squirrel-uninstall'], exe)!.map(([program]) => program)).toContain('reg');
    expect(squirrelCalls([exe, 'nerve.ranvier'], exe)).toBeNull();
  });
});
