import type { Parts } from '../parts.js';

/** Which of several values is written. */
export const MULTIPLE_CHOICES = ['first', 'preferred', 'smallest', 'joined'] as const;
export type MultipleChoice = (typeof MULTIPLE_CHOICES)[number];

/** Which of several values is written. Each choice has parts of its own: see `MULTIPLE_PARTS`. */
export interface MultipleValues {
  /**
   * - `first`: the one that the user has, if it is one of them; else the first one, in the order of the server.
   * - `preferred`: the same among those that the pattern matches before they are converted, such as `^SMTP:`; else among all.
   * - `smallest`: the smallest of the converted values: the smallest number, else the first in the order of Unicode.
   * - `joined`: all of them, each once, in that order, with the separator between them.
   */
  readonly choose: MultipleChoice;
  /** RE2 syntax. */
  readonly pattern?: string | undefined;
  /** @default ', ' */
  readonly separator?: string | undefined;
}

/** The parts of each choice. */
export const MULTIPLE_PARTS: Parts<MultipleChoice, keyof MultipleValues> = {
  first: {},
  preferred: { required: ['pattern'] },
  smallest: {},
  joined: { optional: ['separator'] },
};
