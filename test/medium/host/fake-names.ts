/** Symbolic name of the only job. */
export const NAME = 'LDAPAddonBatchSync';
export const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
