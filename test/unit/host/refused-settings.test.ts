import { expect, it } from 'vitest';

import { TextsService } from '../../../src/host/language/texts.service.js';
import { assertRunnable } from '../../../src/settings/assert-runnable.js';
import type { CurrentSettings } from '../../../src/settings/current-settings.js';
import type { SyncError } from '../../../src/contract/sync-error.js';

it('settings that cannot run are rejected with a localized reason', () => {
  const field = 'dataPool.bindPassword';
  const errors = [{ field, code: 'passwordForOtherServer', message: 'Enter the password again.' }];
  const current = { job: { symbolicName: 'LDAPAddonBatchSync' }, errors } as unknown as CurrentSettings;

  let refused: SyncError | undefined;
  try {
    assertRunnable(current);
  } catch (error) {
    refused = error as SyncError;
  }

  expect(refused).toMatchObject({ code: 'SETTINGS_INVALID', params: { field } });
  expect(
    new TextsService().error({ language: 'de', role: 'administrator' }, 'SETTINGS_INVALID', refused?.params).message,
  ).toContain('Geben Sie das Passwort erneut ein');
});
