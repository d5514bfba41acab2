import type { Run } from '../../../../src/contract/run.js';
import type { GuardFinding } from '../../../../src/contract/guards.js';
import type { LeasedRun } from '../../../../src/engine/ports/run-store.js';
import { IS_APPLIED } from '../../../../src/persistence/tables/batch-change.entity.js';
import { mapped, TARGETS } from './conflict-directory.js';
import { expectedFindings, findingsOf, FLOORS, type Found, foundBy } from './conflict-guards.js';
import { ConflictModel, type ConflictPlan, incompleteIn } from './conflict-model.js';
import type { ConflictOperation } from './conflict-operations.js';
import { performOutside } from './conflict-users.js';
import { expectEqual, expectMatch, expectRefusal } from './expectations.js';
import { empty } from './host-state.js';
import { stop } from './mixture-guards.js';
import { MortalDatabase } from './mortal-database.js';
import { applyAll, JOB, openRun, plan, POOL, servicesOver, SETTINGS_SHAPE, type TestHost } from './test-host.js';

const CHUNK = 2;

/** The host and the model of conflicts, in step. */
export class ConflictWorld {
  private readonly model = new ConflictModel();
  private readonly ids = new Map<ConflictPlan, string>();

  private constructor(private readonly host: TestHost) {}

  static async empty(host: TestHost): Promise<ConflictWorld> {
    await empty(host);
    return new ConflictWorld(host);
  }

  async perform(operation: ConflictOperation): Promise<void> {
    switch (operation.what) {
      case 'run':
        await this.run();
        break;
      case 'judged':
        await this.judgedRun(operation.isApproved);
        break;
      case 'plan':
        await this.plan();
        break;
      case 'approve':
        await this.approve(this.planAt(operation.position, ['planned', 'stopped']));
        break;
      case 'resume':
        await this.resume(this.planAt(operation.position, ['broken']));
        break;
      case 'break off':
        await this.breakOff(operation.chunks, operation.isKilled);
        break;
      default:
        await performOutside(this.host, this.model, operation);
    }
  }

  /** The users and links are those of the model. */
  async expectState(): Promise<void> {
    const users = await this.host.sql<{ id: string }>(
      `select id::text, user_name as "userName", principal_name as "principalName", email, title, state::text, source,
         role = 'administrator' as "isProtected" from identity_user order by id`,
    );
    const expected = [...this.model.users.values()].map(
      ({ badge: _badge, employeeNumber: _number, isHidden: _isHidden, ...user }) => user,
    );
    expectEqual(users, expected.toSorted(byId));
    const links = await this.host.sql(
      `select stable_id as id, user_id as "userId", dn, not_seen_since is null as "isSeen" from directory_link order by 1`,
    );
    expectEqual(links, [...this.model.links].map(([id, link]) => ({ id, ...link })).toSorted(byId));
  }

  /** After a run that nobody disturbed, another one writes nobody whom the first one wrote, or who does not change. */
  async expectSettled(): Promise<void> {
    const first = await this.run();
    const before = await this.versions();
    const second = await this.run();
    expectEqual(
      second.rows.filter(({ stableId }) => first.applied.has(stableId)),
      [],
    );
    const changed = new Set(second.rows.flatMap(({ stableId, userId }) => [stableId, userId]));
    const isKept = ({ id }: { readonly id: string }) => !changed.has(id);
    expectEqual((await this.versions()).filter(isKept), before.filter(isKept));
  }

  /** Of the rows of users and links: each write makes another version. */
  private versions(): Promise<readonly { readonly id: string; readonly version: string }[]> {
    return this.host.sql(
      `select id::text, xmin::text as version from identity_user
       union all select stable_id, xmin::text from directory_link order by 1`,
    );
  }

  async run(): Promise<ConflictPlan> {
    const run = await openRun(this.host);
    const { model } = await this.planOn(this.host, run);
    await this.complete(model, run);
    return model;
  }

