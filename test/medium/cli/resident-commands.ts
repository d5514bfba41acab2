import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

import type { Outcome } from './command-line.js';
import type { CommandMessage } from './resident-process.js';

/** A process that runs one command after the other, so that the program is loaded once. Stop it in `afterAll`. */
export class ResidentCommands {
  private readonly ended: Promise<never>;

  static async start(): Promise<ResidentCommands> {
    const commands = new ResidentCommands(fork(new URL('resident-process.ts', import.meta.url), { execArgv: [] }));
    await commands.answer();
    return commands;
  }

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The process of the commands has ended with ${String(code)}.`);
    });
  }

  /** Call it again only after the command has ended. */
  async run(words: readonly string[], environment: CommandMessage['environment']): Promise<Outcome> {
    this.child.send({ words, environment } satisfies CommandMessage);
    return (await this.answer()) as Outcome;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended.catch(() => undefined);
  }

  private async answer(): Promise<unknown> {
    const [message] = await Promise.race([once(this.child, 'message') as Promise<[unknown]>, this.ended]);
    return message;
  }
}
