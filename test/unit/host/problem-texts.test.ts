import { expect, it } from 'vitest';

import { describeProblem } from '../../../src/cli/problem-lines.js';
import { Texts } from '../../../src/cli/texts.js';
import type { Problem } from '../../../src/contract/run-rows.js';
import { textOf } from '../../../src/host/notifications/notification-text.js';
import { TextsService } from '../../../src/host/language/texts.service.js';

const problem = (field: string) =>
  ({ code: 'VALUE_MISSING', params: { attribute: 'uid', field } }) as unknown as Problem;

it('a problem contains the localized name of a field and the plain name of an additional attribute', () => {
  for (const texts of [
    new TextsService().problem('de', problem('userName')),
    describeProblem(new Texts('de'), problem('userName')),
  ]) {
    expect(texts.message).toContain('Benutzername');
    expect(`${texts.message} ${texts.remedy}`).not.toContain('userName');
  }
  expect(new TextsService().problem('de', problem('attributes.room')).message).toContain('attributes.room');
});

it('a notification of one cause has the title of the problem, without the person of the example', () => {
  const params = { people: 41, among: 50, problem: 'NAME_TAKEN', field: 'email' };
  const run = {
    id: 'r',
    status: 'stopped',
    trigger: 'schedule',
    counts: {},
    reason: { code: 'ONE_CAUSE', params },
  } as const;
  const lines = textOf(
    { id: 'n', kind: 'run.stopped', job: 'J', displayName: 'J', at: new Date(0), run, expectedBy: null },
    'en',
  ).lines;
  expect(lines[1]).toMatch(/One of them: E-mail.* belongs to another user$/);
});
