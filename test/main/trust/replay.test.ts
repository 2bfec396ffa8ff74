// Results are made again from their own folder; a changed number is found and named.
import { copyFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../src-main/batch/exit-codes';
import { csvDifference } from '../../../src-main/trust/replay';
import { memoryStore } from '../../../src-workers/report/byte-store';
import { compareHdf5 } from '../../../src-workers/report/compare-hdf5';
import { smallNerve } from '../small-project';
import { batch } from '../batch/headless-process';

let home: string;
const at = (...names: string[]): string => path.join(home, ...names);
const text = (...names: string[]): Promise<string> => readFile(at(...names), 'utf8');

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'ranvier-replay-test-'));
  await writeFile(at('small.ranvier'), JSON.stringify(smallNerve({ axonCount: 12, durationMs: 1 })));
  // Changed for this run only: the folder, not the file, says what was run.
  expect((await batch([at('small.ranvier'), '--no-figures', '--seed', '11', '--set', 'stimulation.waveforms.pulse.waveform.amplitudeUa=-30'], home)).code).toBe(EXIT.ok);
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('--replay', () => {
  it('finds every number again, without the project file', async () => {
    await rm(at('small.ranvier'));
    const { code, out } = await batch(['--replay', at('small.results'), '--out', at('again')], home);
    expect(out).toContain('Identical');
    expect(out).toContain('fibers.csv, results.h5');
    expect(code).toBe(EXIT.ok);
    expect((await readdir(at('again'))).sort()).toEqual(['fibers.csv', 'results.h5', 'run.json']);
    expect(await text('again', 'fibers.csv')).toBe(await text('small.results', 'fibers.csv'));
  });

  it('names the first difference; another version has a code of its own', async () => {
    await cp(at('small.results'), at('changed'), { recursive: true });
    const lines = (await text('changed', 'fibers.csv')).split('\r\n');
    lines[2] = lines[2].replace(/(unmyelinated|myelinated),[\d.]+/, '$1,99.5');
    await writeFile(at('changed', 'fibers.csv'), lines.join('\r\n'));
    const changed = await batch(['--replay', at('changed')], home);
    expect(changed.out).toMatch(/fibers\.csv: line 3, column "diameter_um": "[\d.]+" instead of "99\.5"/);
    expect(changed.out).toContain('Same bytes: results.h5');
    expect(changed.code).toBe(EXIT.differentResults);
    await writeFile(at('changed', 'run.json'), (await text('changed', 'run.json')).replace(/"ranvier": "[^"]+"/, '"ranvier": "0.0.1"'));
    const older = await batch(['--replay', at('changed')], home);
    expect(older.out).toContain('The results are of version 0.0.1');
    expect(older.code).toBe(EXIT.differentVersion);
    await writeFile(at('changed', 'run.json'), (await text('small.results', 'run.json')).replace(/"v8": "[^"]+"/, '"v8": "11.4"'));
    const otherEngine = await batch(['--replay', at('changed')], home);
    expect(otherEngine.out).toMatch(/The results are of version \S+ on V8 11\.4; this is version/);
    expect(otherEngine.code).toBe(EXIT.differentVersion);
  });

  it('refuses a folder that holds no results, and a cancelled run', async () => {
    const none = await batch(['--replay', home], home);
    expect(none.code).toBe(EXIT.badArguments);
    expect(none.err).toContain('results.h5');
    await cp(at('small.results'), at('cancelled'), { recursive: true });
    await writeFile(at('cancelled', 'run.json'), (await text('cancelled', 'run.json')).replace('"status": "finished"', '"status": "cancelled"'));
    const cancelled = await batch(['--replay', at('cancelled')], home);
    expect(cancelled.code).toBe(EXIT.badArguments);
    expect(cancelled.err).toContain('cancelled');
  });
});

describe('differences', () => {
  it('of HDF5 files are named by data set and entry', async () => {
    await copyFile(at('small.results', 'results.h5'), at('one.h5'));
    const one = await readFile(at('one.h5'));
    expect(await compareHdf5(memoryStore(one), memoryStore(one))).toBeNull();
    const other = Buffer.from(one);
    const wanted = Buffer.from(Float64Array.of(0.1).buffer);
    const values = new Float64Array(1);
    // The pulse's start, 0.1 ms, is in /stimulation/0/t_ms and in no other data set of this project.
    for (let place = other.indexOf(wanted); place >= 0; place = other.indexOf(wanted, place + 8)) {
      values[0] = 0.125;
      Buffer.from(values.buffer).copy(other, place);
    }
    expect(await compareHdf5(memoryStore(one), memoryStore(other))).toMatch(/^\/stimulation\/0\/t_ms, entry \d: 0\.125 instead of 0\.1$/);
  });

  it('of tables are named by line and column', () => {
    expect(csvDifference('a,b\r\n1,2\r\n', 'a,b\r\n1,3\r\n')).toBe('line 2, column "b": "3" instead of "2"');
    expect(csvDifference('a,b\r\n1,2\r\n', 'a,b\r\n')).toContain('instead of "1"');
    expect(csvDifference('a\r\n', 'a\r\n1\r\n')).toContain('line 2');
  });
});
