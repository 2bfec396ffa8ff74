// Names of places in a project as the user knows them: `fascicle "F2"`, `waveform "pulse"`, `drive 3`.
import { isObject, valueAt, type Path } from './schema-walk';

const LISTS: Readonly<Record<string, string>> = {
  'fascicles': 'fascicle',
  'electrodes': 'electrode',
  'fibers': 'fibre',
  'studies': 'study',
  'stimulation.waveforms': 'waveform',
  'stimulation.drives': 'drive',
  'stimulation.clamps': 'clamp',
};

const PARTS: Readonly<Record<string, string>> = { nerve: 'nerve', medium: 'medium', stimulation: 'stimulation', simulation: 'simulation' };

/** The thing that a path lies in. */
export function whereOf(path: Path, project: unknown): string {
  for (const depth of [1, 2]) {
    const what = LISTS[path.slice(0, depth).join('.')];
    const index = path[depth];
    if (what === undefined || typeof index !== 'number') continue;
    const item = valueAt(project, path.slice(0, depth + 1));
    const id = isObject(item) ? item.id : undefined;
    return typeof id === 'string' && id !== '' ? `${what} "${id}"` : `${what} ${index + 1}`;
  }
  return PARTS[String(path[0])] ?? 'project';
}

/** The field within that thing, for messages about unnamed places: "shape.verticesUm[3]". */
export function fieldPath(path: Path): string {
  return path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`), '');
}
