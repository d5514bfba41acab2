import type { Validation } from './validation.js';

/** One address without a display name. Letters beyond ASCII are allowed (RFC 6531). */
const ADDRESS = /^[^\s@,;:<>()[\]"\\]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u;

/** Applies to the field `email`. */
export const emailAddress: Validation = (text, { names }) =>
  names.field === 'email' && !ADDRESS.test(text) ? { code: 'VALUE_INVALID', params: names } : undefined;
