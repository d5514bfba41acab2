import type { BatchSynchronization } from '../../../src/index.js';

export function aJob(given: Partial<BatchSynchronization> = {}): BatchSynchronization {
  return {
    name: 'LDAPAddonBatchSync',
    symbolicName: 'LDAPAddonBatchSync',
    processName: 'Synchronize active LDAP Users to Identity Manager',
    description: 'i18n:process:description',
    isFirst: true,
    dataPool: 'default',
    enabled: true,
    expression: '0 0 2 * * *',
    timeZone: 'Etc/UTC',
    status: null,
    lastRunId: null,
    lastStart: null,
    lastEnd: null,
    nextExecution: null,
    lastGoodEnd: null,
    expectedBy: null,
    outcomes: [],
    paused: null,
    waitingPlan: null,
    stalePlan: null,
    changedSections: [],
    settingsErrors: [],
    undecidedSettings: [],
    ...given,
  };
}
