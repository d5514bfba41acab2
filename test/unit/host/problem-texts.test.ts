import { expect, it } from 'vitest';

import { describeProblem } from '../../../src/cli/problem-lines.js';
import { Texts } from '../../../src/cli/texts.js';
import type { Problem } from '../../../src/contract/runs.js';
import { TextsService } from '../../../src/host/language/texts.service.js';

const problem = (field: string) =>
  ({ code: 'VALUE_MISSING', params: { attribute: 'uid', field } }) as unknown as Problem;

it('a problem names the field as the reader knows it, and a further attribute by its own name', () => {
  for (const words of [
    new TextsService().problem('de', problem('userName')),
    describeProblem(new Texts('de'), problem('userName')),
  ]) {
    expect(words.message).toContain('Benutzername');
    expect(`${words.message} ${words.remedy}`).not.toContain('userName');
  }
  expect(new TextsService().problem('de', problem('attributes.room')).message).toContain('attributes.room');
});
