import { Command } from 'commander';

import { checkLines } from '../check-lines.js';
import { type CommonOptions, newCommand, newPoolCommand, type RunCommand } from '../command.js';
import { escapeControlCharacters } from '../escape-control-characters.js';
import { EXIT, exitCodeOfCheck } from '../exit-code.js';
import type { DomainControllerList } from '../../index.js';
import type { ListedPool, ShownPool } from '../pools-client.js';
import { settingsLines } from '../settings-lines.js';
import { table } from '../table.js';
import type { Texts } from '../texts.js';
import { poolsTree } from './pools-tree.js';
import { poolsVersions } from './pools-versions.js';

/** `pools`: the data pools. Without a further word, lists them. */
export function pools(texts: Texts, runCommand: RunCommand): Command {
  const command = new Command('pools').description(texts.t('command.pools'));
  command.addCommand(poolsList(texts, runCommand), { isDefault: true });
  const further = [poolsShow, poolsVersions, poolsCreate, poolsDelete, poolsCheck, poolsTree, poolsDomainControllers];
  for (const each of further) command.addCommand(each(texts, runCommand));
  return command;
}

/** `pools list`: the data pools with their servers and jobs. */
function poolsList(texts: Texts, runCommand: RunCommand): Command {
  return newCommand('list', texts)
    .description(texts.t('command.poolsList'))
    .action((options: CommonOptions) =>
      runCommand(options, async (context) => {
        const found = await (await context.client()).pools.list();
        return { exitCode: EXIT.done, json: found, lines: poolTable(texts, found, context.output.width) };
      }),
    );
}

/** `pools show POOL`: the settings of a data pool, without secrets. */
function poolsShow(texts: Texts, runCommand: RunCommand): Command {
  return newPoolCommand('show', texts)
    .description(texts.t('command.poolsShow'))
    .action((name: string, options: CommonOptions) =>
      runCommand(options, async (context) => {
        const pool = await (await context.client()).pools.get(name);
        return { exitCode: EXIT.done, json: pool, lines: poolLines(texts, pool, context.output.width) };
      }),
    );
}

interface CreateOptions extends CommonOptions {
  readonly description: string;
}

/** `pools create POOL`: a data pool without a server yet. */
function poolsCreate(texts: Texts, runCommand: RunCommand): Command {
  return newPoolCommand('create', texts)
    .description(texts.t('command.poolsCreate'))
    .option('--description <text>', texts.t('option.description'), '')
    .action((name: string, { description, ...options }: CreateOptions) =>
      runCommand(options, async (context) => {
        await (await context.client()).pools.create({ name, description });
        return { exitCode: EXIT.done, json: { created: name }, lines: [texts.t('pools.created', { name })] };
      }),
    );
}

/** `pools delete POOL`: refused while a job uses it. */
function poolsDelete(texts: Texts, runCommand: RunCommand): Command {
  return newPoolCommand('delete', texts)
    .description(texts.t('command.poolsDelete'))
    .action((name: string, options: CommonOptions) =>
      runCommand(options, async (context) => {
        await (await context.client()).pools.delete(name);
        return { exitCode: EXIT.done, json: { deleted: name }, lines: [texts.t('pools.deleted', { name })] };
      }),
    );
}

/** `pools check POOL`: checks the connection to the directory, without looking for people. */
function poolsCheck(texts: Texts, runCommand: RunCommand): Command {
  return newPoolCommand('check', texts)
    .description(texts.t('command.poolsCheck'))
    .action((name: string, options: CommonOptions) =>
      runCommand(options, async (context) => {
        const report = await (await context.client()).pools.check(name);
        const lines = checkLines(texts, report, context.output.width);
        return { exitCode: exitCodeOfCheck(report), json: report, lines };
      }),
    );
}

interface DomainOptions extends CommonOptions {
  readonly domain?: string;
}

/** `pools domain-controllers POOL`: those of Active Directory that the data pool could use. */
function poolsDomainControllers(texts: Texts, runCommand: RunCommand): Command {
  return newPoolCommand('domain-controllers', texts)
    .description(texts.t('command.poolsDomainControllers'))
    .option('--domain <name>', texts.t('option.domain'))
    .action((name: string, { domain, ...options }: DomainOptions) =>
      runCommand(options, async (context) => {
        const found = await (await context.client()).pools.domainControllers(name, domain);
        return { exitCode: EXIT.done, json: found, lines: controllerLines(texts, found, context.output.width) };
      }),
    );
}

function poolTable({ t }: Texts, found: readonly ListedPool[], width: number): string[] {
  if (found.length === 0) return [t('pools.none')];
  const columns = ['name', 'servers', 'jobs', 'description'].map((name) => ({
    title: t(`pools.${name}`),
    keepsWords: name === 'name',
  }));
  const rows = found.map(({ name, urls, jobs, description }) => [
    name,
    urls.join(' ') || '-',
    jobs.join(' ') || '-',
    description,
  ]);
  return table(columns, rows, width);
}

function controllerLines(
  { t }: Texts,
  { domain, source, controllers }: DomainControllerList,
  width: number,
): readonly string[] {
  const columns = ['url', 'site', 'priority', 'permitted'].map((name) => ({
    title: t(`controllers.${name}`),
    keepsWords: name === 'url',
  }));
  const rows = controllers.map(({ url, site, priority, isAllowed }) => [
    url,
    site ?? '-',
    String(priority ?? '-'),
    t(`controllers.${isAllowed ? 'yes' : 'no'}`),
  ]);
  return [t(`controllers.${source}`, { domain }), ...table(columns, rows, width)];
}

function* poolLines(texts: Texts, pool: ShownPool, width: number): Generator<string> {
  if (pool.description !== '') yield escapeControlCharacters(pool.description);
  yield texts.t('pools.usedBy', { jobs: pool.jobs.join(', ') || '-' });
  const { product, stableIdAttribute: attribute, stableIdSince: since } = pool;
  if (product) yield escapeControlCharacters(texts.t('pools.product', { product }));
  if (attribute) {
    yield escapeControlCharacters(texts.t('pools.stableIdAttribute', { attribute, at: texts.date(since) }));
  }
  yield* settingsLines(texts, pool, width);
}
