import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';

const plan = readFileSync(new URL('../../../src/persistence/plan/plan.sql', import.meta.url), 'utf8');

/** The projection names these facts, together with their unique key. */
const OF_KEYS = new Set<string>(['nameTwice', 'nameTaken', 'uniqueValueTaken']);

it('derives every fact that the decision table names', () => {
  const facts = SYNCHRONIZE_ACTIVE.decisionTable.map(({ when }) => when).filter((fact) => !OF_KEYS.has(fact));
  expect(facts.filter((fact) => !plan.includes(`'${fact}'`))).toEqual([]);
});

it('names no outcome, because the decision table maps facts to outcomes', () => {
  const outcomes = SYNCHRONIZE_ACTIVE.decisionTable.map(({ then }) => then);
  expect(outcomes.filter((outcome) => plan.includes(`'${outcome}'`))).toEqual([]);
});
