import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ERROR_CODES, type ErrorCode, PROBLEM_CODES } from '../../../src/contract/error-codes.js';
import { ERROR_PARAMETERS, PROBLEM_PARAMETERS } from '../../../src/contract/error-parameters.js';
import { RUN_STATUSES } from '../../../src/contract/run.js';
import { settingOf } from '../../../src/contract/setting-of.js';
import { problemTexts } from '../../../src/i18n/code-texts.js';
import { launchChromium } from '../../services/chromium.js';
import { shareOf } from '../../support/share-of.js';
import { expectAccessible } from '../support/expectations.js';
import { expectReadable } from '../support/readable-text.js';
import { RecordedApp, type Role } from '../support/recorded-app.js';
import { aJob, aRun, COUNTS, errorOf, JOB, NOW, paramsFor, runPage } from './recorded-answers.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** The rules of axe are the same in every language. */
const CHECKED = 'en';

/** Asks the reader to turn to an administrator. */
const ASKS = /ask an administrator|bitten Sie/gi;

const INCOMPLETE = {
  complete: false,
  server: null,
  baseDn: null,
  filter: null,
  paged: false,
  pages: 0,
  entries: 0,
  referrals: 0,
  startedAt: NOW,
  finishedAt: NOW,
};

/** The first row is 0. */
const FIELD_TWICE = { field: 'mapping.1.field', why: 'fieldTwice', target: 'email' };

/** A run that failed with an error, as the host shows it. */
function failedRun(language: string, role: Role, code: ErrorCode) {
  const params = { ...paramsFor(ERROR_PARAMETERS[code]), ...(code === 'SETTINGS_INVALID' && FIELD_TWICE) };
  const reason = { ...errorOf(language, role, code, params), field: settingOf(code, params) };
  return {
    message: reason.message,
    run: aRun({ status: 'failed', reason, readReport: { ...INCOMPLETE, reason: code } }),
  };
}

