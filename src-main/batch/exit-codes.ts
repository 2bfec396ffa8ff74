// What a headless run ends with. Stable: scripts and cluster jobs depend on it.

export const EXIT = {
  ok: 0,
  /** An error of the program itself. */
  internal: 1,
  /** Unknown option, missing file, value that does not fit. */
  badArguments: 2,
  /** The project file cannot be read or is not valid; every problem is printed with its place. */
  invalidProject: 3,
  /** A phase failed, or results could not be written. */
  failedRun: 4,
  /** The run is complete, but some fibres (named in fibers.csv) or studies (named in the warnings) failed. */
  someFibersFailed: 5,
  /** The results folder exists already (see --force) or another run writes to it. */
  resultsExist: 6,
  /** --self-test: a number lies outside its tolerance. */
  selfTestFailed: 7,
  /** --replay: the same program and inputs gave another number. */
  differentResults: 8,
  /** --replay: the results are of another version of the program or of the JavaScript engine, and differ. */
  differentVersion: 9,
  /** Stopped by Ctrl-C or a termination signal; what was finished is kept. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `Exit codes:
  0    finished
  1    internal error
  2    bad arguments
  3    invalid project
  4    the run failed
  5    finished, but some fibres or studies failed
  6    the results folder exists (use --force) or is in use
  7    --self-test: a number lies outside its tolerance
  8    --replay: a number differs
  9    --replay: a number differs; the results are of another version
  130  cancelled; finished work is kept`;
