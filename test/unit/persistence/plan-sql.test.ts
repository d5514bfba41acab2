import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';

const plan = readFileSync(new URL('../../../src/persistence/plan/plan.sql', import.meta.url), 'utf8');

/** These come from the projection, with the unique key that they are about. */
const OF_KEYS = new Set<string>(['nameTwice', 'nameTaken', 'uniqueValueTaken']);

it('finds every fact that the decision table asks for', () => {
  const facts = SYNCHRONIZE_ACTIVE.decisionTable.map(({ when }) => when).filter((fact) => !OF_KEYS.has(fact));
  expect(facts.filter((fact) => !plan.includes(`'${fact}'`))).toEqual([]);
});

it('leaves to the decision table what a fact leads to', () => {
  const outcomes = SYNCHRONIZE_ACTIVE.decisionTable.map(({ then }) => then);
  expect(outcomes.filter((outcome) => plan.includes(`'${outcome}'`))).toEqual([]);
});
