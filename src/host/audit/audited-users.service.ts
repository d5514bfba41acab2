import { Injectable } from '@nestjs/common';

import { BatchSyncUsers, type FieldError, type PinRequests, type UserRecord } from '../../index.js';
import { englishText } from '../../i18n/texts.js';
import type { SentPin } from '../dto/pin-values.js';
import { HostError } from '../errors/host-error.js';
import { AuditLog } from './audit-log.service.js';
import type { Actor } from './audit-record.js';

interface RequestedChange {
  readonly fields?: Readonly<Record<string, string | null>>;
  readonly state?: string;
  readonly pins?: Readonly<Record<string, SentPin | null>>;
  readonly expected?: Readonly<Record<string, string | null>>;
  readonly reason: string;
}

interface RequestedPins {
  readonly expiresAt?: string | null;
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

  change(
    actor: Actor,
    userId: string,
    { fields, state, pins, expected, reason }: RequestedChange,
  ): Promise<UserRecord> {
    // `state` has a member of its own, whose values are checked.
    if (fields && Object.hasOwn(fields, 'state')) return Promise.reject(HostError.changeRefused([UNKNOWN_STATE]));
    const values = { ...fields, ...(state !== undefined && { state }) };
    const pinned = pins && requested(pins);
    const subject = { user: userId, fields: Object.keys(values), ...(pins && pinNames(pins)), reason };
    return this.audit.attempt({ actor, what: 'user.change', subject }, async () => {
      const request = {
        fields: values,
        ...(pinned && { pins: pinned }),
        ...(expected && { expected }),
        reason,
        changedBy: actor.who,
      };
      const outcome = await this.users.change(userId, request);
      if (!outcome) throw HostError.userNotFound(userId);
      if (!outcome.ok) throw HostError.changeRefused(outcome.errors);
      return outcome.user;
    });
  }

  /** @returns the number of users with new pins. */
  pinReverted(actor: Actor, runId: string, { expiresAt = null, reason }: RequestedPins): Promise<number> {
    return this.audit.attempt(
      { actor, what: 'user.pin', subject: { run: runId, reason } },
      async () => {
        const request = { expiresAt: timeOf(expiresAt), reason, pinnedBy: actor.who };
        const outcome = await this.users.pinReverted(runId, request);
        if (!outcome.ok) throw HostError.changeRefused(outcome.errors);
        return outcome.users;
      },
      (users) => ({ subject: { users } }),
    );
  }
}

function requested(pins: Readonly<Record<string, SentPin | null>>): PinRequests {
  return Object.fromEntries(
    Object.entries(pins).map(([name, pin]) => [name, pin && { expiresAt: timeOf(pin.expiresAt ?? null) }]),
  );
}

/** The names of the values that get a pin, and of those that lose it. */
function pinNames(pins: Readonly<Record<string, SentPin | null>>): Partial<Record<'pinned' | 'unpinned', string[]>> {
  const names = (isSet: boolean) => Object.keys(pins).filter((name) => (pins[name] !== null) === isSet);
  const [pinned, unpinned] = [names(true), names(false)];
  return { ...(pinned.length > 0 && { pinned }), ...(unpinned.length > 0 && { unpinned }) };
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
