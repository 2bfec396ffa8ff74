// A process of its own for damaged files: node hostile-input.entry.cjs <root> <suite> <seed> <first case> <file>. Writes a line per case, so
// that whoever started it sees a case that does not end; bytes of a case are in the file. The last line is a report in JSON.
import { writeFileSync, writeSync } from 'node:fs';
import fc from 'fast-check';
import { suitesOf } from './suites';

export interface HostileReport {
  cases: number;
  /** Null when every case was digested. */
  failure: string | null;
  longestMs: number;
  peakMb: number;
}

async function main(root: string, name: string, seed: number, first: number, file: string): Promise<HostileReport> {
  const { runs, property } = suitesOf(root)[name];
  const checked = await property();
  let longestMs = 0;
  let cases = 0;
  const timed: fc.IRawProperty<unknown> = Object.assign(Object.create(checked) as fc.IRawProperty<unknown>, {
    run: async (value: unknown) => {
      cases += 1;
      if (cases < first) return null;
      if (Array.isArray(value) && value[0] instanceof Uint8Array) writeFileSync(file, value[0]);
      writeSync(1, '.\n');
      const startedAt = performance.now();
      const outcome = await checked.run(value);
      longestMs = Math.max(longestMs, performance.now() - startedAt);
      return outcome;
    },
    isAsync: () => true,
  });
  const details = await fc.check(timed, { numRuns: runs, seed, endOnFailure: true });
  return { cases, failure: details.failed ? fc.defaultReportMessage(details) ?? 'failed' : null, longestMs, peakMb: process.resourceUsage().maxRSS / 1024 };
}

const [root, name, seed, first, file] = process.argv.slice(2);
main(root, name, Number(seed), Number(first), file).then(
  (report) => { writeSync(1, `${JSON.stringify(report)}\n`); },
  (error: unknown) => {
    writeSync(2, `${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    process.exit(1);
  },
);
