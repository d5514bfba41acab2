import { EntityManager, raw, type FilterQuery } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { SyncError, type Page } from '../../index.js';
import { isPlainText } from '../dto/is-plain-text.js';
import { IdentityUser, lowerUserName, type IdentityUserRow, type UserState } from '../database/identity-user.entity.js';
import type { UserDto } from './user.dto.js';

export interface UserSearch {
  readonly query?: string;
  readonly state?: UserState;
  readonly cursor?: string;
  readonly limit?: number;
}

const SEARCHED_FIELDS = [
  'userName',
  'displayName',
  'firstName',
  'lastName',
  'email',
  'principalName',
  'employeeNumber',
] as const;
const DEFAULT_LIMIT = 50;

/** Reads the users table for the Operator pages. */
@Injectable()
export class UsersService {
  constructor(private readonly em: EntityManager) {}

  /** Ordered by name. The cursor contains the last name of the previous page. */
  async search({ query = '', state, cursor, limit = DEFAULT_LIMIT }: UserSearch): Promise<Page<UserDto>> {
    const conditions: FilterQuery<IdentityUserRow>[] = words(query).map(containing);
    if (state) conditions.push({ state });
    if (cursor) conditions.push(after(nameIn(cursor)));
    const rows = await this.em
      .fork()
      .find(IdentityUser, { $and: conditions }, { orderBy: { [lowerUserName()]: 'asc' }, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(userDto), nextCursor: last && rows.length > limit ? cursorAfter(last) : null };
  }

  async find(id: string): Promise<UserDto | undefined> {
    const user = await this.em.fork().findOne(IdentityUser, { id });
    return user ? userDto(user) : undefined;
  }
}

function words(query: string): string[] {
  return query.split(/\s+/).filter((word) => word !== '');
}

function containing(word: string): FilterQuery<IdentityUserRow> {
  const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return { $or: SEARCHED_FIELDS.map((field) => ({ [field]: { $ilike: pattern } })) };
}

function after(name: string): FilterQuery<IdentityUserRow> {
  return { [lowerUserName()]: { $gt: raw('lower(?)', [name]) } };
}

function cursorAfter({ userName }: IdentityUserRow): string {
  return Buffer.from(JSON.stringify([userName])).toString('base64url');
}

function nameIn(cursor: string): string {
  const [name] = parsed(cursor);
  if (isPlainText(name)) return name;
  throw new SyncError('CURSOR_INVALID');
}

function parsed(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** Leaves out role and version, which are internal to the host. */
function userDto({ role: _role, version: _version, ...user }: IdentityUserRow): UserDto {
  return user as UserDto;
}
