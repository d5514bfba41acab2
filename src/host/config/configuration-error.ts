/** An invalid variable or argument. */
export interface ConfigurationIssue {
  readonly variable: string;
  readonly reason: string;
}

/** The configuration is invalid. The message has one line per variable and contains no values. */
export class ConfigurationError extends Error {
  readonly issues: readonly ConfigurationIssue[];

  constructor(issues: readonly ConfigurationIssue[]) {
    super(issues.map(({ variable, reason }) => `${variable}: ${reason}`).join('\n'));
    this.name = 'ConfigurationError';
    this.issues = issues;
  }

  /** For whoever starts the host. */
  get sentences(): string {
    return `The configuration of the host is invalid.\n${this.message}`;
  }
}
