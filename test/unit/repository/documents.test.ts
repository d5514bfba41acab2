import { existsSync, globSync } from 'node:fs';
import path from 'node:path';

import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';

import { EXIT } from '../../../src/cli/exit-code.js';
import { program } from '../../../src/cli/program.js';
import { Texts } from '../../../src/cli/texts.js';
import { Environment } from '../../../src/host/config/environment.js';
import * as sessionLimits from '../../../src/host/session/session-limits.js';
import * as signInLimits from '../../../src/host/session/sign-in-limits.js';
import { contentOf, filesBelow, inRepository } from './repository.js';

const readme = contentOf('README.md');
const environment = contentOf('docs/environment.md');
const commandLine = contentOf('docs/command-line.md');
const DOCUMENTS = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...filesBelow('docs', ['.md']),
];

/** What is in backticks in the first column of the tables of a document. */
function firstColumn(document: string): string[] {
  return [...document.matchAll(/^\| ([^|]*`[^|]*)\|/gm)].flatMap(([, cell = '']) => quoted(cell));
}

function quoted(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
}

describe('the README', () => {
  it('has at most 120 lines', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(120);
  });

  it('shows the wiring that is really installed and run', () => {
    const [, wiring = ''] = contentOf('test/embed/src/app.module.ts').split(/^.*(?:from|to) here.*$/m);
    const code = wiring.replaceAll(/^ {4}/gm, '').trim();
    expect(code).toContain('forRoot');
    expect(readme).toContain(code);
  });

  it('links to every document in docs', () => {
    const documents = filesBelow('docs', ['.md']).filter((file) => !file.startsWith('docs/decisions/'));
    expect(documents.filter((file) => !readme.includes(`](${file})`))).toEqual([]);
  });
});

describe('docs/environment.md', () => {
  it('names the variables that the host reads', () => {
    const source = contentOf('src/host/config/environment.ts');
    const variables = [...source.matchAll(/^ {2}([A-Z_]+)\??[:=\s]/gm)].map(([, name = '']) => name);
    expect(firstColumn(environment).toSorted()).toEqual(variables.toSorted());
  });

  it('names their defaults', () => {
    const rows = environment.matchAll(/^\| `([A-Z_]+)` +\| `([^`]+)`/gm);
    const named = Object.fromEntries([...rows].map(([, variable = '', value = '']) => [variable, value]));
    const { HOST, PORT, DATA_DIR, ROLE, LOG_LEVEL, ...others } = new Environment();
    const { AUDIT_RETENTION_DAYS, RUN_RETENTION_DAYS, RUN_RETENTION_COUNT, USER_LOCK_SECONDS } = others;
    const days = String(AUDIT_RETENTION_DAYS);
    expect(named).toEqual({
      HOST,
      PORT: String(PORT),
      DATA_DIR,
      ROLE,
      LOG_LEVEL,
      AUDIT_RETENTION_DAYS: days,
      RUN_RETENTION_DAYS: String(RUN_RETENTION_DAYS),
      RUN_RETENTION_COUNT: String(RUN_RETENTION_COUNT),
      USER_LOCK_SECONDS: String(USER_LOCK_SECONDS),
    });
  });
});

describe('docs/command-line.md', () => {
  it('names the exit codes', () => {
    const codes = [...commandLine.matchAll(/^\| (\d+) +\| (.*?) +\|$/gm)].map(([, code, meaning]) => [
      Number(code),
      meaning,
    ]);
    expect(codes).toEqual([
      [EXIT.done, 'done'],
      [EXIT.failed, 'failed, or the add-on is disabled; `check`: not connected'],
      [EXIT.wrongUsage, 'wrong usage'],
      [EXIT.doneWithProblems, 'done, with problems; `check`: connected, but nobody could be synchronized'],
      [EXIT.stoppedByGuard, 'stopped by a guard, or waits for approval; `plan`, `revert`: a guard would stop the run'],
      [EXIT.interrupted, 'interrupted (Ctrl-C) while it followed a run'],
    ]);
  });

  it('names the commands', () => {
    const texts = new Texts('en');
    const commands = namesOf(program(texts, () => Promise.resolve()));
    const named = firstColumn(commandLine).map((usage) => usage.replaceAll(/ (\[FILE\]|[A-Z]+)/g, ''));
    expect(named.toSorted()).toEqual(commands.toSorted());
  });
});

