// What can be wrong with a project or an input: one located sentence per problem, for every layer.

/** `path` leads to the value inside the project (["fascicles", 0, "shape", "diameterUm"]); `where` names the thing as the user knows it. */
export interface Problem {
  severity: 'error' | 'warning';
  path: (string | number)[];
  /** For example `fascicle "F2"`, `electrode "LIFE 1"`, `line 12`. */
  where: string;
  /** What is wrong, with value and unit, and what to do. A full sentence. */
  message: string;
}

/** Thrown when an input cannot be used. Carries every problem found, not just the first. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((p) => `${p.where}: ${p.message}`).join('\n'));
    this.name = 'ProblemError';
    this.problems = problems;
  }
}
