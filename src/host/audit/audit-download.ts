import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { stringify } from 'csv-stringify';
import type { Response } from 'express';

import type { AuditEventDto } from './audit.dto.js';

type Events = AsyncIterable<AuditEventDto>;

const COLUMNS = ['at', 'who', 'role', 'what', 'outcome', 'subject', 'address', 'by', 'requestId', 'count'] as const;

/** Sends the events as CSV (RFC 4180). Cells that a spreadsheet would take for a formula begin with an apostrophe. */
export async function sendCsv(response: Response, events: Events): Promise<void> {
  attach(response, 'text/csv; charset=utf-8', 'audit.csv');
  const csv = stringify({
    header: true,
    columns: [...COLUMNS],
    bom: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
    cast: { date: (date) => date.toISOString(), object: (value) => JSON.stringify(value) },
  });
  await pipeline(Readable.from(events), csv, response);
}

/** Sends the events as one JSON array. */
export async function sendJson(response: Response, events: Events): Promise<void> {
  attach(response, 'application/json; charset=utf-8', 'audit.json');
  await pipeline(Readable.from(jsonArray(events)), response);
}

async function* jsonArray(events: Events): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const event of events) {
    yield separator + JSON.stringify(event);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

function attach(response: Response, type: string, name: string): void {
  response.set({ 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` });
}