describe('docs/api.md', () => {
  it('names every call of the API, and no other', () => {
    const calls = filesBelow('src/host', ['.ts']).flatMap((file) => callsIn(contentOf(file)));
    expect(calls.length).toBeGreaterThan(20);
    expect(callsNamed().toSorted()).toEqual(calls.toSorted());
  });
});

describe('CHANGELOG.md', () => {
  it('begins with the version of the package, which the manifest and the lockfile have as well', () => {
    const [, newest] = /^## (.*)$/m.exec(contentOf('CHANGELOG.md')) ?? [];
    const versions = ['package.json', 'package-lock.json', 'manifest/ldap-addon-batch-sync.json'].map(
      (file) => (JSON.parse(contentOf(file)) as { version: string }).version,
    );
    expect(versions).toEqual([newest, newest, newest]);
  });
});

describe('the decisions', () => {
  const decisions = filesBelow('docs/decisions', ['.md']);

  it('are numbered without a gap and listed in ARCHITECTURE.md with their titles', () => {
    const lines = decisions.map((file, index) => {
      const [, number, title] = /^# (\d+)\. (.*)$/m.exec(contentOf(file)) ?? [];
      expect(Number(number)).toBe(index + 1);
      return `- [${String(number).padStart(4, '0')}](${file}): ${title}`;
    });
    const listed = contentOf('ARCHITECTURE.md').match(/^- \[\d{4}\].*$/gm);
    expect(listed).toEqual(lines);
  });

  it.each(decisions)('%s has status, context, decision and consequences', (file) => {
    const parts = [
      /^Status: (accepted|superseded)/m,
      /^\*\*Context\.\*\*/m,
      /^\*\*Decision\.\*\*/m,
      /^\*\*Consequences\.\*\*/m,
    ];
    const content = contentOf(file);
    expect(parts.filter((part) => !part.test(content))).toEqual([]);
  });
});

it('ARCHITECTURE.md has a row for every layer', () => {
  const layers = Object.keys(JSON.parse(contentOf('scripts/lib/layers.json')) as object);
  const rows = firstColumn(contentOf('ARCHITECTURE.md'));
  expect(layers.filter((layer) => !rows.includes(layer))).toEqual([]);
});

it('SECURITY.md says how long sessions last and how often one may guess', () => {
  const security = contentOf('SECURITY.md').replaceAll(/\s+/g, ' ');
  const minute = 60_000;
  expect(sessionLimits).toMatchObject({ IDLE_MS: 60 * minute, LIFETIME_MS: 12 * 60 * minute });
  expect(security).toContain('A session ends an hour after its last use, and twelve hours after it began.');
  expect(signInLimits).toMatchObject({
    ATTEMPTS_WINDOW_MS: minute,
    ATTEMPTS_PER_USER_AND_ADDRESS: 5,
    ATTEMPTS_PER_USER: 100,
    ATTEMPTS_PER_ADDRESS: 20,
  });
  expect(security).toContain(
    'After five failed sign-ins a minute for one user name from one address, twenty from one address, or a hundred for',
  );
});

describe.each(DOCUMENTS)('%s', (document) => {
  const content = contentOf(document);

  it('links to files that exist', () => {
    const links = [...content.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => target);
    expect(links.filter((target) => !existsSync(inRepository(path.dirname(document), target)))).toEqual([]);
  });

  it('names files that exist', () => {
    const named = quoted(content).filter((word) => /^(src|test|scripts|i18n|manifest|docs)\/\S*$/.test(word));
    expect(named.filter((pattern) => globSync(pattern, { cwd: inRepository() }).length === 0)).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(contentOf('package.json')) as { scripts: object };
    const named = [...content.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
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
  return [...source.matchAll(/@(Get|Post|Put|Patch|Delete)\((?:'([^']*)')?\)/g)].map(([, verb = '', below]) => {
    const address = [base, below].filter(Boolean).join('/');
    return `${verb.toUpperCase()} /${address
      .replace(/:(symbolicName|job|pool)/, 'NAME')
      .replace(':id', 'ID')
      .replace(':version', 'VERSION')}`;
  });
}

/** "`GET`, `PUT /api/...`:" are two calls of one address. */
function callsNamed(): string[] {
  const verbs: string[] = [];
  const lines = contentOf('docs/api.md').matchAll(/^- (`.*`):$/gm);
  return [...lines]
    .flatMap(([, calls = '']) => quoted(calls))
    .flatMap((word) => {
      const [verb = '', address] = word.split(' ');
      verbs.push(verb);
      return address === undefined ? [] : verbs.splice(0).map((each) => `${each} ${address}`);
    });
}
