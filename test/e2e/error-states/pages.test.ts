import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchChromium } from '../../services/chromium.js';
import { shareOf } from '../../support/share-of.js';
import { expectAccessible, expectText } from '../support/expectations.js';
import { expectReadable } from '../support/readable-text.js';
import type { App } from '../support/app-window.js';
import { RecordedApp } from '../support/recorded-app.js';
import type { Answer } from '../support/recorded-host.js';
import { failuresFor, JOB } from './recorded-answers.js';
import { pagesOf } from './recorded-pages.js';
import { JOB_API } from './recorded-settings.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const LANGUAGES = ['en', 'de'];
/** The rules of axe are the same in every language. */
const CHECKED = 'en';

/**
 * What a page asks for and can do without: the settings of a job the list of add-ons, which only gives the page its title;
 * a tab of a run what the others show; the settings of a job a comparison until they are saved.
 */
const UNNEEDED: Readonly<Record<string, readonly string[]>> = {
  [`batch-synchronization/${JOB}`]: [`POST ${JOB_API}/settings/comparison`],
  'runs/run': ['GET /api/runs/run/problems', 'GET /api/runs/run/summary', 'GET /api/runs/run/not-seen'],
  'runs/run?tab=problems': ['GET /api/runs/run/changes', 'GET /api/runs/run/not-seen'],
};
const isNeeded = (path: string, request: string) =>
  path === 'add-ons' || !['GET /api/add-ons', ...(UNNEEDED[path] ?? [])].includes(request);

/** What the page says about a failed request: the message of the host, or its own. */
function messageOf(recorded: RecordedApp, answer: Answer): string {
  if (answer === 'unreachable') return recorded.t('web:failure.hostUnreachable');
  if (typeof answer === 'object' && 'json' in answer) {
    const { message, code } = answer.json as { readonly message?: string; readonly code: string };
    return message ?? recorded.t(`errors:${code}`);
  }
  const isGateway = typeof answer === 'object' && answer.status === 502;
  return recorded.t(isGateway ? 'web:failure.hostUnreachable' : 'web:failure.unexpected');
}

/**
 * The requests of a page with what each ends with: in a third of the ways, which is another one for the next request, page
 * and language. All of them are told by the same part of the pages.
 */
function failuresOn(path: string, app: App, language: string) {
  const failures = Object.entries(failuresFor(language, 'administrator'));
  const pages = pagesOf(app, language);
  const position = pages.findIndex(([each]) => each === path);
  const requests = (pages[position]?.[1] ?? []).map(([request]) => request);
  return requests.flatMap((request, at) =>
    shareOf(failures, 3, LANGUAGES.indexOf(language) + position + at).map(([name, failed]) => ({
      request,
      name,
      failed,
    })),
  );
}

describe.each(['admin', 'operator'] as const)('every page of %s', (app) => {
  describe.each(LANGUAGES)('in "%s"', (language) => {
    let recorded: RecordedApp;
    beforeAll(async () => {
      recorded = await RecordedApp.open(browser, app, { language, role: 'administrator' });
    });
    afterAll(() => recorded?.close());

    it.each(pagesOf(app, language))('"%s" says what failed, and offers a way on', async (path, answers) => {
      for (const [at, { request, name, failed }] of failuresOn(path, app, language).entries()) {
        await recorded.show(path, [...answers, [request, failed]]);
        if (isNeeded(path, request)) await expectText(recorded, messageOf(recorded, failed));
        await expectReadable(recorded, `${path}: ${request}, ${name}`);
        if (language === CHECKED && at === 0) await expectAccessible(recorded);
      }
    });

    it.each(pagesOf(app, language))('"%s" can be read while it is empty, and while it loads', async (path, answers) => {
      await recorded.show(path, answers);
      await expectReadable(recorded, `${path}: empty`);
      if (language === CHECKED) await expectAccessible(recorded);
      if (answers.length === 0) return;
      await recorded.open(
        path,
        answers.map(([request]) => [request, 'pending']),
      );
      expect(await expectReadable(recorded, `${path}: loading`)).toContain(recorded.t('web:loading'));
    });
  });
});
