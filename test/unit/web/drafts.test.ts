import { describe, expect, it } from 'vitest';

import { draftOf } from '../../../src/host/web/admin/settings-editor/draft-of.js';
import { readDraft, removeDrafts, writeDraft } from '../../../src/host/web/shared/drafts.js';

const schema = {
  properties: { dataPool: { properties: { filter: { type: 'string' }, bindPassword: { format: 'password' } } } },
};
const base = { 'search.filter': '(uid=*)', 'dataPool.bindPassword': undefined, 'dataPool.tls.ca': 'PEM' };

describe('a draft', () => {
  it('holds what was changed, but no password', () => {
    const values = { 'search.filter': '(cn=*)', 'dataPool.bindPassword': 'secret', 'dataPool.tls.ca': undefined };
    const draft = draftOf({ schema }, 3, base, values);
    expect(draft).toMatchObject({
      version: 3,
      changes: { 'search.filter': '(cn=*)', 'dataPool.tls.ca': null },
      withoutSecret: true,
    });
    expect(JSON.stringify(draft)).not.toContain('secret');
  });

  it('belongs to a user and a form, and is removed with all drafts of the user', () => {
    const storage = aStorage();
    const draft = draftOf({ schema }, 1, base, { ...base, 'search.filter': '(cn=*)' });
    writeDraft(storage, 'ada', 'job', draft);
    writeDraft(storage, 'ada/b', 'job', draft);
    expect(readDraft(storage, 'ada', 'job')).toEqual(draft);
    expect(readDraft(storage, 'ada', 'other')).toBeUndefined();
    expect(readDraft(storage, 'grace', 'job')).toBeUndefined();

    removeDrafts(storage, 'ada');
    expect(readDraft(storage, 'ada', 'job')).toBeUndefined();
    expect(readDraft(storage, 'ada/b', 'job')).toEqual(draft);
  });

  it('that cannot be read or stored is none', () => {
    const storage = aStorage();
    for (const text of ['', '{', '5', '{"version":"1"}']) {
      storage.setItem('identity-manager.draft/ada/job', text);
      expect(readDraft(storage, 'ada', 'job')).toBeUndefined();
    }
    const full = Object.assign(aStorage(), {
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    });
    expect(() => writeDraft(full, 'ada', 'job', draftOf({ schema }, 1, base, base))).not.toThrow();
  });
});

/** Like the storage of a browser: its keys are properties of it. */
function aStorage(): Storage {
  const storage = Object.create({
    getItem: (key: string) => (Reflect.get(storage, key) as string | undefined) ?? null,
    setItem: (key: string, value: string) => Reflect.set(storage, key, value),
    removeItem: (key: string) => Reflect.deleteProperty(storage, key),
  }) as Storage;
  return storage;
}
