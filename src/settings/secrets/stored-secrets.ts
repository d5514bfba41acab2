import { isDeepStrictEqual } from 'node:util';

import type { FieldError } from '../../contract/error-codes.js';
import type { SecretBox } from '../../contract/secret-box.js';
import type { StoredSetting } from '../../contract/settings-store.js';
import { SyncError } from '../../contract/sync-error.js';
import { englishText } from '../../i18n/texts.js';
import { isJsonObject, type JsonObject } from '../json-object.js';
import { secretUnreadable } from '../settings-errors.js';
import { fieldOf, mentionsSecret, POOL_SECRETS, type PoolSecret, secretIn, withSecret } from './pool-secrets.js';

/** Encrypted secrets that a save or a plan keeps. */
export type KeptSecrets = ReadonlyMap<PoolSecret, string>;

export interface DecryptedSettings {
  /** With the secrets in clear text, and placeholders for those that cannot be decrypted. */
  readonly value: unknown;
  /** Those that cannot be decrypted. */
  readonly errors: readonly UnreadableSecret[];
}

export interface UnreadableSecret {
  readonly secret: PoolSecret;
  readonly error: SyncError;
}

/** Where a secret of a setting is stored. It is authenticated, so that a copy in another place is not decrypted. */
export function placeOf(settingKey: string, secret: PoolSecret): string {
  return `${settingKey}/${fieldOf(secret)}`;
}

/**
 * Decrypts the secrets of stored settings. Never throws.
 *
 * @param only if given, the others are in clear text already.
 */
export function decryptSecrets(
  value: unknown,
  box: SecretBox,
  settingKey: string,
  only?: KeptSecrets,
): DecryptedSettings {
  const errors: UnreadableSecret[] = [];
  const decrypted = replaceSecrets(value, (sealed, secret) => {
    if (only && !only.has(secret)) return sealed;
    try {
      return box.open(sealed, placeOf(settingKey, secret));
    } catch (cause) {
      errors.push({ secret, error: cause instanceof SyncError ? cause : secretUnreadable(cause) });
      return secret.placeholder;
    }
  });
  return { value: decrypted, errors };
}

/** The settings as they are stored: with the secrets that are kept, and their own ones encrypted. */
export function encryptSecrets(value: JsonObject, box: SecretBox, settingKey: string, kept: KeptSecrets): unknown {
  return replaceSecrets(value, (plain, secret) => kept.get(secret) ?? box.seal(plain, placeOf(settingKey, secret)));
}

/** The settings with other values of the secrets that they have. */
export function replaceSecrets(value: unknown, replace: (found: string, secret: PoolSecret) => string): unknown {
  return POOL_SECRETS.reduce((settings, secret) => {
    const found = secretIn(poolIn(settings), secret);
    return found === undefined ? settings : withPool(settings, secret, replace(found, secret));
  }, value);
}

/** Settings with the encrypted secrets of `other` in place of their own, as far as they need any. */
export function withSecretsOf(value: unknown, other: unknown): unknown {
  return POOL_SECRETS.reduce((settings, secret) => {
    const found = secret.isNeeded(poolIn(settings)) ? secretIn(poolIn(other), secret) : undefined;
    return withPool(settings, secret, found ?? '');
  }, value);
}

/** Whether stored settings equal settings with secrets in clear text, and placeholders for those that are kept. */
export function isSame(
  { key, value: stored }: StoredSetting,
  { value, kept }: { readonly value: JsonObject; readonly kept: KeptSecrets },
  box: SecretBox,
): boolean {
  const { value: decrypted, errors } = decryptSecrets(hideSecrets(stored, kept), box, key, setIn(stored, kept));
  return errors.length === 0 && isDeepStrictEqual(decrypted, value);
}

/**
 * The settings with placeholders for their secrets, for checks that do not need them.
 *
 * @param only if given, the others stay.
 */
export function hideSecrets(value: unknown, only?: KeptSecrets): unknown {
  return replaceSecrets(value, (found, secret) => (!only || only.has(secret) ? secret.placeholder : found));
}

/** The encrypted secrets that are kept when `part` is merged: those that it neither sets nor clears. */
export function keptSecrets(part: unknown, merged: unknown): KeptSecrets {
  return secretsIn(merged, (secret) => !mentionsSecret(poolIn(part), secret));
}

/** The secrets among those that are kept that were entered for another server, user, certificate ...: they must be entered again. */
export function requiredAgain(stored: unknown, changed: unknown, kept: KeptSecrets): readonly FieldError[] {
  return [...kept.keys()]
    .filter((secret) => secret.isForOther(poolIn(stored), poolIn(changed)))
    .map((secret) => ({
      field: fieldOf(secret),
      code: secret.requiredAgain,
      message: englishText(`validation:${secret.requiredAgain}`),
    }));
}

/** The error of a stored secret that cannot be decrypted, as a field error. */
export function unreadableField({ secret, error }: UnreadableSecret): FieldError {
  return { field: fieldOf(secret), code: 'secretUnreadable', message: error.message };
}

/** Those of the settings that are not kept. */
function setIn(settings: unknown, kept: KeptSecrets): KeptSecrets {
  return secretsIn(settings, (secret) => !kept.has(secret));
}

function secretsIn(settings: unknown, isWanted: (secret: PoolSecret) => boolean): KeptSecrets {
  return new Map(
    POOL_SECRETS.filter(isWanted).flatMap((secret) => {
      const found = secretIn(poolIn(settings), secret);
      return found === undefined ? [] : [[secret, found] as const];
    }),
  );
}

function poolIn(settings: unknown): JsonObject {
  const pool = isJsonObject(settings) ? settings['dataPool'] : undefined;
  return isJsonObject(pool) ? pool : {};
}

function withPool(settings: unknown, secret: PoolSecret, value: string): unknown {
  if (!isJsonObject(settings) || !isJsonObject(settings['dataPool'])) return settings;
  return { ...settings, dataPool: withSecret(settings['dataPool'], secret, value) };
}
