import type { FieldError } from '../contract/error-codes.js';
import { SyncError } from '../contract/sync-error.js';

/** A lost update: the settings were saved after they were read. */
export function settingChanged(): SyncError {
  return new SyncError('SETTING_CHANGED');
}

export function isSettingChanged(error: unknown): boolean {
  return error instanceof SyncError && error.code === 'SETTING_CHANGED';
}

export function settingsInvalid(symbolicName: string, { field, code, message, params }: FieldError): SyncError {
  // `why` and the parameters of the field error let a host state the reason in the user's language.
  return new SyncError('SETTINGS_INVALID', {
    params: { ...params, symbolicName, field: field || '/', reason: message, why: code },
  });
}

export function settingsMissing(symbolicName: string): SyncError {
  return new SyncError('SETTINGS_MISSING', { params: { symbolicName } });
}

/** @param places setting keys with fields. */
export function secretsUnreadable(places: readonly string[]): SyncError {
  return new SyncError('SECRETS_UNREADABLE', { params: { values: places.join(', ') } });
}

export function secretUnreadable(cause?: unknown): SyncError {
  return new SyncError('SECRET_UNREADABLE', { cause });
}

export function settingsVersionUnknown(version: number): SyncError {
  return new SyncError('SETTINGS_VERSION_UNKNOWN', { params: { version } });
}

export function cursorInvalid(): SyncError {
  return new SyncError('CURSOR_INVALID');
}

export function dataPoolUnknown(name: string): SyncError {
  return new SyncError('DATA_POOL_UNKNOWN', { params: { dataPool: name.slice(0, 64) } });
}
