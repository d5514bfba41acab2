import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { UNKNOWN_ID } from './fake-names.js';
import { aRun } from './fake-runs.js';
import { type FakeHost, fakeHost } from './fake-host.js';

let host: FakeHost;
let operator: { Authorization: string };
beforeAll(async () => {
  host = await fakeHost();
  operator = await host.token('operator');
});
afterAll(() => host?.remove());

const get = (path: string) => host.http().get(`/api/${path}`).set(operator);

describe('a run', () => {
  it('lists whom its read did not contain', async () => {
    const { id } = host.runs.add(aRun());
    const { body } = await get(`runs/${id}/not-seen`).expect(200);
    expect(body).toEqual({ items: [{ stableId: 's', dn: 'cn=gone', userId: UNKNOWN_ID }], nextCursor: null });
  });

  it('is counted by field and by problem, in the language of the request', async () => {
    const { id } = host.runs.add(aRun());
    const { body } = await get(`runs/${id}/summary`).set('Accept-Language', 'de').expect(200);
    expect(body).toEqual({
      fields: [{ field: 'userName', changes: 1, replaced: 0, revertible: 1 }],
      kinds: [{ kind: 'create', changes: 1 }],
      patterns: [],
      problems: [{ code: 'VALUE_MISSING', field: 'lastName', problems: 1, omitted: 0, title: 'Nachname: kein Wert' }],
    });
  });

  it('passes the filters on, and refuses unknown ones', async () => {
    const { id } = host.runs.add(aRun());
    await get(`runs/${id}/changes?kind=update&field=email&search=ada&limit=3`).expect(200);
    expect(host.runs.askedFor).toEqual({ kind: 'update', field: 'email', search: 'ada', limit: 3 });
    await get(`runs/${id}/problems?code=NAME_TAKEN&field=userName&search=cn&guard=1`).expect(200);
    expect(host.runs.askedFor).toEqual({ code: 'NAME_TAKEN', field: 'userName', search: 'cn', guard: 1 });
    await get(`runs/${id}/not-seen?guard=1&search=cn`).expect(200);
    expect(host.runs.askedFor).toEqual({ guard: 1, search: 'cn' });
    for (const wrong of [
      'not-seen?guard=x',
      'changes?kind=x',
      `changes?search=${'x'.repeat(201)}`,
      'changes?search=%00',
      'problems?code=X',
    ])
      await get(`runs/${id}/${wrong}`).expect(400);
    await get(`runs/${id}/changes.csv?cursor=x`).expect(400);
  });

  it('is downloaded page by page as CSV and JSON, without formulas', async () => {
    const { id } = host.runs.add(aRun());
    const after = { userName: '=HYPERLINK("http://evil")', attributes: { badge: '@1' } };
    host.runs.changesOfRun = [
      { kind: 'create', after },
      { kind: 'update', before: { email: 'ada@one.example' }, after: { email: null }, patterns: { email: 'emptied' } },
      { kind: 'update', formerStableId: 'r', formerDn: 'cn=former', after: {} },
    ];
    const csv = await get(`runs/${id}/changes.csv`).expect(200);
    expect(csv.headers['content-disposition']).toBe(`attachment; filename="changes-${id}.csv"`);
    expect(csv.text.replace('\uFEFF', '').split('\r\n')).toEqual([
      'dn,stableId,userId,kind,state,field,before,after,appliedAt,pattern',
      `cn=x,s,,create,planned,userName,,"'=HYPERLINK(""http://evil"")",,`,
      `cn=x,s,,create,planned,attributes.badge,,'@1,,`,
      'cn=x,s,,update,planned,email,ada@one.example,,,emptied',
      'cn=x,s,,update,planned,stableId,r,s,,',
      '',
    ]);
    expect((await get(`runs/${id}/changes.json`).expect(200)).body).toMatchObject([
      { formerStableId: null },
      { formerDn: null },
      { formerStableId: 'r', formerDn: 'cn=former' },
    ]);
    host.runs.valueOfProblem = '=1+1';
    const problems = await get(`runs/${id}/problems.csv`).expect(200);
    expect(problems.text).toMatch(/^\uFEFFdn,code,message,remedy,value\r\ncn=x,VALUE_MISSING,.*,'=1\+1\r\n$/s);
    const json = await get(`runs/${id}/problems.json`).expect(200);
    expect(json.body).toMatchObject([{ code: 'VALUE_MISSING', title: 'Last name has no value', value: '=1+1' }]);
    expect([problems, json].map(({ headers }) => headers['problems-omitted'])).toEqual(['0', '0']);
    expect((await get(`runs/${id}/not-seen.csv`).expect(200)).text).toContain(`cn=gone,s,${UNKNOWN_ID}`);
    expect((await get(`runs/${id}/not-seen.json`).expect(200)).body).toMatchObject([{ dn: 'cn=gone' }]);
    for (const file of [
      'changes.csv',
      'changes.json',
      'problems.csv',
      'problems.json',
      'not-seen.csv',
      'not-seen.json',
    ])
      await get(`runs/${UNKNOWN_ID}/${file}`).expect(404);
  });

  it('say in files, which know no time zone of a reader, on which day someone was seen last', async () => {
    const { id } = host.runs.add(aRun());
    host.runs.paramsOfProblem = { lastSeen: '2026-03-01T02:00:00.000Z' };
    const [item] = (await get(`runs/${id}/problems`).expect(200)).body.items;
    expect(item).toMatchObject({ params: host.runs.paramsOfProblem, message: expect.not.stringContaining('2026') });
    expect((await get(`runs/${id}/problems.csv`).expect(200)).text).toContain('last seen on March 1, 2026');
    const [inFile] = (await get(`runs/${id}/problems.json`).expect(200)).body;
    expect(inFile.message).toContain('last seen on March 1, 2026');
    host.runs.paramsOfProblem = {};
  });

  it('say in files of how many problems they are a sample', async () => {
    const { id } = host.runs.add(aRun());
    host.runs.omitted = 19_999;
    const summary = vi.spyOn(host.runs, 'summary');
    try {
      const csv = await get(`runs/${id}/problems.csv`).set('Accept-Language', 'de').expect(200);
      expect(csv.headers['problems-omitted']).toBe('19999');
      expect(csv.text.trimEnd().split('\r\n').at(-1)).toBe(
        ',VALUE_MISSING,Nachname: kein Wert. Nur eine Stichprobe ist aufgeführt: 1 von 20.000.,,',
      );
      const json = await get(`runs/${id}/problems.json?code=VALUE_MISSING&field=lastName`).expect(200);
      expect(json.headers['problems-omitted']).toBe('19999');
      expect(json.body).toHaveLength(1);

      const searched = await get(`runs/${id}/problems.csv?search=ada`).expect(200);
      expect(searched.text.trimEnd().split('\r\n')).toHaveLength(2);
      const other = await get(`runs/${id}/problems.csv?field=email`).expect(200);
      expect(other.headers['problems-omitted']).toBe('0');
      expect(other.text.trimEnd().split('\r\n')).toHaveLength(2);
      // It looks at every change of the run.
      expect(summary).not.toHaveBeenCalled();
    } finally {
      summary.mockRestore();
      host.runs.omitted = 0;
    }
  });
});
