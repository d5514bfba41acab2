import { Injectable } from '@nestjs/common';

import { BatchSyncUsers, type FieldError, type UserRecord } from '../../index.js';
import { englishText } from '../../i18n/texts.js';
import { HostError } from '../errors/host-error.js';
import { AuditLog } from './audit-log.service.js';
import type { Actor } from './audit-record.js';

interface RequestedChange {
  readonly fields?: Readonly<Record<string, string | null>>;
  readonly state?: string;
  readonly expected?: Readonly<Record<string, string | null>>;
  readonly reason: string;
}

const UNKNOWN_STATE: FieldError = {
  field: 'state',
  code: 'fieldUnknown',
  params: { value: 'state' },
  message: englishText('validation:fieldUnknown', { value: 'state' }),
};

/** What people change about users, and the events of it. */
@Injectable()
export class AuditedUsers {
  constructor(
    private readonly users: BatchSyncUsers,
    private readonly audit: AuditLog,
  ) {}

  change(actor: Actor, userId: string, { fields, state, expected, reason }: RequestedChange): Promise<UserRecord> {
    // `state` has a member of its own, whose values are checked.
    if (fields && Object.hasOwn(fields, 'state')) return Promise.reject(HostError.changeRefused([UNKNOWN_STATE]));
    const values = { ...fields, ...(state !== undefined && { state }) };
    const subject = { user: userId, fields: Object.keys(values), reason };
    return this.audit.attempt({ actor, what: 'user.change', subject }, async () => {
      const request = { fields: values, ...(expected && { expected }), reason, changedBy: actor.who };
      const outcome = await this.users.change(userId, request);
      if (!outcome) throw HostError.userNotFound(userId);
      if (!outcome.ok) throw HostError.changeRefused(outcome.errors);
      return outcome.user;
    });
  }
}
