import { csrfSync } from 'csrf-sync';

/** A token per session. Pages send it in the header `X-CSRF-Token`; other sites cannot read it. */
export const { generateToken: generateCsrfToken, isRequestValid: isCsrfTokenValid } = csrfSync({ size: 32 });