describe.each(['en', 'de'])('in "%s"', (language) => {
  describe.each(['administrator', 'operator'] as const)('the page of a failed run tells an %s', (role) => {
    // Each error in each language, and to each role.
    const turn = Number(language === 'en') + Number(role === 'operator');
    let recorded: RecordedApp;
    beforeAll(async () => {
      recorded = await RecordedApp.open(browser, 'operator', { language, role });
    });
    afterAll(() => recorded?.close());

    it('what happened and what to do once, and nothing that did not happen', async () => {
      const absent = new Set(
        ['counts.title', 'changes.title', 'changes.none', 'problems.title'].map((key) => recorded.t(`web:${key}`)),
      );
      for (const code of shareOf(ERROR_CODES, 2, turn)) {
        const { run, message } = failedRun(language, role, code);
        await recorded.show('runs/run', runPage(run));
        const text = await expectReadable(recorded, `${role}: ${code}`);
        expect(text).toContain(message);
        expect(text).toContain(recorded.t('web:runs.nothingPlanned'));
        expect({ code, shown: text.split('\n').filter((line) => absent.has(line)) }).toEqual({ code, shown: [] });
        const asks = text.match(ASKS)?.length ?? 0;
        expect({ code, asks: Math.max(asks, 1) }).toEqual({ code, asks: 1 });
      }
      if (language === CHECKED) await expectAccessible(recorded);
    });
  });

  describe('the pages of runs and jobs', () => {
    let recorded: RecordedApp;
    beforeAll(async () => {
      recorded = await RecordedApp.open(browser, 'operator', { language, role: 'operator' });
    });
    afterAll(() => recorded?.close());

    it('say for every problem what happened and what to do', async () => {
      const items = PROBLEM_CODES.map((code) => {
        const params = paramsFor(PROBLEM_PARAMETERS[code]);
        const texts = problemTexts(language, code, params);
        return { id: code.toLowerCase(), runId: 'run', dn: 'uid=ada', code, params, ...texts };
      });
      const counts = { ...COUNTS, read: items.length, problems: items.length };
      await recorded.show('runs/run', runPage(aRun({ status: 'succeeded-with-problems', counts }), items));
      const text = await expectReadable(recorded, 'problems');
      for (const { message, remedy } of items) {
        expect(text).toContain(message);
        expect(text).toContain(remedy);
      }
      if (language === CHECKED) await expectAccessible(recorded);
    });

    it('say of how many problems a sample is listed', async () => {
      const counts = { ...COUNTS, read: 30_000, problems: 20_000 };
      const group = { code: 'VALUE_MISSING', field: 'userName', title: 'no value', problems: 20_000, omitted: 19_980 };
      const summary = { kinds: [], fields: [], patterns: [], problems: [group] };
      await recorded.show('runs/run?tab=problems', [
        ...runPage(aRun({ status: 'succeeded-with-problems', counts })).filter(
          ([request]) => !request.endsWith('/summary'),
        ),
        ['GET /api/runs/run/summary', { json: summary }],
      ]);
      const text = await expectReadable(recorded, 'sample');
      const number = (each: number) => each.toLocaleString(language);
      expect(text).toContain(recorded.t('web:problems.sample', { listed: number(20), all: number(20_000) }));
      expect(text).toContain(recorded.t('web:problems.ofCause', { cause: 'no value', shown: number(20_000) }));

      await recorded.page.getByRole('textbox', { name: recorded.t('web:problems.person') }).fill('ada');
      const searched = recorded.t('web:problems.sampleSearched', { listed: number(20), all: number(20_000) });
      await recorded.page.getByText(searched).waitFor();
      const listed = recorded.t('web:problems.sample', { listed: number(20), all: number(20_000) });
      expect(await recorded.page.getByText(listed).count()).toBe(0);
    });

    it('say who can resume a run of which nothing was applied, in a sentence about resuming', async () => {
      const broken = { status: 'failed', hash: 'a', plan: { next: 'resume', stale: null } };
      const resume = recorded.page.getByRole('button', { name: recorded.t('web:resume.button') });
      await recorded.show('runs/run', runPage(aRun(broken)));
      await resume.waitFor();
      for (const [approverObstacle, key] of [
        ['start', 'resume.byOtherThanStarter'],
        ['settings', 'resume.byOtherThanAuthor'],
        ['unknown', 'resume.byNobodyKnown'],
      ]) {
        await recorded.show('runs/run', runPage(aRun({ ...broken, approverObstacle })));
        const lines = (await expectReadable(recorded, `${approverObstacle}`)).split('\n');
        expect(lines).toContain(recorded.t(`web:${key}`));
        expect(lines).toContain(recorded.t('web:resume.titleNothing'));
        expect(lines).not.toContain(recorded.t('web:resume.text'));
        expect(await resume.count()).toBe(0);
      }
    });

    it('speak of a plan, not of changes, if a stopped run only misses people', async () => {
      const stopped = { status: 'stopped', hash: 'a', counts: { ...COUNTS, read: 5 } };
      const figures = { people: 40, total: 45, limit: { percent: 10, people: 10 }, usual: null };
      const finding = { guard: 'entries', ...figures, unit: null, field: null, message: '-', setting: '-' };
      const guards = ['GET /api/runs/run/guards', { json: [finding] }] as const;
      const show = (part: object) => recorded.show('runs/run', [...runPage(aRun({ ...stopped, ...part })), guards]);
      await show({ plan: { next: 'approve', stale: null } });
      const lines = (await expectReadable(recorded, 'missing people')).split('\n');
      for (const key of ['titleStopped', 'onlyMissing', 'applyStopped']) {
        const text = recorded.t(`web:plan.${key}`);
        expect(lines).toContain(text);
        expect(text).not.toMatch(/these changes|the changes|Änderungen/i);
      }
      // Nobody can apply it.
      for (const [stale, approverObstacle] of [
        ['age', null],
        [null, 'unknown'],
      ]) {
        await show({ plan: { next: 'approve', stale }, approverObstacle });
        const later = (await expectReadable(recorded, `missing people, ${stale ?? approverObstacle}`)).split('\n');
        expect(later).toContain(recorded.t('web:plan.titleKept'));
        expect(later).not.toContain(recorded.t('web:plan.titleStopped'));
      }
    });

    it('can be read in every status', async () => {
      for (const status of RUN_STATUSES) {
        await recorded.show('runs/run', runPage(aRun({ status })));
        await expectReadable(recorded, `run: ${status}`);
      }
      const settingsErrors = [{ field: 'search.bases.0.dn', code: 'dnSyntax' }];
      const jobs = RUN_STATUSES.map((status) => aJob({ name: status, status, lastRunId: 'run', settingsErrors }));
      await recorded.show('scheduled-jobs', [['GET /api/batch-synchronizations', { json: jobs }]]);
      await expectReadable(recorded, 'jobs in every status');
    });

    it('show what needs attention, and the latest runs of a job', async () => {
      const ended = {
        effect: 'applied',
        endedAt: NOW,
        seconds: 41,
        read: 180,
        changes: 12,
        problems: 3,
      };
      const outcomes = RUN_STATUSES.map((status, index) => ({ ...ended, id: `run-${index}`, status }));
      const waitingPlan = { runId: 'plan', because: 'always', sections: [], since: NOW, until: NOW };
      const job = aJob({
        status: 'stopped',
        lastRunId: 'run',
        expectedBy: NOW,
        lastGoodEnd: NOW,
        waitingPlan,
        outcomes,
      });
      await recorded.show('scheduled-jobs', [['GET /api/batch-synchronizations', { json: [job] }]]);
      const text = await expectReadable(recorded, 'dashboard');
      expect(text).toContain(recorded.t('web:attention.title'));
      if (language === CHECKED) await expectAccessible(recorded);
      const links = recorded.page.locator('ol a');
      expect(await links.count()).toBe(outcomes.length);
      expect(await links.last().getAttribute('href')).toBe('/operator/runs/run-0');
      expect(await links.last().getAttribute('aria-label')).toContain('180');
    });

    it('say that a schedule is paused', async () => {
      const paused = errorOf(language, 'operator', 'SCHEDULE_PAUSED');
      await recorded.show('scheduled-jobs', [['GET /api/batch-synchronizations', { json: [aJob({ paused })] }]]);
      expect(await expectReadable(recorded, `${JOB} is paused`)).toContain(paused.message);
    });
  });
});
