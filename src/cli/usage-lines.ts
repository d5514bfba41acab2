import type { CommanderError } from 'commander';

import { printable } from './printable.js';
import type { Texts } from './texts.js';

/** What was wrong about the words of a command, and where to read how it goes. */
export function usageLines({ t }: Texts, { code, message }: CommanderError): string[] {
  const what = /'([^']*)'/.exec(message)?.[1] ?? '';
  const reason = /is invalid\. (.*)/.exec(message)?.[1] ?? '';
  const sentences: Record<string, string> = {
    'commander.unknownCommand': t('usage.unknownCommand', { what }),
    'commander.unknownOption': t('usage.unknownOption', { what }),
    'commander.missingArgument': t('usage.missingArgument', { what }),
    'commander.optionMissingArgument': t('usage.optionMissingArgument', { what }),
    'commander.excessArguments': t('usage.excessArguments'),
    'commander.invalidArgument': t('usage.invalidArgument', { what, reason }),
  };
  return [printable(sentences[code] ?? t('usage.other')), t('usage.help', { command: 'ldap-batch-sync --help' })];
}
