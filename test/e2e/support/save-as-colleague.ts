import { expect } from 'vitest';

import type { TestEnvironment } from './test-environment.js';

/** Saves settings with a session of its own, as another administrator would. */
export async function saveAsColleague(environment: TestEnvironment, changed: object): Promise<void> {
  const colleague = await environment.openWindow('admin', { as: 'admin' });
  const session = await (await colleague.page.request.get('/api/session')).json();
  const headers = { 'X-CSRF-Token': String(session.csrfToken) };
  const settings = '/api/batch-synchronizations/LDAPAddonBatchSync/settings';
  const response = await colleague.page.request.put(settings, { headers, data: { settings: changed } });
  expect(response.status()).toBe(200);
  await colleague.close();
}
