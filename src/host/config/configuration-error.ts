/** One variable or argument that is not as it must be. */
export interface ConfigurationFault {
  readonly variable: string;
  readonly reason: string;
}

/** The host cannot start with this environment. `message` has one line per variable and names no value. */
export class ConfigurationError extends Error {
  readonly faults: readonly ConfigurationFault[];

  constructor(faults: readonly ConfigurationFault[]) {
    super(faults.map(({ variable, reason }) => `${variable}: ${reason}`).join('\n'));
    this.name = 'ConfigurationError';
    this.faults = faults;
  }
}
