import type { MessageParameters } from '../../contract/sync-error.js';
import { RESULT } from './result-codes.js';
import { withoutSecret } from './without-secret.js';

/** How a server refused a request. */
export interface Refusal {
  readonly status: number;
  /** The diagnostic message (RFC 4511 section 4.1.9); often empty. */
  readonly diagnostic: string;
  /** URLs of a referral. @default none */
  readonly elsewhere?: readonly string[];
}

/** The longest text of a server that is passed on, in UTF-16 units. */
const MAX_LENGTH = 300;

/** What Active Directory means by `data 52e` (MS-ERREF 2.2). */
const DATA_OF_ACTIVE_DIRECTORY: ReadonlyMap<string, string> = new Map([
  ['525', 'userUnknown'],
  ['52e', 'credentialsWrong'],
  ['530', 'hoursRestricted'],
  ['531', 'workstationRestricted'],
  ['532', 'passwordExpired'],
  ['533', 'accountDisabled'],
  ['701', 'accountExpired'],
  ['773', 'passwordMustChange'],
  ['775', 'accountLocked'],
]);
const DATA = /AcceptSecurityContext error, data (?<code>[0-9a-f]+)/i;

/** What 389 Directory Server and OpenLDAP say, whatever the result code is. */
const TEXTS: readonly (readonly [text: RegExp, meaning: string])[] = [
  [/account inactivated/i, 'accountDisabled'],
  [/exceed password retry limit|account (?:is )?locked/i, 'accountLocked'],
  [/password (?:has )?expired/i, 'passwordExpired'],
  [
    /restricted to bind\/unbind|password must be (?:changed|reset)|must change (?:the|your) password/i,
    'passwordMustChange',
  ],
  [/successful bind must be completed|anonymous (?:access|bind)|authentication required/i, 'anonymous'],
];

/** Result codes with which directories refuse those who have not signed in. */
const REFUSES_ANONYMOUS: ReadonlySet<number> = new Set([
  RESULT.operationsError,
  RESULT.strongerAuthRequired,
  RESULT.inappropriateAuthentication,
  RESULT.insufficientAccessRights,
]);

/**
 * The parameters that pass on what a server said: `meaning`, if it is known, is a key of `directory:meanings` in `i18n/`;
 * `said` is its own text, if there is one, without what cannot be displayed, and without the secret.
 */
export function wordsOf(refusal: Refusal, isAnonymous: boolean, secret = ''): MessageParameters {
  const meaning = meaningOf(refusal, isAnonymous);
  // Before white space is changed and the text is cut, because half a secret would not be found.
  const said = displayable(withoutSecret(refusal.diagnostic, secret));
  return { ...(meaning !== undefined && { meaning }), ...(said !== '' && { said }) };
}

/** Whether a search was refused because nobody has signed in. */
export function refusesAnonymous({ status, diagnostic }: Refusal, isAnonymous: boolean): boolean {
  return REFUSES_ANONYMOUS.has(status) && (isAnonymous || meaningOfText(diagnostic) === 'anonymous');
}

function meaningOf(refusal: Refusal, isAnonymous: boolean): string | undefined {
  const { code = '' } = DATA.exec(refusal.diagnostic)?.groups ?? {};
  const ofCode = DATA_OF_ACTIVE_DIRECTORY.get(code.toLowerCase());
  if (ofCode !== undefined) return ofCode;
  return refusesAnonymous(refusal, isAnonymous) ? 'anonymous' : meaningOfText(refusal.diagnostic);
}

function meaningOfText(diagnostic: string): string | undefined {
  return TEXTS.find(([text]) => text.test(diagnostic))?.[1];
}

function displayable(diagnostic: string): string {
  const text = diagnostic.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  // A cut may leave half of a surrogate pair at the end.
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH).replace(/\p{Cs}$/u, '')}…` : text;
}
