// The Electron entry. `--batch` branches off before anything else: headless runs need no display, and Electron looks for
// one only once this script returns to the event loop.
import { app } from 'electron';
import { runBatchBlocking } from './batch/run-blocking';
import { startApplication } from './windows/application';

if (process.argv.includes('--batch')) {
  runBatchBlocking(__dirname);
} else {
  startApplication(app, __dirname);
}
