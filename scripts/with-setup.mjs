// `npm run demo` and `npm test`: set the machine up (see setup.mjs), then run.
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, run, say, setUp } from './setup.mjs';

const REPORTS = path.join(root, 'test-results');

function demo(env) {
  const example = path.join('assets', 'examples', 'two-fascicles-life.ranvier');
  run('node', [path.join('.vite', 'build', 'batch.cjs'), example, '--out', 'demo.results', '--force'], env);
}

/** A static check counts as one test. */
function check(name, script, env, args = []) {
  say(name);
  const { code } = run('npm', ['run', '--silent', script, '--', ...args], env, { mayFail: true });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs a test runner and takes the counts from its JSON report; a bad end that the report does not explain counts as one failure. */
function suite(name, command, args, env, report, countsOf) {
  say(name);
  const { code } = run(command, args, env, { mayFail: true });
  let counts = { passed: 0, failed: 0 };
  try {
    counts = countsOf(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    process.stderr.write(`No report of the ${name}: ${error.message}\n`);
  }
  const silentFailure = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  return { passed: counts.passed, failed: counts.failed + (silentFailure ? 1 : 0) };
}

function test(env) {
  rmSync(REPORTS, { recursive: true, force: true });
  const unit = path.join(REPORTS, 'unit.json');
  const e2e = path.join(REPORTS, 'e2e.json');
  // Quickly packed: these are installed by the tests and thrown away.
  const quick = { ...env, DEB_COMPRESSION: 'gzip', DPKG_DEB_COMPRESSOR_LEVEL: '1' };
  const [runner, ...display] = process.platform === 'linux' ? ['xvfb-run', '-a', '-s', '-screen 0 2560x1440x24 -noreset', 'npx'] : ['npx'];
  const all = [
    check('types', 'typecheck', env),
    check('lint', 'lint', env),
    suite('unit, golden and fault tests', 'npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`], env, unit,
      (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests })),
    check('installers', 'make', quick, ['--from-package']),
    suite('end-to-end tests', runner, [...display, 'playwright', 'test', '--reporter=list,json'], { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: e2e }, e2e,
      ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected })),
  ];
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exit(sum('failed') === 0 ? 0 : 1);
}

const [purpose] = process.argv.slice(2);
const env = setUp(purpose);
if (purpose === 'demo') demo(env);
else test(env);
