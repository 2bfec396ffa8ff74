// The fibre engine in a process or thread of its own, from a bundle as users get it. As process: `node bundle cold` or `node bundle FIBERS`
// prints one line of JSON. As worker thread: answers { from, to } with the time that these fibres took.
import { isMainThread, parentPort } from 'node:worker_threads';
import { SILENT_TASK } from '../../src-model/task';
import { simulateFibers } from '../../src-workers/fiber/simulate';
import { populationRequest, refuseFailures } from './fiber-population';

function timed(from: number, to: number): { wallMs: number; cpuMs: number } {
  const request = populationRequest(from, to);
  const start = performance.now();
  const before = process.cpuUsage();
  refuseFailures(simulateFibers(request, SILENT_TASK));
  const used = process.cpuUsage(before);
  return { wallMs: performance.now() - start, cpuMs: (used.user + used.system) / 1000 };
}

if (!isMainThread) {
  parentPort!.on('message', ({ from, to }: { from: number; to: number }) => { parentPort!.postMessage(timed(from, to)); });
} else if (process.argv[2] === 'cold') {
  process.stdout.write(JSON.stringify(timed(0, 1)));
} else {
  timed(0, Number(process.argv[2]));
  process.stdout.write(JSON.stringify({ peakKb: process.resourceUsage().maxRSS }));
}
