import { AddonMigration } from './addon-migration.entity.js';
import { AdminSetting } from './admin-setting.entity.js';
import { AdminSettingVersion } from './admin-setting-version.entity.js';
import { BatchChange } from './batch-change.entity.js';
import { BatchChunk } from './batch-chunk.entity.js';
import { BatchPresence } from './batch-presence.entity.js';
import { BatchNotification } from './batch-notification.entity.js';
import { BatchProblem } from './batch-problem.entity.js';
import { BatchRun } from './batch-run.entity.js';
import { CacheGeneration } from './cache-generation.entity.js';
import { ConflictDecisionRow } from './conflict-decision.entity.js';
import { DirectoryLink } from './directory-link.entity.js';
import { ManualChangeEntity } from './manual-change.entity.js';
import { FieldPin } from './field-pin.entity.js';

/** The tables of the add-on. */
export const OWN_ENTITIES = [
  AdminSetting,
  AdminSettingVersion,
  DirectoryLink,
  BatchRun,
  BatchChange,
  BatchChunk,
  BatchProblem,
  BatchNotification,
  BatchPresence,
  ConflictDecisionRow,
  ManualChangeEntity,
  FieldPin,
  CacheGeneration,
  AddonMigration,
];
