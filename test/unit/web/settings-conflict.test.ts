import { describe, expect, it } from 'vitest';

import {
  differencesBetween,
  mergeChoices,
  suggestedChoices,
} from '../../../src/host/web/admin/settings-editor/settings-conflict.js';
import { keepTyped } from '../../../src/host/web/admin/form/settings-by-path.js';

const base = { expression: '0 0 2 * * *', filter: '(uid=*)', urls: ['ldap://a'], password: undefined };

describe('a conflict of two administrators', () => {
  const mine = { ...base, expression: '0 0 3 * * *', urls: ['ldap://b'], password: 'typed' };
  const theirs = { ...base, filter: '(cn=*)', urls: ['ldap://c'] };
  const differences = differencesBetween(base, mine, theirs);

  it('lists each setting that differs, and suggests the version that was changed', () => {
    expect(differences).toEqual([
      { path: 'expression', mine: '0 0 3 * * *', theirs: '0 0 2 * * *', suggested: 'mine' },
      { path: 'filter', mine: '(uid=*)', theirs: '(cn=*)', suggested: 'theirs' },
      { path: 'urls', mine: ['ldap://b'], theirs: ['ldap://c'], suggested: 'mine' },
      { path: 'password', mine: 'typed', theirs: undefined, suggested: 'mine' },
    ]);
  });

  it('leads to the values that were chosen, and loses nothing that only one of them changed', () => {
    expect(mergeChoices(mine, theirs, suggestedChoices(differences))).toEqual({
      expression: '0 0 3 * * *',
      filter: '(cn=*)',
      urls: ['ldap://b'],
      password: 'typed',
    });
    const allTheirs = { expression: 'theirs', filter: 'theirs', urls: 'theirs', password: 'theirs' } as const;
    expect(mergeChoices(mine, theirs, allTheirs)).toEqual(theirs);
  });
});

describe('what is typed while a save is under way', () => {
  it('is kept in the form, beside the values as they were saved', () => {
    const sent = { filter: ' (uid=*)', baseDn: 'dc=x', password: 'typed' };
    const typed = { ...sent, baseDn: 'dc=xy' };
    const saved = { filter: '(uid=*)', baseDn: 'dc=x', password: undefined };
    expect(keepTyped(typed, sent, saved)).toEqual({ filter: '(uid=*)', baseDn: 'dc=xy', password: undefined });
  });
});
