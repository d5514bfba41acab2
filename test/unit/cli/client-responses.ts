import type {
  BatchSynchronization,
  Change,
  CheckReport,
  ConflictPage,
  GuardFinding,
  PersonNotSeen,
  PersonPreview,
  Problem,
  Run,
  RunProgress,
  RunSummary,
  SaveOutcome,
  SettingChange,
  SettingsComparison,
  SettingsVersion,
} from '../../../src/index.js';
import type { ChangedSettings } from '../../../src/cli/changed-since-applied.js';
import type { ShownPool } from '../../../src/cli/pools-client.js';
import type { ShownWhy } from '../../../src/cli/shown-why.js';

/** Responses of a client. Lists are returned in pages. */
export interface ClientResponses {
  readonly remote?: boolean;
  readonly run?: Run;
  readonly pools?: readonly ShownPool[];
  readonly jobs?: readonly BatchSynchronization[];
  readonly conflicts?: Partial<ConflictPage>;
  readonly why?: ShownWhy;
  readonly preview?: PersonPreview;
  readonly runs?: readonly Run[];
  readonly changes?: readonly Change[];
  readonly problems?: readonly Problem[];
  readonly notSeen?: readonly PersonNotSeen[];
  readonly guards?: readonly GuardFinding[];
  readonly problemGroups?: RunSummary['problems'];
  readonly check?: CheckReport;
  readonly settings?: Record<string, unknown>;
  readonly saves?: SaveOutcome;
  readonly versions?: readonly SettingsVersion[];
  readonly olderVersions?: string;
  /** Absent, as in an older host: it is not known. */
  readonly changed?: ChangedSettings;
  /** The version with which settings are compared. @default the one before the saved one */
  readonly inForce?: number;
  /** Absent, as in an older host: nothing is compared. */
  readonly compared?: readonly SettingChange[];
  readonly differ?: SettingsComparison;
  readonly progress?: readonly RunProgress[];
  readonly failure?: Error;
}
