export const SYMBOLIC_NAME = 'LDAPAddonBatchSync';
