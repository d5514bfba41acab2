import type { Command } from 'commander';

import type { RunCommand } from '../command.js';
import { notYet } from '../not-yet.js';
import type { Texts } from '../texts.js';

/** `revert RUN` */
export function revert(texts: Texts, carry: RunCommand): Command {
  return notYet('revert', texts, carry).description(texts.t('command.revert'));
}
