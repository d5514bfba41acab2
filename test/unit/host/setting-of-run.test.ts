import { expect, it } from 'vitest';

import { GUARD_CODES } from '../../../src/contract/guards.js';
import { localizeRun } from '../../../src/host/dto/localize.js';
import { TextsService } from '../../../src/host/language/texts.service.js';
import { aRun } from '../runs/fake-runs.js';

const READER = { language: 'en', role: 'administrator' } as const;
const stopped = { status: 'stopped', reason: { code: 'NAMES_WOULD_CHANGE', params: {} } } as const;
const settingOf = (run: Parameters<typeof aRun>[0]) => localizeRun(new TextsService(), READER, aRun(run)).reason?.field;

it('a stopped run names the setting that may be its cause', () => {
  expect(settingOf(stopped)).toBe('mapping');
});

it.each(Object.values(GUARD_CODES))(
  'a revert that is stopped with %s names none: no setting decides what it contains',
  (code) => {
    const reverts = { runId: 'run-0', users: null, fields: null, reason: 'wrong' };
    expect(settingOf({ ...stopped, reason: { code, params: {} }, reverts })).toBeNull();
  },
);
