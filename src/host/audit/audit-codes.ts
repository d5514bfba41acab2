/** What is recorded. Codes are stable; the part before the dot is the group. */
export const AUDIT_CODES = [
  'session.begin',
  'session.refused',
  'session.limited',
  'session.end',
  'session.revoke',
  'password.change',
  'access.refused',
  'settings.save',
  'schedule.save',
  'connection.check',
  'connection.preview',
  'job.create',
  'job.describe',
  'job.delete',
  'data-pool.create',
  'data-pool.save',
  'data-pool.delete',
  'run.start',
  'run.cancel',
  'run.revert',
  'run.resume',
  'plan.start',
  'plan.approve',
  'conflict.decide',
  'user.change',
  'user.pin',
  'add-on.enable',
  'add-on.disable',
  'cache.clear',
  'key.rekey',
  'host.start',
  'host.stop',
] as const;
export type AuditCode = (typeof AUDIT_CODES)[number];

export const AUDIT_GROUPS = [...new Set(AUDIT_CODES.map((code) => code.replace(/\..*/, '')))];

/** Done; refused because of a rule; failed because of an error. */
export const AUDIT_OUTCOMES = ['done', 'refused', 'failed'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];
