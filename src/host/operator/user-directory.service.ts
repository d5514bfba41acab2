import { EntityManager, raw, type FilterQuery } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { SyncError, type Page } from '../../index.js';
import { isPlainText } from '../dto/is-plain-text.js';
import { IdentityUser, type IdentityUserRow, type UserState } from '../database/identity-user.entity.js';
import { lowerUserName } from '../database/lower-user-name.js';
import type { UserDto } from './user.dto.js';

export interface UserSearch {
  readonly query?: string;
  readonly state?: UserState;
  readonly cursor?: string;
  readonly limit?: number;
}

const SEARCHED = [
  'userName',
  'displayName',
  'firstName',
  'lastName',
  'email',
  'principalName',
  'employeeNumber',
] as const;
const USUAL_ROWS = 50;

/** The users database, as Operator reads it. */
@Injectable()
export class UserDirectory {
  constructor(private readonly em: EntityManager) {}

  /** By name; a page begins after the name that its cursor holds, however many users there are. */
  async search({ query = '', state, cursor, limit = USUAL_ROWS }: UserSearch): Promise<Page<UserDto>> {
    const conditions: FilterQuery<IdentityUserRow>[] = words(query).map(containing);
    if (state) conditions.push({ state });
    if (cursor) conditions.push(after(nameIn(cursor)));
    const found = await this.em
      .fork()
      .find(IdentityUser, { $and: conditions }, { orderBy: { [lowerUserName()]: 'asc' }, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(userDto), nextCursor: last && found.length > limit ? cursorAfter(last) : null };
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
  return { $or: SEARCHED.map((field) => ({ [field]: { $ilike: pattern } })) };
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

/** The role and the version are the host's own business. */
function userDto({ role: _role, version: _version, ...user }: IdentityUserRow): UserDto {
  return user as UserDto;
}
