import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { RunStore } from '../../../src/engine/ports/run-store.js';
import { Directory } from './a-directory.js';
import { folderDatabase, Host, type HostDatabase, JOB, postgresDatabase } from './a-host.js';
import { APP_USER_TABLE } from './app-user.js';
import { STAGES, type Stage } from './signal-at.js';
import { APPLIED_CHANGES } from '../../services/applied-changes.js';
