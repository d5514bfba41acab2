import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';
import type { UsageError } from './usage-error.js';

/** Describes an error in the arguments, and how to get help. */
export function usageLines({ t }: Texts, { code, message, command }: UsageError): string[] {
  const what = /'([^']*)'/.exec(message)?.[1] ?? '';
  const reason = /is invalid\. (.*)/.exec(message)?.[1] ?? '';
  const sentences: Record<string, string> = {
    'commander.unknownCommand': t('usage.unknownCommand', { what }),
    'commander.unknownOption': t('usage.unknownOption', { what }),
    'commander.missingArgument': t('usage.missingArgument', { what }),
    'commander.optionMissingArgument': t('usage.optionMissingArgument', { what }),
    'commander.missingMandatoryOptionValue': t('usage.missingOption', { what }),
    'commander.excessArguments': t('usage.excessArguments'),
    'commander.invalidArgument': t('usage.invalidArgument', { what, reason }),
  };
  return [
    escapeControlCharacters(sentences[code] ?? t('usage.other')),
    t('usage.help', { command: `${command} --help` }),
  ];
}
