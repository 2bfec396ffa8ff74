// The tables of a run: fibers.csv, traces, one CSV per table of a study, results.h5, run.json.
import { modelCitations } from '../run/model-citations';
import type { RunData } from '../run/run-data';
import type { TraceSpool } from '../run/trace-spool';
import type { WorkerPools } from '../run/worker-pools';
import { fibersCsv } from './fibers-csv';
import { RECORD_FILE, RESULTS_FILE } from './read-results';
import type { ResultsFolder } from './results-folder';
import { resultsTree } from './results-layout';
import { runRecord } from './run-record';
import { studyCsv, studyNames, summaryCsv } from './study-tables';
import { traceFiles } from './traces-csv';

export async function writeResults(folder: ResultsFolder, data: RunData, spool: TraceSpool | null, startedAt: Date, pools: WorkerPools): Promise<void> {
  await folder.write('fibers.csv', fibersCsv(data));
  for (const { name, contents } of traceFiles(data, spool)) await folder.write(name, contents);
  const names = studyNames(data.studies);
  for (const [index, table] of data.studies.entries()) {
    await folder.write(`study-${names[index]}.csv`, studyCsv(table));
    if (table.summary.length > 0) await folder.write(`study-${names[index]}-summary.csv`, summaryCsv(table));
  }
  const tree = resultsTree(data);
  await folder.place(RESULTS_FILE, (file) => pools.results().run({ title: `writing ${RESULTS_FILE}` }, (worker, control) => worker.write(tree, file, spool?.file ?? null, control)));
  const record = runRecord({ data, startedAt, finishedAt: new Date(), citations: modelCitations(data.fibers) });
  await folder.write(RECORD_FILE, `${JSON.stringify(record, null, 2)}\n`);
}
