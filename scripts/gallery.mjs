// `npm run gallery [folder]`: screenshots of every panel in both themes and two sizes, from the built application.
import path from 'node:path';
import { root, run, setUp } from './setup.mjs';

const env = { ...setUp('test'), RANVIER_GALLERY: path.resolve(process.argv[2] ?? path.join(root, 'test-results', 'gallery')) };
const display = process.platform === 'linux' && !process.env.DISPLAY ? ['xvfb-run', ['-a', '-s', '-screen 0 2600x1500x24 -noreset', 'npx', 'playwright', 'test']] : ['npx', ['playwright', 'test']];
run(...display, env);
