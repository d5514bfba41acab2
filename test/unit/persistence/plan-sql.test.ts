import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DECISION_TABLE } from '../../../src/processes/decision-table.js';

const plan = readFileSync(new URL('../../../src/persistence/plan/plan.sql', import.meta.url), 'utf8');

/** These come from the projection, with the unique key that they are about. */
const OF_KEYS = new Set<string>(['nameTwice', 'nameTaken', 'uniqueValueTaken']);

it('finds every fact that the decision table asks for', () => {
  const facts = DECISION_TABLE.map(({ when }) => when).filter((fact) => !OF_KEYS.has(fact));
  expect(facts.filter((fact) => !plan.includes(`'${fact}'`))).toEqual([]);
});

it('leaves to the decision table what a fact leads to', () => {
  const outcomes = DECISION_TABLE.map(({ then }) => then);
  expect(outcomes.filter((outcome) => plan.includes(`'${outcome}'`))).toEqual([]);
});
