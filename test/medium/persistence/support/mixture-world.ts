import type { Run } from '../../../../src/contract/run.js';
import type { LeasedRun } from '../../../../src/engine/ports/run-store.js';
import type { GuardFinding } from '../../../../src/contract/guards.js';
import { expectEqual, expectMatch, expectRefusal } from './expectations.js';
import { empty } from './host-state.js';
import { changed, type Field, FIELDS, MixtureModel, type ModelRun, type Values, valuesOf } from './mixture-model.js';
import { dnOf, entryOf } from './mixture-entries.js';
import { expectFindings, findingsOf, FLOORS, stop } from './mixture-guards.js';
import { MixtureUsers } from './mixture-users.js';
import { inDirectory, note, only, pick, shown, type Written } from './mixture-values.js';
import type { Operation } from './mixtures.js';
import { MortalDatabase } from './mortal-database.js';
import { applyRevert, planRevert } from './reverting.js';
import { usersOf } from './users-of.js';
import { applyAll, JOB, openRun, plan, servicesOver, type TestHost } from './test-host.js';

const CHUNK = 2;
const TARGETS = ['userName', 'title', 'email'] as const;

/** The host and the model, in step. */
export class MixtureWorld {
  private readonly model = new MixtureModel();
  private readonly ids = new Map<ModelRun, string>();
  /** The last written values of each user, and by which run, at some times. */
  private readonly past: { readonly at: Date; readonly written: ReadonlyMap<string, Written> }[] = [];
  private readonly written = new Map<string, Written>();
  private readonly users: ReturnType<typeof usersOf>;
  private readonly people: MixtureUsers;

  private constructor(private readonly host: TestHost) {
    this.users = usersOf(host.persistence);
    this.people = new MixtureUsers(host, this.model, this.written);
  }

  static async empty(host: TestHost): Promise<MixtureWorld> {
    await empty(host);
    return new MixtureWorld(host);
  }

  async perform(operation: Operation): Promise<void> {
    if ('title' in operation) this.model.directory.set(operation.name, inDirectory(operation));
    else if ('pinned' in operation) await this.people.pin(operation.name, operation.pinned, operation.isSet);
    else if ('field' in operation) await this.people.edit(operation.name, operation.field, operation.value);
    else if ('changes' in operation) await this.people.changeByHand(operation.name, operation.changes);
    else if ('newTitle' in operation) this.model.retitle(operation.newTitle);
    else if ('name' in operation) this.model.directory.delete(operation.name);
    else if ('person' in operation) await this.run(operation.person);
    else if ('chunks' in operation) await this.breakOff(operation.chunks, operation.isKilled);
    else if ('shape' in operation) this.model.shape = operation.shape;
    else if ('isLate' in operation) await this.useLater(operation.what, operation.run, operation.isLate);
    else if ('fields' in operation) await this.revert(operation.run, operation.people, operation.fields);
    else if (operation.what === 'plan') await this.plan('plan');
    else if ('isApproved' in operation) await this.judgedRun(operation.isApproved);
    else await this.run();
  }

  async expectUsers(): Promise<void> {
    const rows = await this.host.sql<{ name: string } & Values>(
      'select user_name as name, title, email, state::text from identity_user order by 1',
    );
    const expected = [...this.model.users].map(([name, user]) => ({ name, ...user.values }));
    expectEqual(
      rows,
      expected.toSorted((one, other) => one.name.localeCompare(other.name)),
    );
    const notSeen = (await this.users.notSeen()).map(({ stableId }) => stableId).toSorted();
    const lost = [...this.model.links].filter(([, { isSeen }]) => !isSeen).map(([name]) => name);
    expectEqual(notSeen, lost.toSorted());
    const [now] = await this.host.sql<{ at: string }>(`select clock_timestamp()::text as at`);
    this.past.push({ at: new Date(now?.at ?? ''), written: new Map(this.written) });
  }

  /** Everyone in the directory is a user with the directory's values, but for those that are pinned, and another run changes nobody. */
  async expectDirectory(): Promise<void> {
    await this.expectUsers();
    for (const [name, entry] of this.model.directory) {
      const user = this.model.users.get(name);
      expectEqual(user?.values, user && this.model.kept(user, valuesOf(entry)));
    }
    const counts = (await this.run())?.counts;
    expectMatch(counts, { read: this.model.directory.size, unchanged: this.model.directory.size });
  }

