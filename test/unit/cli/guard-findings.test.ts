import { expect, it } from 'vitest';

import { approvalLines, describeFinding, findingLines } from '../../../src/cli/finding-lines.js';
import { Texts } from '../../../src/cli/texts.js';
import { runCounts } from '../../../src/contract/change-kinds.js';
import type { GuardFinding } from '../../../src/contract/guards.js';
import type { Run } from '../../../src/index.js';
import { aFinding, aRun } from './a-client.js';

const texts = new Texts('en');
const command = (words: string) => words;

it('says which field would be emptied, for how many, and what the limit is', () => {
  const [limit, text, usual] = findingLines(texts, aFinding());
  expect(limit).toBe('! vanishingValues  limit: more than 5% and more than 5 people');
  expect(text).toContain('"E-mail" would be emptied for 170 of the 180 people');
  expect(usual?.trim()).toBe('usual: 0% (median of the last 20 good runs), at most 0.4%');
  expect([...findingLines(texts, aFinding({ usual: null }))]).toHaveLength(2);
  expect(text).toContain('"ampMial"');
  expect(text).toMatch(/ Did you mean ampMail\?$/);
});

it('writes numbers as the language does', () => {
  const finding = aFinding({
    limit: { percent: 2.5, people: 12_000 },
    usual: { runs: 20, median: 1.5, highest: 12.4 },
  });
  const [limit, , usual] = findingLines(new Texts('de'), finding);
  expect(limit).toMatch(/2,5 %.*12\.000/);
  expect(usual).toMatch(/1,5 %.*12,4 %/);
});

it('says of which runs the usual figure is, if it is not that of the finding', () => {
  const ofRuns = 'in the last 20 good runs as a whole: 0% (median), at most 0.4%';
  const usualOf = (...args: Parameters<typeof findingLines>) => [...findingLines(...args)][2]?.trim();
  expect(usualOf(texts, aFinding({ unit: 'ou=Ulm,dc=example' }))).toBe(ofRuns);
  expect(usualOf(texts, aFinding(), true)).toBe(ofRuns);
});

it('names the organizational unit', () => {
  expect(describeFinding(texts, aFinding({ unit: 'ou=Ulm,dc=example' })).message).toMatch(
    /^In ou=Ulm,dc=example: The field/,
  );
});

it('explains the problem that most entries have, with its remedy', () => {
  const problem: GuardFinding['problem'] = { code: 'VALUE_MISSING', params: { attribute: 'uid', field: 'userName' } };
  const { message } = describeFinding(texts, aFinding({ guard: 'oneCause', field: null, attribute: null, problem }));
  expect(message).toMatch(/^Nothing was changed, because 170 of 180 entries have the same problem\..*uid.*\./);
  expect(message).not.toMatch(/[{}…]/);
});

it('offers to approve what waits, and nothing else', () => {
  const hash = 'f'.repeat(64);
  const linesOf = (given: Partial<Run>, guards = [aFinding()]) =>
    approvalLines({ texts, command }, aRun(given), guards);
  for (const status of ['planned', 'stopped'] as const) {
    expect(linesOf({ status, hash }).join()).toContain(`approve 0192-run --hash ${hash}`);
  }
  expect(linesOf({ status: 'stopped' })).toEqual([]);
  expect(linesOf({ status: 'succeeded', hash })).toEqual([]);
});

it('offers to approve a plan that changes nobody only if a run was stopped for people who are missing', () => {
  const counts = runCounts({ read: 3, unchanged: 3 });
  const linesOf = (status: Run['status'], guard: GuardFinding['guard']) =>
    approvalLines({ texts, command }, aRun({ status, hash: 'f'.repeat(64), counts }), [aFinding({ guard })]);
  expect(linesOf('stopped', 'entries')).not.toEqual([]);
  expect(linesOf('planned', 'entries')).toEqual([]);
  expect(linesOf('stopped', 'oneCause')).toEqual([]);
});
