import type { ReadReport } from '../../../src/contract/run.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import { type DirectoryRead, DirectoryReader } from '../../../src/engine/ports/directory-reader.js';
import type { DirectorySource } from '../../../src/settings/schema/directory-source.js';
import type { RunFixture } from './run-fixture.js';

export class FakeDirectoryReader extends DirectoryReader {
  constructor(private readonly fixture: RunFixture) {
    super();
  }

  read(source: DirectorySource, _attributes: unknown, _signal: unknown, only: string | null): DirectoryRead {
    const { fixture } = this;
    const { urls } = source.dataPool;
    fixture.readOnly = only;
    fixture.servers.push(urls[0]);
    const interruption = fixture.interruptions.shift() ?? null;
    let entries = 0;
    let isComplete = false;
    async function* pages() {
      for (const page of fixture.pages) {
        entries += page.length;
        yield page;
      }
      if (interruption) throw new SyncError('DIRECTORY_READ_INCOMPLETE', { params: { reason: 'lost' } });
      if (fixture.readError) throw fixture.readError;
      isComplete = true;
    }
    const readReport = (): ReadReport => ({
      complete: isComplete,
      reason: null,
      server: urls[0] ?? '',
      baseDn: 'dc=example',
      filter: '(uid=*)',
      pages: fixture.pages.length,
      entries,
      referrals: 0,
      paged: true,
      startedAt: '',
      finishedAt: '',
      ...fixture.readReport,
    });
    return { pages: pages(), interruption, report: readReport };
  }

  attributeNames = async () => ['uid', 'cn', 'ampMail'];

  ping(): Promise<void> {
    return Promise.resolve();
  }
}
