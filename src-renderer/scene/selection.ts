// What can be selected, pointed at and edited in the scene and in the cross-section, and how an edit is told to the owner of the project.

export interface Selected {
  kind: 'nerve' | 'fascicle' | 'electrode' | 'fiber';
  /** Id within its list; '' for the nerve. */
  id: string;
}

/** Writes `value` at `path` of the project, for example ["fascicles", 0, "shape", "centerYUm"]. */
export interface PathChange {
  path: (string | number)[];
  value: unknown;
}

/**
 * A change made by hand. A drag sends one 'begin' without changes, any number of 'change' (each complete: the newest replaces the
 * former ones) and one 'end', so that undo takes it back in one step; what is done at once, by a key for example, is a single 'whole'.
 * A cancelled drag ends with the values it began with.
 */
export interface SceneEdit {
  /** For the undo menu: "Move F1". */
  label: string;
  phase: 'begin' | 'change' | 'end' | 'whole';
  changes: PathChange[];
}

export function sameSelection(a: Selected | null, b: Selected | null): boolean {
  return a === b || (a !== null && b !== null && a.kind === b.kind && a.id === b.id);
}

/** Domains whose visibility and opacity can be chosen. */
export const DOMAINS = ['bath', 'nerve', 'fascicles', 'perineurium', 'electrodes', 'insulators', 'fibers'] as const;
export type Domain = (typeof DOMAINS)[number];

/** Opacity 0 (hidden) to 1 of each domain. */
export type Visibility = Record<Domain, number>;

export const DEFAULT_VISIBILITY: Visibility = {
  bath: 0, nerve: 0.16, fascicles: 0.3, perineurium: 1, electrodes: 1, insulators: 0.25, fibers: 1,
};
