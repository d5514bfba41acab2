import { existsSync } from 'node:fs';
import path from 'node:path';

import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';

import { EXIT } from '../../../src/cli/exit-code.js';
import { program } from '../../../src/cli/program.js';
import { Texts } from '../../../src/cli/texts.js';
import { ERROR_CODES, PROBLEM_CODES } from '../../../src/contract/error-codes.js';
import { Environment } from '../../../src/host/config/environment.js';
import * as limits from '../../../src/host/session/limits.js';
import { DataPoolSettings } from '../../../src/settings/schema/data-pool-settings.js';
import { contentOf, filesBelow, inRepository } from './repository.js';

const readme = contentOf('README.md');
const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'];

/** What stands in backticks in the first column of the table below a heading. */
function firstColumn(heading: string): string[] {
  return [...section(heading).matchAll(/^\| ([^|]*`[^|]*)\|/gm)].flatMap(([, cell = '']) => quoted(cell));
}

function section(heading: string): string {
  return readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
}

function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
}

describe('the README', () => {
  it('has at most 200 lines', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(200);
  });

  it('names the variables of the environment that the host reads', () => {
    const environment = contentOf('src/host/config/environment.ts');
    const variables = [...environment.matchAll(/^ {2}([A-Z_]+)\??[:=\s]/gm)].map(([, name = '']) => name);
    expect(firstColumn('Environment').toSorted()).toEqual(variables.toSorted());
  });

  it('names the defaults of those variables', () => {
    const rows = section('Environment').matchAll(/^\| `([A-Z_]+)` +\| `([^`]+)`/gm);
    const named = Object.fromEntries([...rows].map(([, variable = '', value = '']) => [variable, value]));
    const { HOST, PORT, DATA_DIR, ROLE, LOG_LEVEL } = new Environment();
    const LDAP_FILTER = new DataPoolSettings().filter;
    expect(named).toEqual({ HOST, PORT: String(PORT), DATA_DIR, ROLE, LOG_LEVEL, LDAP_FILTER });
  });

  it('names the exit codes', () => {
    const { done, failed, wrongUsage, doneWithProblems, stoppedByGuard } = EXIT;
    expect(section('Command line')).toContain(
      `Exit codes: ${done} done, ${failed} failed, ${wrongUsage} wrong usage, ${doneWithProblems} done with problems, ` +
        `${stoppedByGuard} stopped by a guard.`,
    );
  });

  it('names the commands of the command line', () => {
    const texts = new Texts('en');
    const commands = namesOf(program(texts, () => Promise.resolve()));
    const named = firstColumn('Command line').map((usage) => usage.replaceAll(/ (\[FILE\]|RUN)/g, ''));
    expect(named.toSorted()).toEqual(commands.toSorted());
  });

  it('names every code, and no other', () => {
    const codes = [...ERROR_CODES, ...PROBLEM_CODES];
    expect(quoted(section('Why something was refused')).toSorted()).toEqual(codes.toSorted());
  });

  it('names every call of the API, and no other', () => {
    const calls = filesBelow('src/host', ['.ts']).flatMap((file) => callsIn(contentOf(file)));
    expect(calls.length).toBeGreaterThan(20);
    expect(callsNamed().toSorted()).toEqual(calls.toSorted());
  });

  it('shows the wiring that is really installed and run', () => {
    const [, wiring = ''] = contentOf('test/embed/src/app.module.ts').split(/^.*(?:from|to) here.*$/m);
    const code = wiring.replaceAll(/^ {4}/gm, '').trim();
    expect(code).toContain('forRoot');
    expect(readme).toContain(code);
  });
});

it('SECURITY.md says how long sessions last and how often one may guess', () => {
  const security = contentOf('SECURITY.md');
  const minute = 60_000;
  expect(limits).toMatchObject({ IDLE_MS: 60 * minute, LIFETIME_MS: 12 * 60 * minute, ATTEMPTS_WINDOW_MS: minute });
  expect(security).toContain('A session ends an hour after its last use, and twelve hours after it began.');
  expect(limits).toMatchObject({ ATTEMPTS_PER_USER_AND_ADDRESS: 5, ATTEMPTS_PER_USER: 100, ATTEMPTS_PER_ADDRESS: 20 });
  expect(security).toContain(
    'Five wrong passwords a minute for one user name from one address, twenty from one address, or a hundred for',
  );
});

describe('the documents', () => {
  it.each(DOCUMENTS)('%s links to what is there', (document) => {
    const links = [...contentOf(document).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => target);
    expect(links.filter((target) => !existsSync(inRepository(path.dirname(document), target)))).toEqual([]);
  });
});

function namesOf(command: Command, prefix = ''): string[] {
  return command.commands.flatMap((inner) => {
    const name = `${prefix}${inner.name()}`;
    return inner.commands.length > 0 ? namesOf(inner, `${name} `) : [name];
  });
}

/** `GET /api/runs/ID` for each handler of a controller. */
function callsIn(source: string): string[] {
  const [, base] = /@Controller\('([^']+)'\)/.exec(source) ?? [];
  if (base === undefined) return [];
  return [...source.matchAll(/@(Get|Post|Put|Delete)\((?:'([^']*)')?\)/g)].map(([, verb = '', below]) => {
    const address = [base, below].filter(Boolean).join('/');
    return `${verb.toUpperCase()} /${address.replace(/:(symbolicName|job)/, 'NAME').replace(':id', 'ID')}`;
  });
}

/** `GET`, `PUT /api/...` in a cell are two calls of one address. */
function callsNamed(): string[] {
  const verbs: string[] = [];
  return firstColumn('HTTP API').flatMap((word) => {
    const [verb = '', address] = word.split(' ');
    verbs.push(verb);
    return address === undefined ? [] : verbs.splice(0).map((each) => `${each} ${address}`);
  });
}