  private async judgedRun(isApproved: boolean): Promise<void> {
    const run = await openRun(this.host);
    const { model, findings } = await this.planOn(this.host, run);
    if (findings.length === 0) return this.complete(model, run);
    await stop(this.host, run, findings);
    model.state = 'stopped';
    const { status, counts } = await this.stored(model);
    expectEqual([status, counts.read], ['stopped', model.read.size]);
    await this.expectState();
    if (isApproved) await this.approve(model);
  }

  private async plan(): Promise<void> {
    const run = await openRun(this.host, 'plan');
    await this.planOn(this.host, run);
    await this.host.runs.finishAsPlan(run);
  }

  /** Plans a run, and compares its rows, its problems and what its guards find with the model. */
  private async planOn(host: TestHost, run: LeasedRun) {
    const model = this.model.plan(POOL);
    this.ids.set(model, run.id);
    const entries = [...model.read].map(([stableId, raw]) => mapped(stableId, raw));
    let findings: readonly GuardFinding[] = [];
    await plan(
      host,
      run,
      entries.flatMap((entry) => (entry.ok ? [entry.user] : [])),
      {
        targets: TARGETS,
        problems: entries.flatMap((entry) => (entry.ok ? [] : [entry.problem])),
        onPlanned: async (source, counts) => {
          findings = findingsOf(await host.evidence.ofRead(run, source, counts, FLOORS));
        },
      },
    );
    await this.expectRows(model);
    expectEqual(findings.map(foundBy).toSorted(byText), [...expectedFindings(this.model, model)].toSorted(byText));
    return { model, findings };
  }

  /** The plan has the rows and problems of the model. Takes over the order of the rows, and the keys of new users. */
  private async expectRows(model: ConflictPlan): Promise<void> {
    const id = this.ids.get(model) ?? '';
    const { items: changes } = await this.host.history.changes(id, { limit: 200 });
    const { items: problems } = await this.host.history.problems(id, { limit: 200 });
    const planned = changes.map(({ dn, kind, userId, matchedBy, before, after }) => {
      return { dn, outcome: kind, userId, matchedBy, before, after };
    });
    const ofEntries = problems.filter(({ isPartial }) => !isPartial);
    const refused = ofEntries.map(({ dn, code, params }) => {
      const { field } = params;
      return { dn, outcome: code, ...(typeof field === 'string' && code !== 'VALUE_MISSING' && { field }) };
    });
    const expected = model.decided
      .filter(({ outcome }) => outcome !== 'unchanged')
      .map(({ left: _left, ...each }) => each);
    expectEqual([...planned, ...refused].toSorted(byDn), expected.toSorted(byDn));

    const rows = await this.host.sql<{ stableId: string; userId: string }>(
      'select stable_id as "stableId", user_id as "userId" from batch_change where run_id::text = $1 order by seq',
      [id],
    );
    model.rows = rows.flatMap(({ stableId, userId }) => {
      const row = model.rows.find((each) => each.stableId === stableId);
      return row ? [{ ...row, userId }] : [];
    });
  }

  private async breakOff(chunks: number, isKilled: boolean): Promise<void> {
    const { kind, orm, url } = this.host;
    let database: MortalDatabase | undefined;
    const dying = await servicesOver(kind, orm, url, {
      migrate: false,
      through: (own) => (database = new MortalDatabase(own)),
    });
    const run = await openRun(dying);
    const { model } = await this.planOn(dying, run);
    const applying = dying.applier.apply(run, CHUNK, new AbortController().signal)[Symbol.asyncIterator]();
    for (let chunk = 0; chunk < chunks; chunk++) await applying.next();
    if (isKilled) {
      await database?.kill();
      await this.host.runs.recover();
    } else await dying.runs.abort(run, { status: 'cancelled', code: 'RUN_CANCELLED', params: {} });

    await this.takeOver(model);
    model.state = 'broken';
    model.canResume = chunks > 0 && (isKilled || (await this.appliedThrough(model)) > 0);
    expectEqual((await this.stored(model)).status, isKilled ? 'failed' : 'cancelled');
  }

  private async appliedThrough(model: ConflictPlan): Promise<number> {
    const [row] = await this.host.sql<{ through: number }>(
      'select applied_through as through from batch_run where id::text = $1',
      [this.ids.get(model) ?? ''],
    );
    return row?.through ?? 0;
  }

