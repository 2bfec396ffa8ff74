// Pictures of the documentation, copied beside the renderer when it is built.
import { resolvePath } from './links';

const FOLDER = '../../docs/';
const files = import.meta.glob<string>('../../docs/**/*.{png,svg}', { query: '?url', import: 'default', eager: true });

/** Address of a picture as the page `from` names it; null when it is not part of the documentation. */
export const pictureOf = (path: string, from: string): string | null => files[`${FOLDER}${resolvePath(path, from)}`] ?? null;
