import { isDeepStrictEqual } from 'node:util';

import { DEFAULT_DATA_POOL } from '../../contract/data-pool-names.js';
import type { FieldError } from '../../contract/error-codes.js';
import type { SecretBox } from '../../contract/secret-box.js';
import type { StoredSetting } from '../../contract/settings-store.js';
import { SyncError } from '../../contract/sync-error.js';
import { englishText } from '../../i18n/texts.js';
import { poolKey } from '../data-pools/setting-keys.js';
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

export type Places = readonly [string, ...string[]];

/** The setting that held the first data pool before 0.5.0. */
const EARLIER_KEY = 'batch-synchronization.LDAPAddonBatchSync';

/**
 * Where a secret of settings may have been stored; it is stored at the first place. The place is authenticated, so that a copy
 * in another data pool is not decrypted.
 */
export function placesOf(settings: unknown, secret: PoolSecret): Places {
  const { name = DEFAULT_DATA_POOL } = poolIn(settings);
  const place = `${poolKey(String(name))}/${fieldOf(secret)}`;
  return name === DEFAULT_DATA_POOL ? [place, `${EARLIER_KEY}/${fieldOf(secret)}`] : [place];
}

/**
 * Decrypts the secrets of stored settings. Never throws.
 *
 * @param only if given, the others are in clear text already.
 */
export function decryptSecrets(value: unknown, box: SecretBox, only?: KeptSecrets): DecryptedSettings {
  const errors: UnreadableSecret[] = [];
  const decrypted = replaceSecrets(value, (sealed, secret) => {
    if (only && !only.has(secret)) return sealed;
    try {
      return openedAt(placesOf(value, secret), sealed, box);
    } catch (cause) {
      errors.push({ secret, error: cause instanceof SyncError ? cause : secretUnreadable(cause) });
      return secret.placeholder;
    }
  });
  return { value: decrypted, errors };
}

/** Throws what opening at the first place throws if none of them fits. */
function openedAt([place, ...others]: Places, sealed: string, box: SecretBox): string {
  try {
    return box.open(sealed, place);
  } catch (error) {
    for (const other of others) {
      try {
        return box.open(sealed, other);
      } catch {
        // The first error is the one to show.
      }
    }
    throw error;
  }
}

/** The settings as they are stored: with the secrets that are kept, and their own ones encrypted. */
export function encryptSecrets(value: JsonObject, box: SecretBox, kept: KeptSecrets): unknown {
  return replaceSecrets(value, (plain, secret) => kept.get(secret) ?? box.seal(plain, placesOf(value, secret)[0]));
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
  { value: stored }: Pick<StoredSetting, 'value'>,
  { value, kept }: { readonly value: JsonObject; readonly kept: KeptSecrets },
  box: SecretBox,
): boolean {
  const { value: decrypted, errors } = decryptSecrets(hideSecrets(stored, kept), box, setIn(stored, kept));
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
