/** Fields by which an entry without a link can find its user. The values are compared in any case. */
export const MATCHING_FIELDS = ['employeeNumber', 'principalName', 'email', 'userName'] as const;
export type MatchingField = (typeof MATCHING_FIELDS)[number];

/** The matching rules of a job whose settings name none. */
export const DEFAULT_MATCHING: readonly MatchingField[] = ['principalName', 'userName'];
