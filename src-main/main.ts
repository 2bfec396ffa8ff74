// The Electron entry. `--batch` and its siblings (--self-test, --doctor, --replay) branch off before anything else: headless runs need no display, and Electron looks for
// one only once this script returns to the event loop.
import { app } from 'electron';
import { runBatchBlocking } from './batch/run-blocking';
import { isHeadless } from './batch/switches';
import { startApplication } from './windows/application';

if (isHeadless(process.argv)) {
  runBatchBlocking(__dirname);
} else {
  startApplication(app, __dirname);
}
