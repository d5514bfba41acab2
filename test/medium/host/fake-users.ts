import {
  BatchSyncUsers,
  type PinnedUser,
  type RevertedPinsOutcome,
  type RevertedPinsRequest,
  SyncError,
  type UserChangeOutcome,
  type UserChangeRequest,
  type UserNotSeen,
  type UserRecord,
} from '../../../src/index.js';
import { UNKNOWN_ID } from './fake-names.js';

/** Users with prepared records. */
export class FakeUsers extends BatchSyncUsers {
  get = async (id: string, at?: Date): Promise<UserRecord> => {
    const writtenBy = { runId: UNKNOWN_ID, manual: null, at: new Date(5) };
    if (at && at < writtenBy.at) throw new SyncError('USER_STATE_UNKNOWN', { params: { since: '' } });
    return {
      id,
      at: at ?? null,
      knownSince: writtenBy.at,
      fields: {
        email: { value: 'x@then.example', writtenBy },
        phone: { value: null, writtenBy: null },
        'attributes.badge': { value: 'Q1', writtenBy },
        dn: { value: 'cn=x', writtenBy },
      },
      links: [
        {
          dataPool: 'default',
          stableId: 's',
          dn: 'cn=x',
          linkedAt: new Date(5),
          notSeenSince: new Date(9),
          lastSeen: { runId: UNKNOWN_ID, at: new Date(8) },
        },
      ],
      pins: { email: { by: 'olga', reason: 'asked by phone', since: new Date(5), expiresAt: null } },
    };
  };

  notSeenUsers: readonly UserNotSeen[] = [];
  notSeen = async () => this.notSeenUsers;

  pinnedUsers: readonly PinnedUser[] = [];
  pinned = async () => this.pinnedUsers;

  pinnedWith: RevertedPinsRequest | undefined;

  pinReverted = async (_runId: string, request: RevertedPinsRequest): Promise<RevertedPinsOutcome> => {
    this.pinnedWith = request;
    const isPast = request.expiresAt !== null && request.expiresAt < new Date();
    if (!isPast) return { ok: true, users: 2 };
    return { ok: false, errors: [{ field: 'expiresAt', code: 'timePast', message: 'No.', params: {} }] };
  };

  changedWith: UserChangeRequest | undefined;

  change = async (id: string, request: UserChangeRequest): Promise<UserChangeOutcome> => {
    this.changedWith = request;
    if (request.fields['email'] === 'old') throw new SyncError('USER_CHANGED', { params: { userField: 'email' } });
    if (request.fields['email'] !== 'wrong') return { ok: true, user: await this.get(id) };
    return { ok: false, errors: [{ field: 'email', code: 'emailSyntax', message: 'No.', params: {} }] };
  };
}
