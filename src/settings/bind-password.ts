import { isDeepStrictEqual } from 'node:util';

import type { FieldError } from '../contract/error-codes.js';
import type { SecretBox } from '../contract/secret-box.js';
import type { StoredSetting } from '../contract/settings-store.js';
import { SyncError } from '../contract/sync-error.js';
import { englishText } from '../i18n/texts.js';
import { isJsonObject, type JsonObject } from './json-object.js';
import { cleanDistinguishedName } from './rules/distinguished-name.js';
import { parseLdapUrl } from './rules/ldap-url.js';
import { secretUnreadable } from './settings-errors.js';

const FIELD = 'dataPool.bindPassword';
const REQUIRED_AGAIN = 'passwordForOtherServer';

/** Replaces a password where its value does not matter. */
const PLACEHOLDER = '********';

/** The stored password was entered for other servers, another user or other TLS settings: it must be entered again. */
export const PASSWORD_REQUIRED_AGAIN: FieldError = {
  field: FIELD,
  code: REQUIRED_AGAIN,
  message: englishText(`validation:${REQUIRED_AGAIN}`),
};

export interface DecryptedSettings {
  /** With the password in clear text, or with a placeholder if it cannot be decrypted. */
  readonly value: unknown;
  /** Why the password cannot be decrypted. */
  readonly error: SyncError | undefined;
}

/** Where the password of a setting is stored. It is authenticated, so that a copy in another setting is not decrypted. */
export function placeOf(settingKey: string): string {
  return `${settingKey}/${FIELD}`;
}

/** Decrypts the password of stored settings. Never throws. */
export function decryptPassword(value: unknown, secrets: SecretBox, settingKey: string): DecryptedSettings {
  const sealed = passwordOf(value);
  if (sealed === undefined) return { value, error: undefined };
  try {
    return { value: withPassword(value, secrets.open(sealed, placeOf(settingKey))), error: undefined };
  } catch (cause) {
    const error = cause instanceof SyncError ? cause : secretUnreadable(cause);
    return { value: hidePassword(value), error };
  }
}

/** The settings as they are stored: with `kept`, or with their own password encrypted. */
export function encryptPassword(
  value: JsonObject,
  secrets: SecretBox,
  settingKey: string,
  kept: string | undefined,
): unknown {
  const plain = passwordOf(value);
  return plain === undefined ? value : withPassword(value, kept ?? secrets.seal(plain, placeOf(settingKey)));
}

/** The stored settings with their encrypted password replaced; undefined if there is none, or `replace` keeps it. */
export function replaceSealedPassword(value: unknown, replace: (sealed: string) => string): unknown {
  const sealed = passwordOf(value);
  const replaced = sealed === undefined ? undefined : replace(sealed);
  return replaced === undefined || replaced === sealed ? undefined : withPassword(value, replaced);
}

/** Settings with the encrypted password of `other` in place of their own. Without a bind user they have none. */
export function withPasswordOf(value: unknown, other: unknown): unknown {
  const { bindDn = '' } = dataPoolOf(value);
  return withPassword(value, bindDn === '' ? '' : (passwordOf(other) ?? ''));
}

/** Whether stored settings equal settings with a password in clear text, or with a placeholder for the one that is kept. */
export function isSame(
  { key, value: stored }: StoredSetting,
  { value, kept }: { readonly value: JsonObject; readonly kept: string | undefined },
  secrets: SecretBox,
): boolean {
  if (kept !== undefined) return isDeepStrictEqual(hidePassword(stored), value);
  const decrypted = decryptPassword(stored, secrets, key);
  return decrypted.error === undefined && isDeepStrictEqual(decrypted.value, value);
}

/** The settings with a placeholder for their password, for checks that do not need it. */
export function hidePassword(value: unknown): unknown {
  return passwordOf(value) === undefined ? value : withPassword(value, PLACEHOLDER);
}

/** The sealed password that is kept when `part` is merged; undefined when `part` sets or clears the password. */
export function keptPassword(part: unknown, merged: unknown): string | undefined {
  return Object.hasOwn(dataPoolOf(part), 'bindPassword') ? undefined : passwordOf(merged);
}

/** The error of a stored password that cannot be decrypted, as a field error. */
export function passwordUnreadable({ message }: SyncError): FieldError {
  return { field: FIELD, code: 'secretUnreadable', message };
}

/**
 * Whether the password of `stored` would be sent to another server, for another user or over another kind of connection
 * if it were used with `changed`.
 */
export function changesTarget(stored: unknown, changed: unknown): boolean {
  const before = dataPoolOf(stored);
  const after = dataPoolOf(changed);
  const knownServers = new Set(serversOf(before));
  return (
    bindUserOf(before) !== bindUserOf(after) ||
    tlsOf(before) !== tlsOf(after) ||
    !serversOf(after).every((server) => knownServers.has(server))
  );
}

function dataPoolOf(settings: unknown): JsonObject {
  const dataPool = isJsonObject(settings) ? settings['dataPool'] : undefined;
  return isJsonObject(dataPool) ? dataPool : {};
}

function passwordOf(settings: unknown): string | undefined {
  const password = dataPoolOf(settings)['bindPassword'];
  return typeof password === 'string' && password !== '' ? password : undefined;
}

function withPassword(value: unknown, bindPassword: string): unknown {
  const settings = value as JsonObject & { readonly dataPool: JsonObject };
  return { ...settings, dataPool: { ...settings.dataPool, bindPassword } };
}

function bindUserOf({ bindDn }: JsonObject): unknown {
  return typeof bindDn === 'string' ? cleanDistinguishedName(bindDn) : bindDn;
}

function serversOf({ urls }: JsonObject): readonly string[] {
  if (!Array.isArray(urls)) return [];
  return urls.map((url: unknown) => {
    if (typeof url !== 'string') return JSON.stringify(url);
    const { scheme, host, port } = parseLdapUrl(url);
    return `${scheme}://${host.toLowerCase()}:${port}`;
  });
}

function tlsOf({ tls }: JsonObject): string {
  const { mode = 'none', ca = '', serverName = '' } = isJsonObject(tls) ? tls : {};
  return JSON.stringify([mode, ca, serverName]);
}
