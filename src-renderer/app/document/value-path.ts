// Writing one value of the project by its path, as fields, problems and scene edits name it.
import { type Path, valueAt } from '../../../src-model/schema-walk';

export type ValuePath = Path;

type Container = Record<string | number, unknown>;
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

/** Writes into `root` (a draft). Undefined removes the key: an optional value back to its default. Throws when the path does not exist. */
export function writeAt(root: unknown, path: ValuePath, value: unknown): void {
  const parent = valueAt(root, path.slice(0, -1));
  const key = path.at(-1);
  if (!isContainer(parent) || key === undefined) throw new Error(`There is no "${path.join('.')}" in the project.`);
  if (value === undefined) Reflect.deleteProperty(parent, key);
  else parent[key] = value;
}

export const samePath = (a: ValuePath, b: ValuePath): boolean => a.length === b.length && a.every((key, index) => key === b[index]);

/** True when `path` lies at or below `ancestor`. */
export const isWithin = (path: ValuePath, ancestor: ValuePath): boolean =>
  path.length >= ancestor.length && ancestor.every((key, index) => key === path[index]);
