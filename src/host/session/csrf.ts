import { csrfSync } from 'csrf-sync';

/** A token per session, which a page sends back in the header `X-CSRF-Token`: another site cannot read it. */
export const { generateToken: csrfTokenFor, isRequestValid: csrfTokenIsRight } = csrfSync({ size: 32 });
