import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { Injectable } from '@nestjs/common';

import type { Page } from '../../../index.js';
import { IdentityUser, type IdentityUserRow } from '../../database/identity-user.entity.js';
import type { UserDto } from './user.dto.js';
import type { UserFilter, UserOrder } from './user-sort.js';
import { cursorOf, positionIn } from './users-cursor.js';
import { type UserPosition, usersPage, usersTotal } from './users-sql.js';

export interface UsersRequest extends UserFilter, Partial<UserOrder> {
  readonly cursor?: string;
  /** @default 50 */
  readonly limit?: number;
}

const DEFAULT_LIMIT = 50;

/** Reads the users table for the Operator pages. */
@Injectable()
export class UsersService {
  constructor(private readonly em: EntityManager) {}

  /** Throws `CURSOR_INVALID` unless the cursor is one of a page with the same order. */
  async page({ cursor, limit = DEFAULT_LIMIT, sort = 'name', order = 'asc', ...filter }: UsersRequest) {
    const by = { sort, order };
    const em = this.em.fork() as SqlEntityManager;
    const after = cursor ? positionIn(cursor, by) : undefined;
    const { sql, parameters } = usersPage(filter, by, limit + 1, after);
    const found = await em.execute<UserPosition[]>(sql, [...parameters]);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const page: Page<UserDto> = {
      items: await usersIn(em, shown),
      nextCursor: last && found.length > limit ? cursorOf(last, by) : null,
    };
    return page;
  }

  async total(filter: UserFilter): Promise<number> {
    const { sql, parameters } = usersTotal(filter);
    const [row] = await (this.em.fork() as SqlEntityManager).execute<{ total: number }[]>(sql, [...parameters]);
    return row?.total ?? 0;
  }

  async find(id: string): Promise<UserDto | undefined> {
    const user = await this.em.fork().findOne(IdentityUser, { id });
    return user ? userDto(user) : undefined;
  }
}

/** A user that was deleted since is left out. */
async function usersIn(em: EntityManager, positions: readonly UserPosition[]): Promise<UserDto[]> {
  const users = await em.find(IdentityUser, { id: { $in: positions.map(({ id }) => id) } });
  const byId = new Map(users.map((user) => [user.id, userDto(user)]));
  return positions.flatMap(({ id }) => byId.get(id) ?? []);
}

/** Leaves out role and version, which are internal to the host. */
function userDto({ role: _role, version: _version, ...user }: IdentityUserRow): UserDto {
  return user as UserDto;
}
