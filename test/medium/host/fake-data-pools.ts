import { DataPools, type DataPoolWithSettings, type SavePoolRequest, SyncError } from '../../../src/index.js';
import { FakeProposals } from './fake-proposals.js';

const CHANGE = {
  field: 'dataPool.dialect',
  before: 'automatic',
  after: 'openldap',
  effect: 'people',
  people: 12,
} as const;

/** One data pool with prepared responses. */
export class FakeDataPools extends DataPools {
  saved: unknown;

  async list() {
    const {
      version: _version,
      settings: _settings,
      errors: _errors,
      stableIdAttribute: _stableId,
      stableIdSince: _since,
      ...listed
    } = await this.get('default');
    return [listed];
  }

  async get(name: string): Promise<DataPoolWithSettings> {
    if (name !== 'default') throw new SyncError('DATA_POOL_UNKNOWN', { params: { dataPool: name } });
    return {
      name,
      description: 'The first one',
      urls: ['ldap://localhost'],
      dialect: 'automatic',
      jobs: ['LDAPAddonBatchSync'],
      changedAt: null,
      changedBy: null,
      version: 3,
      settings: { urls: ['ldap://localhost'], bindPasswordSet: true },
      errors: [],
      product: 'OpenLDAP',
      stableIdAttribute: 'entryUUID',
      stableIdSince: new Date(0),
    };
  }

  async create({ name }: { readonly name: string }) {
    const errors = [{ field: 'name', code: 'nameTaken', message: 'Taken.' }];
    return name === 'taken' ? { ok: false as const, errors } : { ok: true as const };
  }

  async save(name: string, request: SavePoolRequest) {
    const saved = await this.get(name);
    this.saved = request;
    const errors = [{ field: 'dataPool.urls.0', code: 'isLdapUrl', message: 'No address.', params: {} }];
    return 'wrong' in request.settings ? { ok: false as const, errors } : { ok: true as const, saved, warnings: [] };
  }

  async delete(name: string): Promise<void> {
    const { jobs } = await this.get(name);
    throw new SyncError('DATA_POOL_IN_USE', { params: { dataPool: name, jobs: jobs.join(', ') } });
  }

  async versions(name: string) {
    const { changedBy } = await this.get(name);
    return { items: [{ version: 3, changedAt: new Date(0), changedBy, changes: [CHANGE] }], nextCursor: null };
  }

  async version(name: string, version: number) {
    const { description, settings, changedBy, errors } = await this.get(name);
    if (version > 3) throw new SyncError('SETTINGS_VERSION_UNKNOWN', { params: { version } });
    return { name, description, version, settings, changedAt: new Date(0), changedBy, errors, changes: [CHANGE] };
  }

  async compare(name: string, settings: Readonly<Record<string, unknown>>) {
    const { version } = await this.get(name);
    const errors = [{ field: 'dataPool.urls.0', code: 'isLdapUrl', message: 'No address.', params: {} }];
    return 'wrong' in settings ? { ok: false as const, errors } : { ok: true as const, version, changes: [CHANGE] };
  }

  validate = async () => [];
  propose = new FakeProposals().propose;
  tree = new FakeProposals().tree;
  domainControllers = new FakeProposals().domainControllers;
  certificates = new FakeProposals().certificates;

  async check(name: string) {
    await this.get(name);
    const step = { step: 'bind', outcome: 'failed', code: 'LDAP_BIND_REJECTED', params: {}, milliseconds: 3 } as const;
    return { outcome: 'not-connected' as const, ok: false, reason: step.step, steps: [step], sample: [] };
  }
}
