// The first lines of the application's main script, alone: what `--batch` needs of Electron.
import { runBatchBlocking } from '../../../src-main/batch/run-blocking';

runBatchBlocking(__dirname);
