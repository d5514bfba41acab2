import { describe, expect, it } from 'vitest';

import { problemTexts } from '../../../src/i18n/code-texts.js';
import { LANGUAGES } from '../../../src/i18n/languages.js';
import { textIn } from '../../../src/i18n/texts.js';

const PARAMS = { field: 'userName', user: 'ada', other: 'uid=ada,ou=old' };
const LAST_SEEN = { lastSeen: '2026-03-01T02:00:00.000Z' };
const IN_THE_WAY = ['NAME_TAKEN', 'UNIQUE_VALUE_TAKEN', 'USER_OF_OTHER_ENTRY'];

describe.each(LANGUAGES)('in %s, a conflict', (language) => {
  const page = textIn(language, 'web:conflicts.title') ?? '';
  const remedyOf = (code: string, params = {}) => problemTexts(language, code, { ...PARAMS, ...params }).remedy;

  it.each(IN_THE_WAY)(
    '%s names the page and the command by which it is decided, whether or not a run found it',
    (code) => {
      for (const remedy of [remedyOf(code), remedyOf(code, LAST_SEEN)]) {
        expect(remedy).toContain(page);
        expect(remedy).toContain('conflicts)');
      }
    },
  );

  it.each(IN_THE_WAY)(
    '%s says why the user in the way gives nothing up, and of one field nothing can be decided',
    (code) => {
      const textsOf = (params: object, isPartial = false) =>
        problemTexts(language, code, { ...PARAMS, ...LAST_SEEN, ...params }, { isPartial });
      for (const [keeps, key] of [
        ['pinned', 'why:keepsPinned'],
        ['severalFields', 'why:keepsSeveralFields'],
        ['noRoom', 'why:keepsNoRoom'],
      ] as const) {
        const kept = textIn(language, key) ?? '-';
        expect(textsOf({ keeps }).message).toContain(kept);
        expect(textsOf({}).message).not.toContain(kept);
        expect(textsOf({ keeps }).remedy).toBe(textsOf({}).remedy);
        expect(textsOf({ keeps }, true).remedy).not.toBe(textsOf({}, true).remedy);
      }
    },
  );

  it.each(IN_THE_WAY)('%s says that the own user of the entry was deleted', (code) => {
    const own = textIn(language, 'why:ownUserDeleted') ?? '-';
    const messageOf = (params: object) => problemTexts(language, code, { ...PARAMS, ...LAST_SEEN, ...params }).message;
    expect(messageOf({ ownUser: 'deleted' })).toContain(own);
    expect(messageOf({})).not.toContain(own);
  });

  it.each(IN_THE_WAY)('%s of an entry that has a user offers no link to the user in the way', (code) => {
    const linked = { ...LAST_SEEN, isLinked: 'true' };
    const release = textIn(language, 'why:decideRelease');
    expect(remedyOf(code, linked)).toBe(release);
    expect(problemTexts(language, code, { ...PARAMS, ...LAST_SEEN }, { isPartial: true }).remedy).toBe(release);
    expect(remedyOf(code, { ...linked, keeps: 'pinned' })).toBe(remedyOf(code));
  });

  it('about a value that another entry of the read has calls that an entry', () => {
    const params = { field: 'email', user: 'uid=ada', other: 'uid=ada' };
    const texts = problemTexts(language, 'UNIQUE_VALUE_TAKEN', params);
    expect(texts).toEqual(problemTexts(language, 'NAME_TWICE_IN_DIRECTORY', params));
  });

  it('of a deleted user names both, too', () => {
    expect(remedyOf('LINKED_USER_DELETED')).toContain(page);
    expect(remedyOf('LINKED_USER_DELETED')).toContain('conflicts)');
  });
});

it('no remedy of a decidable conflict advises to delete the user', () => {
  for (const code of IN_THE_WAY) expect(problemTexts('en', code, PARAMS).remedy).not.toMatch(/delete/);
});
