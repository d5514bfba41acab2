import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { SqlGuardHistory } from '../../../src/persistence/runs/sql-guard-history.js';
import { JudgedRuns, people } from './support/judged-runs.js';
import { applyAll, JOB, KINDS, openTestHost, type TestHost } from './support/test-host.js';

describe.each(KINDS)('guards of problems on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql('truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem');
  });

  const runs = new JudgedRuns(() => host);

  const insertUser = (name: string, role = 'user') =>
    host.sql(`insert into identity_user (user_name, state, role, version, created_at, updated_at)
      values ('${name}', 'active', '${role}', 1, now(), now())`);

  const missing = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      dn: `cn=${index},ou=Robots,dc=example`,
      stableId: `robot-${index}`,
      code: 'VALUE_MISSING' as const,
      params: { attribute: 'uid', field: 'userName' },
    }));

  it('find problems, and where they are, but accept them at a first import', async () => {
    expect((await runs.judged(people(70), { problems: missing(30) })).findings).toEqual([]);
    await runs.synchronizeAll(people(70));
    expect((await runs.judged(people(70), { problems: missing(30) })).findings).toMatchObject([
      { guard: 'oneCause', unit: 'ou=Robots,dc=example', people: 30, total: 30 },
      { guard: 'problems', unit: null, people: 30, total: 100 },
    ]);
    const mixed = missing(30).map((problem, index) => ({
      ...problem,
      ...(index < 15 && { code: 'VALUE_INVALID' as const }),
    }));
    expect((await runs.judged(people(700), { problems: mixed })).findings).toMatchObject([
      { guard: 'problems', unit: 'ou=Robots,dc=example', people: 30, total: 30 },
    ]);
  });

  it('find one cause within a unit, unless its entries had the same problem in the last good run', async () => {
    expect((await runs.judged(people(700), { problems: missing(30) })).findings).toEqual([]);
    await runs.synchronizeAll(people(700));
    const result = await runs.judge(people(700), { problems: missing(30) });
    expect(result.findings).toMatchObject([
      { guard: 'oneCause', unit: 'ou=Robots,dc=example', people: 30, total: 30, problem: { code: 'VALUE_MISSING' } },
    ]);
    const stopped = await runs.stop(result);
    expect((await host.history.problems(stopped.id, { limit: 200 })).items).toHaveLength(30);

    await runs.synchronizeAll(people(700), { problems: missing(30) });
    expect((await runs.judged(people(700), { problems: missing(30) })).findings).toEqual([]);
    expect((await runs.judged(people(700), { problems: missing(37) })).findings).toEqual([]);
    expect((await runs.judged(people(700), { problems: missing(62) })).findings).toMatchObject([
      { guard: 'oneCause', unit: 'ou=Robots,dc=example', people: 32, total: 62 },
    ]);
  });

  it('count only problems that are new since the last good run', async () => {
    const mixed = (count: number) =>
      missing(count).map((problem, index) =>
        index % 2 === 0 ? problem : { ...problem, code: 'VALUE_INVALID' as const },
      );
    await runs.synchronizeAll(people(60), { problems: mixed(40) });
    const steady = await runs.judged(people(60), { problems: mixed(40) });
    expect(steady.findings).toEqual([]);
    const [latest] = await new SqlGuardHistory(host.persistence.database, host.persistence.tables).latest(JOB.name, 1);
    expect(latest?.figures).toContainEqual(expect.objectContaining({ guard: 'problems', people: 0, total: 100 }));

    const lost = Array.from({ length: 30 }, (_, index) => ({
      ...missing(1)[0]!,
      dn: `uid=p${index},ou=Staff,dc=example`,
      stableId: `p${index}`,
      ...(index < 15 && { code: 'VALUE_INVALID' as const }),
    }));
    const judged = await runs.judge(people(60).slice(30), { problems: [...mixed(40), ...lost] });
    const { findings } = judged;
    const index = findings.findIndex(({ guard }) => guard === 'problems');
    expect(findings[index]).toMatchObject({ unit: null, people: 30, total: 100 });
    const stopped = await runs.stop(judged);
    const about = (guard: number) => host.history.problems(stopped.id, { guard, limit: 200 });
    expect((await about(index)).items.map(({ dn }) => dn).toSorted()).toEqual(lost.map(({ dn }) => dn).toSorted());
    expect((await about(findings.findIndex(({ guard }) => guard === 'entries'))).items).toEqual([]);
    expect((await about(findings.length)).items).toEqual([]);
  });

  it('recognize entries by their stable id, and by their DN only where there is none', async () => {
    const half = (problems: ReturnType<typeof missing>) =>
      problems.map((problem, index) => (index % 2 === 0 ? problem : { ...problem, code: 'VALUE_INVALID' as const }));
    const known = half(missing(40));
    const without = known.map((problem) => ({ ...problem, stableId: null }));
    await runs.synchronizeAll(people(60), { problems: known });

    const moved = known.map((problem, index) => ({ ...problem, dn: `cn=${index},ou=External,dc=example` }));
    expect((await runs.judged(people(60), { problems: moved })).findings).toEqual([]);
    expect((await runs.judged(people(60), { problems: without })).findings).toEqual([]);
    const others = known.map((problem, index) => ({ ...problem, stableId: `other-${index}` }));
    const { findings } = await runs.judged(people(60), { problems: others });
    expect(findings.filter(({ guard }) => guard === 'problems')).toMatchObject([
      { unit: null, people: 40, total: 100 },
    ]);
  });

  it('find a field that nearly everyone would be synchronized without, unless it was so in the last good run', async () => {
    const shared = people(30).map((person) => ({ ...person, fields: { ...person.fields, email: 'all@example.org' } }));
    expect((await runs.judged(shared)).findings).toEqual([]);
    await runs.synchronizeAll(people(30));
    const result = await runs.judge(shared);
    expect(result.findings).toMatchObject([
      { guard: 'oneCause', unit: null, field: 'email', people: 30, total: 30, problem: { code: 'UNIQUE_VALUE_TAKEN' } },
    ]);
    const stopped = await runs.stop(result);
    expect((await host.history.problems(stopped.id, { guard: 0, limit: 200 })).items).toHaveLength(30);
    expect(stopped.counts).toMatchObject({ read: 30, unchanged: 30, incomplete: 30 });

    await runs.synchronizeAll(shared);
    expect((await runs.judged(shared)).findings).toEqual([]);
  });

  it('do not count those who are written without a field, as long as most have theirs', async () => {
    const sharedBy = (count: number) =>
      people(100).map((person, index) =>
        index < count ? { ...person, fields: { ...person.fields, email: 'all@example.org' } } : person,
      );
    await runs.synchronizeAll(people(100));
    expect((await runs.judged(sharedBy(40), { problems: missing(1) })).findings).toEqual([]);
    expect((await runs.judged(sharedBy(60))).findings).toMatchObject([
      { guard: 'oneCause', field: 'email', people: 60 },
    ]);
  });

  it('take a problem as known to all if the last good run kept only a sample of it', async () => {
    const stopped = await runs.stop(await runs.judge(people(40), { problems: missing(60) }));
    await runs.approve(stopped);
    const run = await host.runs.acquire(stopped.id, JOB);
    if (!run) throw new Error('The run is not queued.');
    await applyAll(host, run);
    await host.runs.complete(run);

    expect((await runs.judged(people(40), { problems: missing(38) })).findings).toEqual([]);
    const others = missing(45).map((problem, index) => ({
      ...problem,
      ...(index < 40 && { code: 'VALUE_INVALID' as const }),
    }));
    const { findings } = await runs.judged(people(40), { problems: others });
    expect(findings.filter(({ guard }) => guard === 'problems')).toMatchObject([{ unit: null, people: 40, total: 85 }]);
  });

  it('accept problems at the first import into a table with protected users, but not where users can be taken over', async () => {
    const mixed = missing(30).map((problem, index) => ({
      ...problem,
      ...(index < 15 && { code: 'VALUE_INVALID' as const }),
    }));
    await insertUser('root', 'administrator');
    expect((await runs.judged(people(70), { problems: mixed })).findings).toEqual([]);
    await insertUser('p1');
    expect((await runs.judged(people(70), { problems: mixed })).findings).toMatchObject([
      { guard: 'problems', unit: null, people: 30, total: 100 },
    ]);
  });

  it('keep a sample of one cause, and still count all of it by code and field', async () => {
    const problems = missing(45).map((problem, index) =>
      index < 30 ? problem : { ...problem, params: { attribute: 'sn', field: 'lastName' } },
    );
    const other = { dn: 'cn=other', stableId: 'other', code: 'VALUE_INVALID' as const, params: { field: 'email' } };
    const stopped = await runs.stop(await runs.judge(people(4), { problems: [...problems, other] }));
    const { problems: groups } = await host.history.summary(stopped.id);
    expect(groups).toEqual([
      { code: 'VALUE_MISSING', field: 'userName', problems: 30, omitted: 10 },
      { code: 'VALUE_MISSING', field: 'lastName', problems: 15, omitted: 15 },
      { code: 'VALUE_INVALID', field: 'email', problems: 1, omitted: 0 },
    ]);
    expect(await host.history.problemGroups(stopped.id)).toEqual(groups);

    await host.sql('update batch_run set problem_groups_omitted = null');
    expect((await host.history.summary(stopped.id)).problems).toEqual([
      { code: 'VALUE_MISSING', field: 'userName', problems: 45, omitted: 25 },
      { code: 'VALUE_INVALID', field: 'email', problems: 1, omitted: 0 },
    ]);

    await host.sql('update batch_run set expired_at = now()');
    await host.sql('delete from batch_problem');
    expect((await host.history.summary(stopped.id)).problems).toEqual([]);
  });

  it('stop for one cause with one reason and a sample of its rows, and the counts still add up', async () => {
    const result = await runs.judge(people(9), { problems: missing(41) });
    const stopped = await runs.stop(result);

    expect(stopped).toMatchObject({
      status: 'stopped',
      counts: { read: 50, created: 9, problems: 41 },
      reason: { code: 'ONE_CAUSE', params: { problem: 'VALUE_MISSING', attribute: 'uid', people: 41, among: 50 } },
    });
    expect(await host.history.findings(stopped.id)).toEqual(result.findings);
    expect((await host.history.problems(stopped.id, { limit: 200 })).items).toHaveLength(20);
    expect((await host.history.problems(stopped.id, { guard: 0, limit: 200 })).items).toHaveLength(20);
    expect(await host.sql('select 1 from identity_user')).toEqual([]);

    await runs.approve(stopped);
    const run = await host.runs.acquire(stopped.id, JOB);
    if (!run) throw new Error('The run is not queued.');
    await applyAll(host, run);
    expect(await host.runs.complete(run)).toMatchObject({
      status: 'succeeded-with-problems',
      counts: { read: 50, created: 9, problems: 41 },
      reason: null,
    });
  });
});
