import type { Writable } from 'node:stream';

import { escapeOutput } from './escape-control-characters.js';

/** Writes the result of a command to `out`, and progress and messages to `messages`. */
export class TerminalOutput {
  private lineIsOpen = false;

  constructor(
    private readonly out: Writable & { readonly isTTY?: boolean; readonly columns?: number },
    private readonly messages: Writable & { readonly isTTY?: boolean },
  ) {}

  /** Whether the reader has gone, as in `ldap-batch-sync plan | head`. */
  get isClosed(): boolean {
    return this.out.destroyed;
  }

  /** Characters of a line on the terminal. Unlimited for a file or a program, which want whole lines. */
  get width(): number {
    return this.out.isTTY ? (this.out.columns ?? 80) : Number.POSITIVE_INFINITY;
  }

  /** Waits for a slow reader, so that long results are not buffered in memory. */
  async result(line: string): Promise<void> {
    this.closeLine();
    if (this.out.write(`${escapeOutput(line)}\n`) || this.out.destroyed) return;
    await new Promise<void>((resolve) => {
      const resume = () => {
        this.out.off('drain', resume).off('close', resume);
        resolve();
      };
      this.out.on('drain', resume).on('close', resume);
    });
  }

  message(line: string): void {
    this.closeLine();
    this.messages.write(`${escapeOutput(line)}\n`);
  }

  /** On a terminal, the next line replaces this one. */
  progress(line: string): void {
    if (!this.messages.isTTY) return this.message(line);
    this.messages.write(`\r\u001b[2K${escapeOutput(line)}`);
    this.lineIsOpen = true;
  }

  get isTerminal(): boolean {
    return this.messages.isTTY === true;
  }

  private closeLine(): void {
    if (!this.lineIsOpen) return;
    this.messages.write('\n');
    this.lineIsOpen = false;
  }
}
