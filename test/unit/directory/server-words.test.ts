import { describe, expect, it } from 'vitest';

import { wordsOf } from '../../../src/directory/client/server-words.js';

const ofActiveDirectory = (data: string) =>
  `80090308: LdapErr: DSID-0C090569, comment: AcceptSecurityContext error, data ${data}, v4f7c\0`;
const BIND_FIRST =
  '000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563\0';

describe('what a server says', () => {
  it.each([
    ['525', 'userUnknown'],
    ['52e', 'credentialsWrong'],
    ['530', 'hoursRestricted'],
    ['531', 'workstationRestricted'],
    ['532', 'passwordExpired'],
    ['533', 'accountDisabled'],
    ['701', 'accountExpired'],
    ['773', 'passwordMustChange'],
    ['775', 'accountLocked'],
  ])('is understood: data %s of Active Directory means %s', (data, meaning) => {
    const words = wordsOf({ status: 49, diagnostic: ofActiveDirectory(data) }, false);
    expect(words).toEqual({ meaning, said: ofActiveDirectory(data).slice(0, -1) });
  });

  it.each([
    [53, 'Account inactivated. Contact system administrator.', 'accountDisabled'],
    [19, 'Exceed password retry limit. Please try later.', 'accountLocked'],
    [49, 'password expired!', 'passwordExpired'],
    [50, 'Operations are restricted to bind/unbind/abandon/StartTLS/modify password', 'passwordMustChange'],
    [48, 'anonymous bind disallowed', 'anonymous'],
    [48, 'Anonymous access is not allowed.', 'anonymous'],
    [8, 'authentication required', 'anonymous'],
    [1, BIND_FIRST, 'anonymous'],
    [49, '', undefined],
    [49, ofActiveDirectory('fff'), undefined],
    [8, 'BindSimple: Transport encryption required.', undefined],
  ])('is understood: result code %i with %j', (status, diagnostic, meaning) => {
    expect(wordsOf({ status, diagnostic }, false)['meaning']).toBe(meaning);
  });

  it.each([1, 8, 48, 50])('means that anonymous reads are refused: result code %i without a bind user', (status) => {
    expect(wordsOf({ status, diagnostic: '' }, true)).toEqual({ meaning: 'anonymous' });
    expect(wordsOf({ status, diagnostic: '' }, false)).toEqual({});
  });

  it('is shortened, without characters that cannot be displayed', () => {
    expect(wordsOf({ status: 80, diagnostic: ' a\r\n\tb\u202E\0 ' }, false)).toEqual({ said: 'a b' });
    const said = String(wordsOf({ status: 80, diagnostic: `${'x'.repeat(299)}😀${'y'.repeat(999)}` }, false)['said']);
    expect(said).toBe(`${'x'.repeat(299)}…`);
  });

  it.each([
    ['with other white space', 'Correct \t horse', 'bad password: Correct \t horse'],
    ['with white space that the server changed', 'Correct \t horse', 'bad password: Correct horse'],
    ['where it is cut', 'Correct horse', `${'x'.repeat(296)} Correct horse`],
    ['in JSON', 'a"Correct', 'bad password: "a\\"Correct"'],
    ['in a DN', 'a,Correct', 'cn=a\\,Correct'],
    ['in a DN, hexadecimal', 'a,Correct', 'cn=a\\2CCorrect'],
    ['in a filter', 'a*Correct', '(cn=a\\2aCorrect)'],
    ['in a URL', 'a Correct', 'ldap://x/a%20Correct'],
    ['in base64', 'Correct', 'userPassword:: Q29ycmVjdA=='],
  ])('is shown without the secret: %s', (_, secret, diagnostic) => {
    const said = String(wordsOf({ status: 49, diagnostic }, false, secret)['said']);
    expect(said).toContain('***');
    expect(said).not.toMatch(/Corr|Q29/);
  });

  it('is understood, whatever the secret is', () => {
    expect(wordsOf({ status: 49, diagnostic: ofActiveDirectory('52e') }, false, 'e')).toMatchObject({
      meaning: 'credentialsWrong',
    });
  });
});
