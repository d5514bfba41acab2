import { CommanderError } from 'commander';

/** The end of the parser of a command, with the words with which the command is called. */
export class UsageError extends CommanderError {
  readonly command: string;

  constructor({ exitCode, code, message }: CommanderError, command: string) {
    super(exitCode, code, message);
    this.command = command;
  }
}
