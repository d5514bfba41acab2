import type { Command } from 'commander';

import type { TreeContainer, TreeLevel } from '../../index.js';
import { type CommandContext, type CommonOptions, newPoolCommand, type RunCommand } from '../command.js';
import { escapeControlCharacters } from '../escape-control-characters.js';
import { EXIT } from '../exit-code.js';
import { table } from '../table.js';
import type { Texts } from '../texts.js';

interface TreeOptions extends CommonOptions {
  readonly base?: string;
}

/** `pools tree POOL`: the trees of the directory, or the containers directly below one, with the people in each. */
export function poolsTree(texts: Texts, runCommand: RunCommand): Command {
  return newPoolCommand('tree', texts)
    .description(texts.t('command.poolsTree'))
    .option('--base <dn>', texts.t('option.base'))
    .action((name: string, { base, ...options }: TreeOptions) =>
      runCommand(options, async (context) => {
        const level = await (await context.client()).pools.tree(name, base);
        return { exitCode: EXIT.done, json: level, lines: treeLines(context, name, level) };
      }),
    );
}

function* treeLines(context: CommandContext, name: string, level: TreeLevel): Generator<string> {
  const { texts, output } = context;
  const { dn, containers, hasMore } = level;
  if (dn !== null) yield escapeControlCharacters(texts.t('tree.below', { dn }));
  if (containers.length === 0) yield texts.t('web:tree.empty');
  else yield* containerTable(texts, containers, output.width);
  if (hasMore) yield texts.t('tree.more', { count: containers.length });
  if (dn === null && containers.length > 0)
    yield texts.t('tree.next', { command: context.command(`pools tree ${name} --base DN`) });
}

function containerTable(texts: Texts, containers: readonly TreeContainer[], width: number): readonly string[] {
  const columns = [
    { title: texts.t('tree.container') },
    { title: texts.t('tree.people'), align: 'right', keepsWords: true },
    { title: texts.t('tree.hasChildren') },
  ] as const;
  const rows = containers.map(({ dn, people, hasChildren }) => [
    dn,
    peopleText(texts, people),
    hasChildren === null ? '-' : texts.t(`tree.${hasChildren ? 'yes' : 'no'}`),
  ]);
  return table(columns, rows, width);
}

/** `≥` where a limit of the server or the time ended the count. */
function peopleText(texts: Texts, people: TreeContainer['people']): string {
  if (people === null) return '-';
  return `${people.isAtLeast ? '≥ ' : ''}${texts.number(people.count)}`;
}