  /** The journal says which rows a broken-off run has applied: these, and no others, are written. */
  private async takeOver(model: ConflictPlan): Promise<void> {
    const done = await this.host.sql<{ stableId: string }>(
      `select c.stable_id as "stableId" from batch_change c join batch_run r on r.id = c.run_id
       where r.id::text = $1 and ${IS_APPLIED}`,
      [this.ids.get(model) ?? ''],
    );
    const applied = new Set(done.map(({ stableId }) => stableId));
    const possible = new Set(this.model.applicable(model).map(({ stableId }) => stableId));
    expectEqual(
      [...applied].filter((stableId) => !possible.has(stableId)),
      [],
    );
    this.model.write(
      model,
      model.rows.filter(({ stableId }) => applied.has(stableId)),
    );
  }

  private async approve(model: ConflictPlan | undefined): Promise<void> {
    if (!model) return;
    const { id, hash } = await this.stored(model);
    const asking = this.host.runs.approve({ ...request(id), hash: hash ?? '', approvedBy: 'olga', reason: 'checked' });
    if (this.model.isStale(model)) await expectRefusal(asking, { code: 'PLAN_STALE' });
    else await this.applyQueued(model, asking);
  }

  private async resume(model: ConflictPlan | undefined): Promise<void> {
    if (!model) return;
    const asking = this.host.runs.resume({ ...request(this.ids.get(model) ?? ''), resumedBy: 'olga' });
    if (!model.canResume) await expectRefusal(asking, { code: 'RUN_NOT_RESUMABLE' });
    else if (this.model.isStale(model)) await expectRefusal(asking, { code: 'PLAN_STALE' });
    else await this.applyQueued(model, asking);
  }

  private async applyQueued(model: ConflictPlan, asking: Promise<Run>): Promise<void> {
    const { id } = await asking;
    this.model.begin(model);
    const run = await this.host.runs.acquire(id, JOB);
    if (!run) throw new Error('The run is not queued.');
    await this.complete(model, run);
  }

  /** Applies the rest of the plan: all that can be applied, and nothing else. */
  private async complete(model: ConflictPlan, leased: LeasedRun): Promise<void> {
    const rows = this.model.applicable(model);
    await applyAll(this.host, leased, { chunkSize: CHUNK });
    const run = await this.host.runs.complete(leased);
    this.model.write(model, rows);
    for (const { stableId } of model.rows) if (!model.applied.has(stableId)) model.refused.add(stableId);
    this.model.end(model);
    await this.expectState();

    const problems = model.problems.size + model.refused.size;
    const { created, updated, activated, unchanged } = run.counts;
    expectMatch(run, { counts: { read: model.read.size, problems } });
    const incomplete = incompleteIn(model);
    expectEqual(run.counts.incomplete, incomplete);
    expectEqual(run.status, problems + incomplete > 0 ? 'succeeded-with-problems' : 'succeeded');
    expectEqual(created + updated + activated, model.applied.size);
    expectEqual(created + updated + activated + unchanged + problems, model.read.size);
  }

  private planAt(position: number, states: readonly ConflictPlan['state'][]): ConflictPlan | undefined {
    const plans = this.model.plans.filter(({ state }) => states.includes(state)).toReversed();
    return plans[position % 3] ?? plans[0];
  }

  private async stored(model: ConflictPlan): Promise<Run> {
    const run = await this.host.history.run(this.ids.get(model) ?? '');
    if (!run) throw new Error('The run does not exist.');
    return run;
  }
}

const request = (runId: string) => ({ job: JOB, runId, settingsShape: SETTINGS_SHAPE, validHours: 24 });

const byId = (one: { readonly id: string }, other: { readonly id: string }) => one.id.localeCompare(other.id);
const byDn = (one: { readonly dn: string }, other: { readonly dn: string }) => one.dn.localeCompare(other.dn);
const byText = (one: Found, other: Found) => JSON.stringify(one).localeCompare(JSON.stringify(other));
