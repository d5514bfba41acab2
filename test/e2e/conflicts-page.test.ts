import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchChromium } from '../services/chromium.js';
import { aRun, JOB, NOW, runPage } from './error-states/recorded-answers.js';
import {
  expectAccessible,
  expectNoHorizontalOverflow,
  expectText,
  expectVisible,
  POLLING,
} from './support/expectations.js';
import { RecordedApp } from './support/recorded-app.js';
import type { Answer, Answers } from './support/recorded-host.js';

const aConflict = (name: string, part: object = {}) => ({
  id: name,
  job: JOB,
  runId: 'run',
  code: 'USER_OF_OTHER_ENTRY',
  dn: `uid=${name},ou=People of the headquarters,dc=example,dc=org`,
  stableId: name,
  isPartial: false,
  field: 'userName',
  value: name,
  user: { id: `user-${name}`, userName: name },
  holder: { dn: `uid=${name},ou=Former people,dc=example,dc=org`, lastSeen: NOW },
  recognizedBy: [{ field: 'displayName', ofEntry: `New ${name}`, ofUser: `Old ${name}`, contradicts: false }],
  choices: ['relink', 'release'],
  params: {},
  title: 'User name of a user of another entry',
  message: `The existing user ${name} has the same User name as this entry, but is linked to another entry.`,
  remedy: 'Decide whether both are the same person.',
  ...part,
});

const LEFT = { holder: null, choices: [], remedy: 'Correct it in the directory.' };
const ALL = [
  aConflict('ada'),
  aConflict('grace'),
  aConflict('alan', { code: 'CANDIDATE_CONTRADICTS', title: 'E-mail contradicts the match', ...LEFT }),
  aConflict('edsger', {
    code: 'LINKED_USER_DELETED',
    title: 'The linked user was deleted',
    ...LEFT,
    choices: ['recreate'],
    user: null,
    value: null,
  }),
];
const TOTALS = [
  {
    code: 'USER_OF_OTHER_ENTRY',
    title: 'User of another entry',
    conflicts: 449,
    omitted: 0,
    choices: ['relink', 'release'],
  },
  { code: 'CANDIDATE_CONTRADICTS', title: 'A value contradicts the match', conflicts: 1, omitted: 0, choices: [] },
];

const page = (items: readonly object[], totals: readonly object[] = TOTALS): Answer => {
  const run = { id: 'run', mode: 'apply', status: 'succeeded-with-problems', endedAt: NOW };
  return { json: { items, nextCursor: null, run, totals, releasedName: '{value}.former' } };
};

let browser: Browser;
let recorded: RecordedApp;
beforeAll(async () => {
  browser = await launchChromium();
  recorded = await RecordedApp.open(browser, 'operator', { language: 'en', role: 'operator' });
});
afterAll(() => browser?.close());

const show = (answers: Answers, path = 'conflicts') => recorded.show(path, answers);
const button = (name: string | RegExp) => recorded.page.getByRole('button', { name });
const box = (name: string | RegExp) => recorded.page.getByRole('checkbox', { name });
const reason = () => recorded.page.getByRole('dialog').getByRole('textbox', { name: 'Reason' });

/** Decides in the open dialog. */
async function decide(): Promise<void> {
  await reason().fill('Restored from backup');
  await button('Make the plan').click();
  await expectText(recorded, 'About this plan');
}

