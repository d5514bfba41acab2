import { ContainerHistory, type ReadContainers } from '../../engine/ports/container-history.js';
import type { Job } from '../../processes/job.js';
import type { Database } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';

/** Reads bases and exclusions from the read reports of runs. */
export class SqlContainerHistory extends ContainerHistory {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
  ) {
    super();
  }

  /** A read that identified entries by another attribute does not say which containers are meant. */
  async latest({ name, dataPool }: Job): Promise<ReadContainers | undefined> {
    const [last] = await this.database.query<{ report: string }>(
      `select jsonb_build_object('bases', r.read_report -> 'bases', 'exclusions', r.read_report -> 'exclusions',
                'startedAt', r.read_report -> 'startedAt')::text as report
       from ${this.tables.run} r
       where r.job = $1::text and r.data_pool = $2::text and r.only_dn is null
         and r.read_report ->> 'complete' = 'true' and r.read_report -> 'bases' is not null
         and r.reason_code is distinct from 'STABLE_ID_CHANGED'
       order by r.position desc limit 1`,
      [name, dataPool],
    );
    return last && (JSON.parse(last.report) as ReadContainers);
  }
}
