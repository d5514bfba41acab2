import type { Command } from 'commander';

import type { RunCommand } from '../command.js';
import { notYet } from '../not-yet.js';
import type { Texts } from '../texts.js';

/** `approve RUN` */
export function approve(texts: Texts, carry: RunCommand): Command {
  return notYet('approve', texts, carry).description(texts.t('command.approve'));
}
