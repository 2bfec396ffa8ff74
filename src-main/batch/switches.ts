// The switches that make the program run without a window. Read by the Electron entry before anything else: no imports.

export const TRUST_SWITCHES = ['--self-test', '--doctor', '--replay'] as const;
export type TrustSwitch = (typeof TRUST_SWITCHES)[number];

/** Switches of Electron and Chromium, and our own, that may stand among the arguments. */
export const RUNTIME_SWITCHES: ReadonlySet<string> = new Set(['--no-sandbox', '--disable-gpu', '--batch']);

/** The first of `--self-test`, `--doctor`, `--replay`, and what follows it; null when there is none. */
export function trustSwitchOf(argv: readonly string[]): { name: TrustSwitch; args: string[] } | null {
  const at = argv.findIndex((word) => TRUST_SWITCHES.some((known) => known === word));
  return at < 0 ? null : { name: argv[at] as TrustSwitch, args: argv.slice(at + 1) };
}

export const isHeadless = (argv: readonly string[]): boolean => argv.includes('--batch') || trustSwitchOf(argv) !== null;
