import type { FieldError } from './error-codes.js';
import { SyncError } from './sync-error.js';

export function optionInvalid(option: string, reason: string): SyncError {
  return new SyncError('OPTIONS_INVALID', { params: { option, reason } });
}

/** A value of an option is not valid. `rule` and the parameters let a host state the reason in its own words. */
export function optionValueInvalid(option: string, { code, params, message }: FieldError): SyncError {
  // The reason ends the clause of a sentence.
  const reason = message.replace(/\.$/, '');
  return new SyncError('OPTIONS_INVALID', { params: { ...params, option, reason, rule: code } });
}
