/**
 * What many changes of one field may have in common, the worst consequence first: the value is lost; only its letter case,
 * the domain of the address or the place of the entry differs; text was added or removed at one end; it had none before.
 */
export const CHANGE_PATTERNS = [
  'emptied',
  'letterCase',
  'mailDomain',
  'moved',
  'extended',
  'shortened',
  'filled',
] as const;

export type ChangePattern = (typeof CHANGE_PATTERNS)[number];
