import type { RunFigures } from '../../contract/guards.js';
import type { ReadReport } from '../../contract/run.js';
import { type FormerSearch, GuardHistory, type RecognizedDirectory } from '../../engine/ports/guard-history.js';
import type { Job } from '../../processes/job.js';
import type { Database } from '../database/database.js';
import { isGoodRun } from '../tables/batch-run.entity.js';
import type { OwnTables } from '../tables/own-tables.js';

interface FiguresRow {
  readonly run: string;
  readonly ended_ms: string;
  readonly status: RunFigures['status'];
  readonly figures: string;
}

/** Reads the figures that runs keep. */
export class SqlGuardHistory extends GuardHistory {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
  ) {
    super();
  }

  latest(job: string, limit: number): Promise<readonly RunFigures[]> {
    return this.figures('job = $2::text', limit, [job]);
  }

  latestGood({ name, dataPool }: Job, limit: number): Promise<readonly RunFigures[]> {
    const isUsual = `job = $2::text and data_pool = $3::text and guards is null and ${isGoodRun('r')}`;
    return this.figures(isUsual, limit, [name, dataPool]);
  }

  async recognized(dataPool: string): Promise<RecognizedDirectory | undefined> {
    const [last] = await this.database.query<{ name: string; product: string | null; since_ms: string }>(
      // Each part reads the runs once, however many there are.
      `with good as materialized (
         select r.position, r.ended_at, r.read_report ->> 'stableIdAttribute' as name, r.read_report ->> 'product' as product
         from ${this.tables.run} r
         where r.data_pool = $1::text and r.mode = 'apply' and ${isGoodRun('r')}
           and r.read_report ->> 'stableIdAttribute' is not null),
       last as materialized (select name, product from good order by position desc limit 1),
       changed as materialized (
         select coalesce(max(good.position), 0) as position from good, last where good.name <> last.name)
       select last.name, last.product, (extract(epoch from min(good.ended_at)) * 1000)::text as since_ms
       from last, changed, good
       where good.name = last.name and good.position > changed.position
       group by last.name, last.product`,
      [dataPool],
    );
    return last && { stableIdAttribute: last.name, product: last.product, since: new Date(Number(last.since_ms)) };
  }

  async search({ name, dataPool }: Job): Promise<FormerSearch | undefined> {
    const [last] = await this.database.query<{ report: string }>(
      `select r.read_report::text as report from ${this.tables.run} r
       where r.job = $1::text and r.data_pool = $2::text and r.mode = 'apply' and ${isGoodRun('r')}
         and r.only_dn is null and r.read_report is not null
       order by r.position desc limit 1`,
      [name, dataPool],
    );
    if (!last) return undefined;
    const { bases, exclusions = [], filter } = JSON.parse(last.report) as ReadReport;
    return bases && { bases, exclusions, filter };
  }

  private async figures(condition: string, limit: number, values: readonly string[]): Promise<readonly RunFigures[]> {
    const rows = await this.database.query<FiguresRow>(
      `select id::text as run, (extract(epoch from ended_at) * 1000)::text as ended_ms, status, figures::text
       from ${this.tables.run} r
       where ${condition} and mode = 'apply' and figures is not null and ended_at is not null
       order by position desc limit $1::int`,
      [limit, ...values],
    );
    return rows.map(({ run, ended_ms: endedMs, status, figures }) => ({
      runId: run,
      endedAt: new Date(Number(endedMs)),
      status,
      // Those of runs of earlier versions know no units, or not which ones are missing.
      figures: (JSON.parse(figures) as RunFigures['figures']).map((figure) => ({
        ...figure,
        unit: figure.unit ?? null,
        unitsAbove: figure.unitsAbove ?? null,
      })),
    }));
  }
}
