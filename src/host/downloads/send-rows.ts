import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { stringify } from 'csv-stringify';
import type { Response } from 'express';

/**
 * Sends rows as a CSV file (RFC 4180). Cells that a spreadsheet would take for a formula begin with an apostrophe.
 *
 * @param name of the file, without its extension.
 */
export async function sendCsv<Row extends object>(
  response: Response,
  name: string,
  columns: readonly (keyof Row & string)[],
  rows: AsyncIterable<Row>,
): Promise<void> {
  attach(response, 'text/csv; charset=utf-8', `${name}.csv`);
  const csv = stringify({
    header: true,
    columns: [...columns],
    bom: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
    cast: { date: (date) => date.toISOString(), object: (value) => JSON.stringify(value) },
  });
  await pipeline(Readable.from(rows), csv, response);
}

/**
 * Sends rows as a file with one JSON array.
 *
 * @param name of the file, without its extension.
 */
export async function sendJson(response: Response, name: string, rows: AsyncIterable<object>): Promise<void> {
  attach(response, 'application/json; charset=utf-8', `${name}.json`);
  await pipeline(Readable.from(jsonArray(rows)), response);
}

async function* jsonArray(rows: AsyncIterable<object>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const row of rows) {
    yield separator + JSON.stringify(row);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

function attach(response: Response, type: string, name: string): void {
  response.set({ 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` });
}
