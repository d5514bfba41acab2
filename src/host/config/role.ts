/** What a process does: the administrators' pages, the operators' pages, the runs, or everything. */
export const ROLES = ['all', 'admin', 'operator', 'worker'] as const;
export type Role = (typeof ROLES)[number];

/** Whether a process of this role has the part. */
export function plays(role: Role, part: Exclude<Role, 'all'>): boolean {
  return role === 'all' || role === part;
}
