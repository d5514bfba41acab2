import { Writable } from 'node:stream';

import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';

import { sampleTable } from '../../../src/cli/sample-table.js';
import { table } from '../../../src/cli/table.js';
import { TerminalOutput } from '../../../src/cli/terminal-output.js';
import { Texts } from '../../../src/cli/texts.js';

const COLUMNS = [{ title: 'name' }, { title: 'n', align: 'right' }] as const;

describe('a table', () => {
  it('is aligned by what a terminal shows: wide and combined characters', () => {
    const lines = table(COLUMNS, [
      ['山田太郎', '1'],
      ['José', '20'],
      ['👩🏽', '3'],
    ]);
    expect(lines.map((line) => stringWidth(line))).toEqual([12, 12, 12, 12]);
    expect(lines).toContain('José      20');
  });

  it('fits the terminal: the widest cells are wrapped, nothing is lost', () => {
    const dn = 'cn=Ada Lovelace,ou=people,dc=example,dc=org';
    const lines = table(COLUMNS, [[dn, '1']], 20);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(20);
    expect(lines.map((line) => line.slice(0, 17).trimEnd()).join('')).toContain('dc=example');
  });

  it('has whole lines if nobody gives a width', () => {
    expect(table(COLUMNS, [['x'.repeat(500), '1']])).toHaveLength(2);
  });

  it('knows the width of a terminal, and none of a pipe', () => {
    const [pipe, terminal] = [new Writable(), Object.assign(new Writable(), { isTTY: true, columns: 60 })];
    expect(new TerminalOutput(pipe, pipe).width).toBe(Number.POSITIVE_INFINITY);
    expect(new TerminalOutput(terminal, pipe).width).toBe(60);
  });
});

it('the sample of a check has a row for each field, in the order of the form', () => {
  const sample = [
    { dn: 'uid=ada', stableId: '1', email: 'ada@example.org', 'attributes.room': '7', userName: 'ada' },
    { userName: 'grace', firstName: 'Grace', email: null },
  ];
  expect(sampleTable(new Texts('de'), sample, 80)).toEqual([
    'Benutzername        ada              grace',
    'Vorname             -                Grace',
    'E-Mail              ada@example.org  -',
    'room                7                -',
    'Verzeichniseintrag  uid=ada          -',
    'Stabile ID          1                -',
  ]);
});

it('the sample of a check does not break the names of fields in a narrow terminal', () => {
  const user = { userName: 'ada', organizationalUnit: 'Research and Development', dn: `uid=ada,${'ou=a,'.repeat(20)}` };
  const lines = sampleTable(
    new Texts('en'),
    Array.from({ length: 5 }, () => user),
    80,
  );
  expect(lines.map((line) => line.split(' ')[0])).toContain('Organizational');
  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
});
