import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { launchChromium } from '../services/chromium.js';
import { aJob, aRun, JOB, NO_ROWS, NOW, runPage } from './error-states/recorded-answers.js';
import { JOB as PROCESS } from './support/app-window.js';
import { expectAccessible, expectHidden, expectVisible } from './support/expectations.js';
import { RecordedApp } from './support/recorded-app.js';
import type { Answers } from './support/recorded-host.js';

const PLANT = `${PROCESS}: plant-2`;
const plantJob = (part: object = {}) => aJob({ name: 'plant-2', isFirst: false, dataPool: 'plant', ...part });
const jobs = (...list: readonly object[]): Answers[number] => ['GET /api/batch-synchronizations', { json: list }];
const NOBODY = { job: JOB, who: 'ada', asked: [], directoryError: null, people: [] };

let browser: Browser;
let app: RecordedApp;
beforeAll(async () => {
  browser = await launchChromium();
});
beforeEach(async () => {
  app = await RecordedApp.open(browser, 'operator', { language: 'en', role: 'operator' });
});
afterAll(() => browser?.close());

const choice = () => app.page.getByRole('combobox', { name: 'Job', exact: true });
const choose = async (name: string) => {
  await choice().click();
  await app.page.getByRole('option', { name, exact: true }).click();
};

it('Operator lists all jobs, and tells further ones from the first by their names', async () => {
  await app.show('scheduled-jobs', [jobs(aJob(), plantJob({ description: 'People of the second plant' }))]);
  const row = app.page.getByRole('row', { name: new RegExp(`^${PLANT}`) });
  await expectVisible(row.getByText('People of the second plant'));
  await expectVisible(app.page.getByRole('button', { name: `Start ${PROCESS}`, exact: true }));
  await expectVisible(app.page.getByRole('button', { name: `Start ${PLANT}`, exact: true }));
  await expectAccessible(app);
});

it('the list of runs leads to that of another job', async () => {
  const path = (job: string) => `GET /api/batch-synchronizations/${job}/runs`;
  await app.show(`scheduled-jobs/${JOB}/runs`, [
    jobs(aJob(), plantJob()),
    [path(JOB), NO_ROWS],
    [path('plant-2'), { json: { items: [aRun({ id: 'run-of-plant', job: 'plant-2' })], nextCursor: null } }],
  ]);
  await choose(PLANT);
  await expectVisible(app.page.getByRole('table', { name: 'Runs' }).locator('a[href$="run-of-plant"]'));
  await expectAccessible(app);
});

it('"Why?" asks about the chosen job', async () => {
  await app.show('why?who=ada', [jobs(aJob(), plantJob()), ['GET /api/why', { json: NOBODY }]]);
  await choose(PLANT);
  expect(new URL(app.page.url()).searchParams.get('job')).toBe('plant-2');
  await expectAccessible(app);
});

it('a run says of which job it is, and a queued one that it waits for the run of another job', async () => {
  const other = aJob({ status: 'reading', lastRunId: 'run-of-first' });
  await app.show('runs/run', [jobs(other, plantJob()), ...runPage(aRun({ job: 'plant-2', status: 'queued' }))]);
  await expectVisible(app.page.getByText(`It waits until the run of ${PROCESS} has ended, because jobs take turns.`));
  await expectVisible(app.page.getByRole('region', { name: 'About this run' }).getByText(PLANT));
  await expectHidden(app.page.getByText('Running for'));
  expect(await app.page.getByRole('link', { name: 'Watch the run' }).getAttribute('href')).toContain('run-of-first');
  await expectAccessible(app);
});

it('a queued run of the only job waits for no other, and no job is to be chosen', async () => {
  const job = aJob({ status: 'queued', lastRunId: 'run', lastStart: NOW });
  await app.show('runs/run', [jobs(job), ...runPage(aRun({ status: 'queued' }))]);
  await expectVisible(app.page.getByText('Waiting for a process to execute the run.'));
  await expectHidden(app.page.getByText('because jobs take turns'));
  await app.show('why?who=ada', [jobs(job), ['GET /api/why', { json: NOBODY }]]);
  await expectHidden(choice());
});
