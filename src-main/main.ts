// The Electron entry. `--batch` branches off before anything else: headless runs need no display, and Electron looks for
// one only once this script returns to the event loop.
import { app } from 'electron';
import { runBatchAndExit } from './windows/batch-branch';
import { startApplication } from './windows/application';

if (process.argv.includes('--batch')) {
  runBatchAndExit(__dirname);
} else {
  startApplication(app, __dirname);
}
