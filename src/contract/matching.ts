/** Fields by which an entry without a link can find its user. The values are compared in any case. */
export const MATCHING_FIELDS = ['employeeNumber', 'principalName', 'email', 'userName'] as const;
export type MatchingField = (typeof MATCHING_FIELDS)[number];

/** What becomes of the name of a user who gives it up, for jobs whose settings do not say so: `{value}` is the name before an `@`. */
export const DEFAULT_RELEASED_NAME = '{value}.former';

/** The matching rules of a job whose settings name none. */
export const DEFAULT_MATCHING: readonly MatchingField[] = ['principalName', 'userName'];
