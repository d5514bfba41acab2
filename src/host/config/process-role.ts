/** What a process does: the administrators' pages, the operators' pages, the runs, or everything. */
export const ROLES = ['all', 'admin', 'operator', 'worker'] as const;
export type ProcessRole = (typeof ROLES)[number];

/** Whether a process of this role has the part. */
export function roleIncludes(role: ProcessRole, part: Exclude<ProcessRole, 'all'>): boolean {
  return role === 'all' || role === part;
}
