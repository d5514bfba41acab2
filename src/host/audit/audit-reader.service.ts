import { EntityManager, type FilterQuery } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';

import { SyncError, type Page } from '../../index.js';
import { AuditEvent, type AuditEventRow } from '../database/audit-event.entity.js';
import type { AuditOutcome } from './audit-codes.js';
import { orderedSubject } from './audit-record.js';
import type { AuditEventDto } from './audit.dto.js';

export interface AuditFilter {
  readonly who?: string;
  /** A code or a group of codes. */
  readonly what?: string;
  readonly outcome?: AuditOutcome;
  /** ISO 8601; inclusive. */
  readonly from?: string;
  /** ISO 8601; exclusive. */
  readonly to?: string;
}

const DEFAULT_LIMIT = 50;
const DOWNLOAD_PAGE = 500;

/** Reads the audit log, latest first. */
@Injectable()
export class AuditReader {
  constructor(private readonly em: EntityManager) {}

  async page(
    filter: AuditFilter,
    { cursor, limit = DEFAULT_LIMIT }: { readonly cursor?: string; readonly limit?: number } = {},
  ): Promise<Page<AuditEventDto>> {
    const conditions = [...conditionsOf(filter), ...(cursor ? [before(cursor)] : [])];
    const rows = await this.em
      .fork()
      .find(AuditEvent, { $and: conditions }, { orderBy: { at: 'desc', id: 'desc' }, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(eventDto), nextCursor: last && rows.length > limit ? cursorAfter(last) : null };
  }

  /** All events, read page by page. */
  async *all(filter: AuditFilter): AsyncGenerator<AuditEventDto> {
    let cursor: string | undefined;
    do {
      const page = await this.page(filter, { limit: DOWNLOAD_PAGE, ...(cursor && { cursor }) });
      yield* page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
  }
}

function conditionsOf({ who, what, outcome, from, to }: AuditFilter): FilterQuery<AuditEventRow>[] {
  return [
    ...(who ? [{ who: { $ilike: `%${who.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%` } }] : []),
    ...(what ? [what.includes('.') ? { what } : { what: { $like: `${what}.%` } }] : []),
    ...(outcome ? [{ outcome }] : []),
    ...(from ? [{ at: { $gte: new Date(from) } }] : []),
    ...(to ? [{ at: { $lt: new Date(to) } }] : []),
  ];
}

function before(cursor: string): FilterQuery<AuditEventRow> {
  const match = /^(\d{1,15})-(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new SyncError('CURSOR_INVALID');
  const at = new Date(Number(match[1]));
  return { $or: [{ at: { $lt: at } }, { at, id: { $lt: match[2] as string } }] };
}

function cursorAfter({ at, id }: AuditEventRow): string {
  return Buffer.from(`${at.getTime()}-${id}`).toString('base64url');
}

/** In the order of the page and of the downloads. */
function eventDto({
  id,
  at,
  who,
  role,
  what,
  outcome,
  subject,
  address,
  by,
  requestId,
  count,
}: AuditEventRow): AuditEventDto {
  const event = { id, at, who, role, what, outcome, subject: orderedSubject(subject), address, by, requestId, count };
  return event as AuditEventDto;
}
