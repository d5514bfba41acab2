/** What a process serves: the Admin pages, the Operator pages, the runs, or everything. */
export const PROCESS_ROLES = ['all', 'admin', 'operator', 'worker'] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

/** Whether a process with this role serves the part. */
export function roleIncludes(role: ProcessRole, part: Exclude<ProcessRole, 'all'>): boolean {
  return role === 'all' || role === part;
}