  /** Each user has the values that runs and people have left at each time, and each value the run or the person. */
  async expectOrigins(): Promise<void> {
    const ids = await this.host.sql<{ id: string; name: string }>(
      'select id::text, user_name as name from identity_user',
    );
    for (const { id, name } of ids) {
      const key = this.model.users.get(name)?.key;
      const present = await this.users.get(id);
      for (const field of FIELDS) {
        const last = this.written.get(`${key}`)?.[field];
        const isOwn = last?.value === this.model.users.get(name)?.values[field];
        const writer = present?.fields[field]?.writtenBy;
        expectEqual([name, field, writer?.runId ?? writer?.manual?.by], [name, field, isOwn ? last?.by : undefined]);
      }
      for (const { at, written } of this.past) {
        const values = written.get(`${key}`);
        if (values)
          expectEqual(
            shown(await this.users.get(id, at)),
            FIELDS.map((field) => values[field]?.value),
          );
      }
    }
  }

  /** @param person who is synchronized alone, if the directory has the entry. */
  private async run(person?: string): Promise<Run | undefined> {
    if (person !== undefined && !this.model.directory.has(person)) return undefined;
    const { model, run } = await this.plan('apply', person);
    await applyAll(this.host, run, { chunkSize: CHUNK });
    await this.host.runs.complete(run);
    return this.finish(model);
  }

  /** A run that stops where it would change too many people, and is applied otherwise. */
  private async judgedRun(isApproved: boolean): Promise<void> {
    const run = await openRun(this.host);
    let findings: readonly GuardFinding[] = [];
    const model = await this.planOn(this.host, run, undefined, (found) => (findings = found));
    expectFindings(findings, this.model, model);
    if (findings.length > 0) {
      await stop(this.host, run, findings);
      model.state = 'stopped';
      expectMatch(await this.stored(model), { status: 'stopped', reason: { code: 'TOO_MANY_CHANGES' } });
      if (isApproved) await this.applyLater('approve', model, false);
    } else {
      await applyAll(this.host, run, { chunkSize: CHUNK });
      await this.host.runs.complete(run);
      await this.finish(model);
    }
  }

  /** Plans a run, and compares its rows with those of the model. */
  private async plan(mode: 'apply' | 'plan', person?: string) {
    const entry = this.model.directory.get(person ?? '');
    const run = await openRun(this.host, mode, JOB, entry && dnOf(person ?? '', entry));
    const model = await this.planOn(this.host, run, person);
    if (mode === 'plan') await this.host.runs.finishAsPlan(run);
    return { model, run };
  }

  private async planOn(
    host: TestHost,
    run: LeasedRun,
    person?: string,
    judge?: (findings: readonly GuardFinding[]) => void,
  ): Promise<ModelRun> {
    const model = person === undefined ? this.model.plan() : this.model.planOne(person);
    const read = [...this.model.directory].filter(([name]) => model.read?.has(name));
    this.ids.set(model, run.id);
    await plan(host, run, read.map(entryOf), {
      targets: TARGETS,
      settingsShape: model.shape,
      onPlanned: async (source, counts) => {
        expectEqual(counts.pinned, this.model.pinned(model));
        const evidence = await host.evidence.ofRead(run, source, counts, FLOORS);
        judge?.(findingsOf(evidence));
      },
    });
    await this.expectRows(model);
    return model;
  }

  private async breakOff(chunks: number, isKilled: boolean): Promise<void> {
    const { kind, orm, url } = this.host;
    let database: MortalDatabase | undefined;
    const dying = await servicesOver(kind, orm, url, {
      migrate: false,
      through: (own) => (database = new MortalDatabase(own)),
    });
    const run = await openRun(dying);
    const model = await this.planOn(dying, run);
    const applying = dying.applier.apply(run, CHUNK, new AbortController().signal)[Symbol.asyncIterator]();
    for (let chunk = 0; chunk < chunks; chunk++) await applying.next();
    if (isKilled) {
      await database?.kill();
      expectEqual(await this.host.runs.recover(), []);
    } else await dying.runs.abort(run, { status: 'cancelled', code: 'RUN_CANCELLED', params: {} });
    this.applyRows(model, Math.min(chunks * CHUNK, model.rows.length));
    this.model.breakOff(model, chunks > 0, isKilled);
    const { status, counts } = await this.stored(model);
    expectEqual(status, isKilled ? 'failed' : 'cancelled');
    expectEqual(counts.created + counts.updated + counts.activated, model.applied.length);
  }

