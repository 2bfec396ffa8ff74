// `npm run verification`: computes every reference case with the engine as it is and writes docs/verification.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildFolder, buildHeadless, isStale, root } from './build-headless.mjs';

const GROUPS = [
  ['Activation thresholds', /threshold/],
  ['Conduction velocities', /velocity/],
  ['Action potentials', /peak/],
  ['Electric field', /Point source|LIFE|Cuff/],
  ['Populations', /Population/],
];

const number = (value) => (typeof value === 'string' ? `\`${value.slice(0, 12)}...\`` : String(Number(value.toPrecision(7))));
const percent = (value) => `${(100 * value).toPrecision(2)} %`;

function errorAndTolerance({ error, tolerance, unit, passed }) {
  if (tolerance === 'equal') return [passed ? 'equal' : 'different', 'equal'];
  return 'relative' in tolerance ? [percent(error), percent(tolerance.relative)] : [`${error.toPrecision(2)} ${unit}`, `${tolerance.absolute} ${unit}`];
}

function page({ versions, machine, finishedAt, cases }) {
  const origins = [...new Set(cases.map(({ origin }) => origin))];
  const sections = GROUPS.map(([title, pattern]) => {
    const rows = cases.filter(({ name }) => pattern === GROUPS.find(([, each]) => each.test(name))?.[1]).map((each) =>
      `| ${[each.name, each.unit, number(each.reference), number(each.ours), ...errorAndTolerance(each), origins.indexOf(each.origin) + 1].join(' | ')} |`);
    return `## ${title}\n\n| case | unit | reference | ours | error | tolerance | origin |\n| --- | --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# Verification

Numbers of others and ours, side by side. This page is written by \`npm run verification\`, which computes every case with the engine; do not edit it.
Ranvier ${versions.ranvier}, Node ${versions.node}, ${machine.system} ${machine.architecture}, ${machine.processor}, ${finishedAt.slice(0, 10)}. The installed application computes the same
cases: \`ranvier --self-test\` the quick ones, \`ranvier --self-test --full\` all of them.

Fibres are compared at equal mesh, scheme (backward Euler) and time step (5 us), with the variant \`nrv\` of each model, because NEURON's and NRV's numbers were made
so. What other settings change is told in [differences from NRV](differences-from-nrv.md).

${sections.join('\n')}
## Origin of the references

${origins.map((origin, index) => `${index + 1}. ${origin}`).join('\n')}

## What the tests check beyond this

| tests | what | tolerance |
| --- | --- | --- |
| \`test/golden/fiber-neuron.test.ts\` | whole traces of MRG, HH, Rattay-Aberham and Sundt against NEURON 8.2.2 | 0.001 mV |
| \`test/golden/fiber-kernel.test.ts\` | the kernels with exact rates, all nine models, against NEURON and NRV on it | 0.001 mV, a tenth of a step |
| \`test/golden/fiber-second-order.test.ts\` | the default scheme at 5 us: at least as close to the converged threshold as backward Euler at 1 us | see file |
| \`test/golden/fiber-nrv-clamp.test.ts\` | current clamps of all nine models against NRV on NEURON | 0.00005 mV |
| \`test/golden/fiber-nrv-traces.test.ts\`, \`fiber-nrv-checks.test.ts\` | traces and single numbers that NRV gave: temperatures, voltage clamp, Markov channels, anisotropic media | see files |
| \`test/golden/fiber-nrv-thresholds.test.ts\` | thresholds by NRV's own search and rule, all nine models, as users run them | silent 0.5 % below, recruited 0.5 % above |
| \`test/golden/fiber-nrv-block.test.ts\` | kilohertz block and NRV's worked example | 1 % to either side |
| \`test/golden/nerve-thresholds.test.ts\` | field and fibres together: ten fibres of the example nerve against NEURON on NRV's mesh | 2 % |
| \`test/golden/fiber-thresholds.test.ts\` | all thresholds of NEURON and NRV in \`test/golden/data\` | 0.5 % |
| \`test/golden/fiber-conduction.test.ts\` | conduction velocities against NRV 1.4.0 on NEURON | 0.05 % |
| \`test/golden/fiber-pyfibers.test.ts\` | thresholds that PyFibers publishes: fires there, silent 1 % below | bracket |
| \`test/golden/fiber-published.test.ts\` | published variants: rest, velocity, peak, width, lowest potential | 0.1 %, 0.1 mV |
| \`test/golden/fiber-rates.test.ts\` | every gate's steady state and time constant | see file |
| \`test/golden/field-potentials.test.ts\` | LIFE, cuff, four-contact cuff, homogeneous cylinders, both formulations, at every point above 1 % of the maximum | 1 % sharp, 2 % nrv |
| \`test/golden/field-gmsh.test.ts\` | the same with Gmsh's meshes | see file |
| \`test/golden/field-fenicsx.test.ts\` | the field against DOLFINx on Gmsh's mesh, in the full run (\`RANVIER_FULL=1\`) where Debian's packages are installed | 5 % |
`;
}

if (isStale()) {
  process.stderr.write('Building...\n');
  await buildHeadless();
}
const folder = mkdtempSync(path.join(tmpdir(), 'ranvier-verification-'));
try {
  const file = path.join(folder, 'report.json');
  const { status } = spawnSync(process.execPath, [path.join(buildFolder, 'batch.cjs'), '--self-test', '--full', '--out', file], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`The self-test ended with code ${status}; the page was not written.`);
  writeFileSync(path.join(root, 'docs', 'verification.md'), page(JSON.parse(readFileSync(file, 'utf8'))));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
