import { expect, it } from 'vitest';

import { BatchSyncSettings } from '../../../src/settings/schema/batch-sync-settings.js';
import { shapeOf } from '../../../src/settings/shape-of-settings.js';
import { SearchExclusion } from '../../../src/settings/schema/search-statements.js';
import { type SourcePart, sourceOf } from '../../services/source-of.js';

function settings(part: SourcePart = {}): BatchSyncSettings {
  const source = sourceOf({ urls: ['ldap://one'], baseDn: 'dc=example', bindPassword: 'secret', ...part });
  return Object.assign(new BatchSyncSettings(), source);
}

it('is the same for the same settings, whatever the password, the page size and the schedule', () => {
  const other = settings({
    bindPassword: 'another',
    pageSize: 7,
    connectSeconds: 7,
    responseSeconds: 7,
    canaries: ['uid=ada'],
    tls: { minVersion: 'TLSv1.3' },
  });
  other.schedule.expression = '0 5 * * *';
  expect(shapeOf(other)).toBe(shapeOf(settings()));
  expect(shapeOf(settings())).toMatch(/^[0-9a-f]{64}$/);
});

it.each([
  { urls: ['ldap://other'] },
  { baseDn: 'dc=other' },
  { filter: '(uid=a*)' },
  { bindDn: 'cn=other' },
  { exclusions: [SearchExclusion.of('ou=x')] },
])('is another one with %j', (part) => expect(shapeOf(settings(part))).not.toBe(shapeOf(settings())));

it('is another one with the matching rules in another order', () => {
  const { matching, ...others } = settings();
  expect(shapeOf({ ...others, matching: matching.toReversed() })).not.toBe(shapeOf({ ...others, matching }));
});

it('is another one with another rule for released names', () => {
  expect(shapeOf(Object.assign(settings(), { releasedName: 'old-{value}' }))).not.toBe(shapeOf(settings()));
});

it('is another one with another mapping, and depends on its order', () => {
  const rows = [
    { attribute: 'uid', field: 'userName' as const, required: true },
    { attribute: 'mail', field: 'email' as const, required: false },
  ];
  const { dataPool, search, matching, matchingOtherPools, releasedName } = settings();
  const rest = { dataPool, search, matching, matchingOtherPools, releasedName };
  const [one, reversed] = [rows, rows.toReversed()].map((mapping) => shapeOf({ ...rest, mapping }));
  expect(one).not.toBe(shapeOf(settings()));
  expect(one).not.toBe(reversed);
});
