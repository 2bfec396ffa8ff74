// The numbers of a project that a study may change, as a user would name them: "LIFE 1: y". Paths follow src-model/project-path.ts.
import { helpFor } from './explain';
import type { Project } from './project';
import { resolvedPath } from './project-path';
import { isObject, valueAt, type Path } from './schema-walk';
import { unitSymbol } from './units';

export interface NamedPlace {
  /** As a study stores it; named things by name, so that it stays true when others are added before them. */
  path: string;
  /** What it belongs to: "LIFE 1", "Simulation", "Contact LIFE 1". */
  group: string;
  title: string;
  unit: string;
}
export interface ProjectNumber extends NamedPlace { value: number }

/** Not quantities of the model, or too many to choose from: table rows are changed in their own tables. */
const LEFT_OUT = new Set(['version', 'studies', 'axons', 'verticesUm', 'timesMs', 'valuesUa', 'weights', 'phasesDeg', 'binStartsUm', 'frequencies']);
const GROUPS: Readonly<Record<string, string>> = { nerve: 'Nerve', medium: 'Medium', simulation: 'Simulation', seed: 'Project' };
const NESTED: Readonly<Record<string, string>> = { placement: 'Placement', myelinated: 'Myelinated fibres', unmyelinated: 'Unmyelinated fibres', field: 'Field', record: 'Recording', materials: 'Materials' };

export const projectNumbers = (project: Project): ProjectNumber[] =>
  placesOf(project, (value) => typeof value === 'number').map(({ place, value }) => ({ ...place, value: value as number }));

/** The places of a project whose values are wanted, in its order. */
export function placesOf(project: Project, isWanted: (value: unknown) => boolean): { steps: Path; place: NamedPlace; value: unknown }[] {
  const found: { steps: Path; place: NamedPlace; value: unknown }[] = [];
  const visit = (value: unknown, steps: Path, names: readonly string[]): void => {
    if (isWanted(value)) found.push({ steps, place: placeOf(project, steps, names), value });
    else if (Array.isArray(value)) value.forEach((entry, index) => { if (isObject(entry)) visit(entry, [...steps, index], [...names, nameOf(entry, index)]); });
    else if (isObject(value)) for (const [key, child] of Object.entries(value)) if (!LEFT_OUT.has(key)) visit(child, [...steps, key], [...names, key]);
  };
  visit(project, [], []);
  return found;
}

/** The number at a path, however the path is written; null when it leads to none. */
export function projectNumberAt(project: Project, path: string): ProjectNumber | null {
  const steps = resolvedPath(project, path);
  const value = steps && valueAt(project, steps);
  if (steps === null || typeof value !== 'number') return null;
  return { ...namedPlace(project, steps), path, value };
}

/** What a place is called. */
export function namedPlace(project: Project, steps: Path): NamedPlace {
  const names = steps.map((step, depth) => {
    const entry = valueAt(project, steps.slice(0, depth + 1));
    return typeof step === 'number' && isObject(entry) ? nameOf(entry, step) : String(step);
  });
  return placeOf(project, steps, names);
}

/** A name that is one step of a path and leads back to the same entry; otherwise its position. */
const nameOf = (entry: Record<string, unknown>, index: number): string =>
  (typeof entry.id === 'string' && !entry.id.includes('.') ? entry.id : String(index));

function placeOf(project: Project, steps: Path, names: readonly string[]): NamedPlace {
  const help = helpFor([...steps], project);
  const key = String(steps.at(-1));
  const inside = steps.slice(1, -1).map(String).find((step) => step in NESTED);
  const title = help?.title ?? key;
  return { path: names.join('.'), group: groupOf(project, steps), title: inside ? `${NESTED[inside]}: ${title.toLowerCase()}` : title, unit: help?.unit ?? '' };
}

function groupOf(project: Project, steps: Path): string {
  const [part, second, third] = steps;
  if (part === 'stimulation') {
    const entry = valueAt(project, steps.slice(0, 3));
    if (second === 'drives') return `Contact ${String(valueAt(entry, ['contact']))}, waveform ${String(valueAt(entry, ['waveform']))}`;
    if (second === 'clamps') return `Injected ${String(valueAt(entry, ['kind']))} ${Number(third) + 1}`;
    return String(valueAt(entry, ['id']));
  }
  const named = valueAt(project, steps.slice(0, 2));
  if (isObject(named) && typeof named.id === 'string') return named.id;
  return GROUPS[String(part)] ?? String(part);
}

/** For tables and headings: "LIFE 1: y". */
export const fullTitle = ({ group, title }: NamedPlace): string => `${group}: ${title}`;

/** What a parameter of a study is called in tables and on axes, its unit included: "pulse: Duration (ms)"; the path where it leads nowhere. */
export function parameterTitle(project: Project, path: string): string {
  const steps = resolvedPath(project, path);
  if (steps === null) return path;
  const place = namedPlace(project, steps);
  return place.unit === '' ? fullTitle(place) : `${fullTitle(place)} (${unitSymbol(place.unit)})`;
}

/** Values around the present one to begin with: half to double, or 0 to 1 where that says nothing. */
export function rangeAround(value: number): { from: number; to: number } {
  if (value === 0) return { from: 0, to: 1 };
  return value > 0 ? { from: value / 2, to: 2 * value } : { from: 2 * value, to: value / 2 };
}
