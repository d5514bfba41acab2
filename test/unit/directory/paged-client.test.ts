import { Client, PagedResultsControl, SearchRequest, PresenceFilter } from 'ldapts';
import { describe, expect, it } from 'vitest';

describe('ldapts', () => {
  it.each(['_connect', '_nextMessageId', '_send'])('has the private method %s that PagedClient uses', (name) => {
    expect(Client.prototype).toHaveProperty(name);
  });

  it('has the private message parser that PagedClient intercepts', () => {
    expect(new Client({ url: 'ldap://localhost' })).toHaveProperty('messageParser.read');
  });

  it('writes a paging control without a cookie for the first page', () => {
    const control = new PagedResultsControl({ value: { size: 200, cookie: undefined } });
    const filter = new PresenceFilter({ attribute: 'objectClass' });
    const bytes = new SearchRequest({ messageId: 1, filter, controls: [control] }).write();
    expect(bytes.subarray(-7).toString('hex')).toBe('3006020200c80400'.slice(2));
  });
});
