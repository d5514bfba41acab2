import type { Command } from 'commander';

import type { RunCommand } from '../command.js';
import { notYet } from '../not-yet.js';
import type { Texts } from '../texts.js';

/** `cancel RUN` */
export function cancel(texts: Texts, carry: RunCommand): Command {
  return notYet('cancel', texts, carry).description(texts.t('command.cancel'));
}
