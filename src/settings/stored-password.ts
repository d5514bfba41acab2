import type { SecretBox } from '../contract/secret-box.js';
import { SyncError } from '../contract/sync-error.js';

export type Json = Readonly<Record<string, unknown>>;

/** Stands for a password that is there and needs no look. */
const SOME_PASSWORD = '********';

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The sealed password that stays when `part` is laid over what is stored: none when a password is typed or cleared. */
export function keptPassword(part: unknown, merged: unknown): string | undefined {
  const isTyped = isJson(part) && isJson(part['dataPool']) && Object.hasOwn(part['dataPool'], 'bindPassword');
  return isTyped ? undefined : passwordOf(merged);
}

export interface OpenedSettings {
  readonly value: unknown;
  /** Why the password could not be opened: the value then carries something in its place. */
  readonly error: SyncError | undefined;
}

/** The value with its password in the clear. Never throws. */
export function openPassword(value: unknown, secrets: SecretBox): OpenedSettings {
  const sealed = passwordOf(value);
  if (sealed === undefined) return { value, error: undefined };
  try {
    return { value: withPassword(value, secrets.open(sealed)), error: undefined };
  } catch (cause) {
    const error = cause instanceof SyncError ? cause : new SyncError('SECRET_UNREADABLE', { cause });
    return { value: hidePassword(value), error };
  }
}

/** The value with something in place of its password, for checks that need not know it. */
export function hidePassword(value: unknown): unknown {
  return passwordOf(value) === undefined ? value : withPassword(value, SOME_PASSWORD);
}

/** The value as it is stored: with the sealed password that is kept, or the typed one sealed. */
export function sealPassword(value: Json, secrets: SecretBox, kept: string | undefined): unknown {
  const plain = passwordOf(value);
  return plain === undefined ? value : withPassword(value, kept ?? secrets.seal(plain));
}

function passwordOf(value: unknown): string | undefined {
  const dataPool = isJson(value) ? value['dataPool'] : undefined;
  const password = isJson(dataPool) ? dataPool['bindPassword'] : undefined;
  return typeof password === 'string' && password !== '' ? password : undefined;
}

function withPassword(value: unknown, bindPassword: string): unknown {
  const settings = value as Json & { readonly dataPool: Json };
  return { ...settings, dataPool: { ...settings.dataPool, bindPassword } };
}
