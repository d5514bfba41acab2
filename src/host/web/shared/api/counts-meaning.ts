import type { CountsMeaning, RunEffect } from './api-types.js';

/** As `COUNTS_MEANINGS` of the contract, whose module a page cannot load. */
const MEANINGS: Readonly<Record<RunEffect, CountsMeaning>> = {
  'nothing-planned': 'none',
  planned: 'planned',
  'nothing-applied': 'applied',
  'partly-applied': 'applied',
  applied: 'applied',
};

/** Whether the counts of a run say what it did, what it would do, or nothing. */
export function countsMeaning({ effect }: { readonly effect: RunEffect }): CountsMeaning {
  return MEANINGS[effect];
}
