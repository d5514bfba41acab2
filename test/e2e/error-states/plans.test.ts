import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { launchChromium } from '../../services/chromium.js';
import { expectReadable } from '../support/readable-text.js';
import { RecordedApp } from '../support/recorded-app.js';
import { aRun, COUNTS, runPage } from './recorded-answers.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(['en', 'de'])('in "%s"', (language) => {
  describe('the pages of plans', () => {
    let recorded: RecordedApp;
    beforeAll(async () => {
      recorded = await RecordedApp.open(browser, 'operator', { language, role: 'operator' });
    });
    afterAll(() => recorded?.close());

    it('open with what a plan would do, above what is beyond the limits and the approval', async () => {
      const counts = { ...COUNTS, read: 180, updated: 170 };
      const figures = { people: 170, total: 180, limit: { percent: 5, people: 5 }, usual: null };
      const finding = { guard: 'changes', ...figures, unit: null, field: null, message: '-', setting: '-' };
      const next = { hash: 'a', plan: { next: 'approve', stale: null }, counts };
      for (const [state, title] of [
        [{ mode: 'plan', status: 'planned' }, 'plan.title'],
        [{ mode: 'apply', status: 'stopped' }, 'plan.titleStopped'],
      ] as const) {
        await recorded.show('runs/run', [
          ...runPage(aRun({ ...state, ...next })),
          ['GET /api/runs/run/guards', { json: [finding] }],
        ]);
        const lines = (await expectReadable(recorded, `plan: ${state.status}`)).split('\n');
        const sentence = lines.findIndex((line) => line.includes('170') && line.endsWith('.'));
        const below = ['guards.title', title, 'counts.plannedTitle'].map((key) =>
          lines.indexOf(recorded.t(`web:${key}`)),
        );
        expect(sentence).toBeGreaterThan(-1);
        for (const line of below) expect(line).toBeGreaterThan(sentence);
      }
    });

    it('never call a plan a run, however it ended', async () => {
      const endings = { failed: 'failedTitle', stopped: 'stoppedTitle', cancelled: 'cancelledTitle' };
      for (const status of ['queued', 'reading', 'planned', ...Object.keys(endings)]) {
        await recorded.show('runs/run', runPage(aRun({ status, mode: 'plan' })));
        const lines = (await expectReadable(recorded, `plan: ${status}`)).split('\n');
        expect(lines).toContain(recorded.t(`web:planStatus.${status}`));
        expect(lines).not.toContain(recorded.t(`web:status.${status}`));
      }
      for (const [status, title] of Object.entries(endings)) {
        await recorded.show('runs/run', runPage(aRun({ status, mode: 'plan', effect: 'nothing-planned' })));
        const lines = (await expectReadable(recorded, `plan: ${status}`)).split('\n');
        expect(lines).toContain(recorded.t(`web:plan.${title}`));
        expect(lines).toContain(recorded.t('web:plan.nothingPlanned'));
      }
    });
  });
});