describe('the page of conflicts', () => {
  it('says who is in conflict with whom, since when the holder was not seen, and what to do', async () => {
    await show([['GET /api/conflicts', page(ALL)]]);
    await expectText(recorded, /last seen on /);
    await expectVisible(recorded.page.getByRole('link', { name: 'ada' }));
    await expectText(recorded, 'Correct it in the directory.');
    expect(await button(/^Same person: re-link \(/).count()).toBe(2);
    expect(await button('Create the user again (edsger)').count()).toBe(1);
    expect(await box(/^Select (?!all)/).count()).toBe(3);
    await expectAccessible(recorded);

    for (const width of [1280, 390]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await recorded.page.emulateMedia({ colorScheme });
        await recorded.page.setViewportSize({ width, height: 900 });
        await expectAccessible(recorded);
        await expectNoHorizontalOverflow(recorded);
      }
    }
    await recorded.page.setViewportSize({ width: 1280, height: 900 });
    await recorded.page.emulateMedia({ colorScheme: 'light' });
  });

  it('has words for no conflicts, none found, and nothing read yet', async () => {
    for (const [answer, path, text] of [
      [page([], []), 'conflicts', 'conflicts.none'],
      [page([]), 'conflicts?search=nobody', 'conflicts.noneFound'],
      [
        { json: { items: [], nextCursor: null, run: null, totals: [], releasedName: '{value}.former' } },
        'conflicts',
        'conflicts.noRun',
      ],
    ] as const) {
      await show([['GET /api/conflicts', answer]], path);
      await expectVisible(recorded.page.getByRole('heading', { name: recorded.t(`web:${text}`) }));
      await expectVisible(recorded.page.getByText(recorded.t(`web:${text}Next`)));
    }
  });

  it('decides about one, and says before what happens to whom', async () => {
    await show([
      ...runPage(aRun({ mode: 'plan' })),
      ['GET /api/conflicts', page(ALL)],
      ['POST /api/conflicts', { json: { id: 'run' }, status: 202 }],
    ]);
    await button('Different person: release the name (ada)').focus();
    await recorded.page.keyboard.press('Enter');
    const dialog = recorded.page.getByRole('dialog', { name: 'Different person: release the name' });
    await expectVisible(dialog.getByText(/former user “ada” gives up “ada” \(User name\)/));
    await expectVisible(dialog.getByText(/“ada” becomes “ada\.former”/));
    await expect.poll(() => reason().and(recorded.page.locator(':focus')).count(), POLLING).toBe(1);
    await expectAccessible(recorded);
    await decide();
  });

  it('decides about several, of which each offers the choice', async () => {
    await show([['GET /api/conflicts', page(ALL)]]);
    await box('Select ada').focus();
    await recorded.page.keyboard.press('Space');
    await box('Select grace').check();
    await expectText(recorded, '2 conflicts selected');
    await button('Same person: re-link (2)').click();
    await expectText(recorded, 'The users (2) stay the same users');
    await expectText(recorded, /“grace” moves from uid=grace/);
    await button('Cancel').click();
    await box(/^Select all/).check();
    await expectText(recorded, '3 conflicts selected');
    expect(await button(/ \(3\)$/).count()).toBe(0);
  });

  it('shows who contradicts, whom only a decision about them selects', async () => {
    const recognizedBy = [
      { field: 'displayName', ofEntry: 'Nova Newcomer', ofUser: "Priya O'Brien", contradicts: false },
      { field: 'employeeNumber', ofEntry: '998877', ofUser: '10020', contradicts: true },
    ];
    await show([['GET /api/conflicts', page([aConflict('priya', { recognizedBy }), aConflict('ada')])]]);
    await expectVisible(recorded.page.getByText('Nova Newcomer, 998877'));
    await expectVisible(recorded.page.getByText("Priya O'Brien, 10020"));
    expect(await recorded.page.getByText('not the same: Employee number').count()).toBe(2);
    await expectAccessible(recorded);
    await box(/^Select the 1 conflict shown/).check();
    await expectText(recorded, '1 conflict selected');
    expect(await box('Select priya').isChecked()).toBe(false);
    await box('Select priya').check();
    await button('Same person: re-link (2)').click();
    await button('Cancel').click();
  });

  it('decides about all of a kind, also those that are not shown', async () => {
    await show([['GET /api/conflicts', page(ALL.slice(0, 2))]], 'conflicts?code=USER_OF_OTHER_ENTRY');
    await box(/^Select all/).check();
    await button('Select all of this kind (449)').click();
    await expectText(recorded, '449 conflicts selected');
    await expectAccessible(recorded);
    await button('Same person: re-link (449)').click();
    await expectText(recorded, 'and more: 447');
    await expectText(recorded, 'Those whose identifying values contradict each other are left out');
    await button('Cancel').click();
    await box(/^Select all/).click();
    expect(await button(/449/).count()).toBe(0);
  });

  it('is reached from the problems of a run that can be decided, and the run says what was decided', async () => {
    const problem = { ...aConflict('ada'), params: { lastSeen: NOW } };
    const decision = { choice: 'relink', code: null, reason: 'Restored from backup' };
    const counts = { ...aRun().counts, read: 1, problems: 1 };
    await show(
      [...runPage(aRun({ decision, counts, hash: 'a' }), [problem, { ...problem, id: 'x', params: {} }])],
      'runs/run?tab=problems',
    );
    await expectText(recorded, 'Restored from backup');
    await expectText(recorded, /it was last seen on .*\d\d:\d\d/);
    expect(await recorded.page.getByRole('link', { name: /^Decide/ }).count()).toBe(1);
    recorded.give([['GET /api/conflicts', page(ALL)]]);
    await recorded.page.getByRole('link', { name: 'Decide (ada)' }).click();
    await expectVisible(recorded.page.getByRole('heading', { name: 'Conflicts', level: 1 }));
    expect(await recorded.page.getByRole('textbox', { name: 'Name, DN or value' }).inputValue()).toContain('uid=ada');
    expect(recorded.scriptErrors).toEqual([]);
  });
});
