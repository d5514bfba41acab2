import { InvalidArgumentError } from 'commander';

import type { Texts } from './texts.js';
import { wholeNumber } from './whole-number.js';

/** Reads the number of rows of a list. */
export function rowLimit({ t }: Texts): (text: string) => number {
  return (text) => {
    const limit = wholeNumber(text, 1, 200);
    if (limit !== undefined) return limit;
    throw new InvalidArgumentError(t('error.limit'));
  };
}