  /** Approves a plan or a stopped run, or resumes a run that broke off. */
  private async useLater(what: 'approve' | 'resume', position: number, isLate: boolean): Promise<void> {
    const states = what === 'approve' ? ['planned', 'stopped'] : ['broken'];
    const model = this.model.runAt(position, ({ state }) => states.includes(state));
    if (model) await this.applyLater(what, model, isLate);
  }

  private async applyLater(what: 'approve' | 'resume', model: ModelRun, isLate: boolean): Promise<void> {
    const isApproval = what === 'approve';
    const { id, hash } = await this.stored(model);
    const request = { job: JOB, runId: id, settingsShape: this.model.shape, validHours: isLate ? 0 : 24 };
    const asking = isApproval
      ? this.host.runs.approve({ ...request, hash: hash ?? '', approvedBy: 'olga', reason: 'checked' })
      : this.host.runs.resume({ ...request, resumedBy: 'olga' });
    const isPossible = isApproval
      ? model.state === 'planned' || model.state === 'stopped'
      : model.state === 'broken' && model.canResume === true;
    const because = this.model.staleReason(model, isLate);
    if (!isPossible) await expectRefusal(asking, { code: isApproval ? 'PLAN_NOT_WAITING' : 'RUN_NOT_RESUMABLE' });
    else if (because) await expectRefusal(asking, { code: 'PLAN_STALE', params: { because } });
    else {
      await asking;
      this.model.startLater(model);
      await this.applyStored(model);
    }
  }

  private async revert(position: number, people: readonly string[] | null, fields: readonly Field[] | null) {
    const reverted = this.model.runAt(position, ({ applied }) => applied.length > 0);
    if (!reverted?.applied.some(({ name }) => people?.includes(name) ?? true)) return;
    const runId = this.ids.get(reverted) ?? '';
    const users = people && (await this.people.idsIn(runId, people));
    const { run } = await planRevert(this.host, runId, { users, fields });
    const model = this.model.planRevert(reverted, people, fields);
    this.ids.set(model, run.id);
    await this.expectRows(model);
    await applyRevert(this.host, run);
    await this.finish(model);
  }

  private async applyStored(model: ModelRun): Promise<void> {
    const run = await this.host.runs.acquire(this.ids.get(model) ?? '', JOB);
    if (!run) throw new Error('The run is not queued.');
    await applyAll(this.host, run, { chunkSize: CHUNK });
    await this.host.runs.complete(run);
    await this.finish(model);
  }

  /** The rest of its rows is applied, and the run has ended. */
  private async finish(model: ModelRun): Promise<Run> {
    this.applyRows(model, model.rows.length);
    this.model.complete(model);
    const run = await this.stored(model);
    const { created, updated, activated } = run.counts;
    expectEqual(created + updated + activated, model.applied.length);
    if (model.read) {
      expectMatch(run.counts, { read: model.read.size, problems: model.refused });
      expectEqual(run.status, model.refused > 0 ? 'succeeded-with-problems' : 'succeeded');
    }
    return run;
  }

  /** Applies rows of the model up to a number, and notes what they wrote. */
  private applyRows(model: ModelRun, upTo: number): void {
    for (const row of model.rows.slice(model.attempted, upTo)) {
      const before = model.applied.length;
      this.model.apply(model, row);
      if (model.applied.length > before) note(this.written, row, this.ids.get(model) ?? '');
    }
  }

  /** The plan has the rows of the model, in an order of its own. */
  private async expectRows(model: ModelRun): Promise<void> {
    const { items } = await this.host.history.changes(this.ids.get(model) ?? '', { limit: 200 });
    const planned = items.map(({ stableId, kind, before, after }) => [
      stableId,
      kind === 'create',
      only(before),
      only(after),
    ]);
    const order = items.map(({ stableId }) => stableId);
    model.rows = model.rows.toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
    expectEqual(
      planned,
      model.rows.map((row) => [row.name, row.isNew, row.before ? pick(row.before, changed(row)) : {}, changed(row)]),
    );
  }

  private async stored(model: ModelRun): Promise<Run> {
    const run = await this.host.history.run(this.ids.get(model) ?? '');
    if (!run) throw new Error('The run does not exist.');
    return run;
  }
}
