import type { ExitCode } from './exit-code.js';

/** What a command has to say at its end. */
export interface Answer {
  readonly exitCode: ExitCode;
  /** With `--json`: the one thing on standard output. */
  readonly json: unknown;
  /** Without it: the lines for a person. */
  readonly lines: Iterable<string> | AsyncIterable<string>;
}
