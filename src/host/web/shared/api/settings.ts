import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type {
  CertificateDescription,
  CheckReport,
  DomainControllerList,
  SavedSettings,
  Settings,
  SettingsComparison,
  SettingsOfVersion,
  SettingsRecord,
  SettingsVersion,
  TreeLevel,
} from './api-types.js';
import { call } from './client.js';
import { jobPath, JOBS_KEY } from './jobs.js';
import { rowsQuery } from './runs.js';

/** Settings without secrets, as the host stores them. */
export type StoredSettings = Pick<Settings, 'version' | 'settings' | 'changedAt' | 'changedBy' | 'errors'>;

/** Settings of a version, with what would change if they were saved. */
export type VersionOfSettings = StoredSettings & Pick<SettingsOfVersion, 'changes'>;

/** The answer to a save: a data pool has no schedule. */
export type SaveAnswer = StoredSettings & Partial<Pick<SavedSettings, 'nextExecution' | 'warnings'>>;

export interface SaveSettingsRequest {
  readonly settings: SettingsRecord;
  readonly version: number;
}

/** Whose settings a form shows, with the calls that read and save them. */
export interface SettingsOwner<Stored extends StoredSettings = StoredSettings> {
  /** Address of the page in Admin. */
  readonly page: string;
  /** Name of the job; undefined for a data pool, which no run uses alone. */
  readonly job: string | undefined;
  /** The key of all its queries. */
  readonly key: readonly string[];
  /** The keys of the queries that depend on its settings. */
  readonly dependents: readonly (readonly string[])[];
  readonly load: (signal: AbortSignal) => Promise<Stored>;
  /** The host refuses a lost update with the code `SETTING_CHANGED`. */
  readonly save: (request: SaveSettingsRequest) => Promise<SaveAnswer>;
  /** What a save of these settings would change. */
  readonly compare: (settings: SettingsRecord) => Promise<SettingsComparison>;
  readonly check: (settings: SettingsRecord) => Promise<CheckReport>;
  /** The domain controllers that these settings could use, of a domain or of the one that the settings or the directory name. */
  readonly domainControllers?: (settings: SettingsRecord, domain: string | undefined) => Promise<DomainControllerList>;
  /** The containers below a DN, or the trees of the directory, with these settings. Absent: it has no search. */
  readonly tree?: (settings: SettingsRecord, dn: string | undefined, signal: AbortSignal) => Promise<TreeLevel>;
  /** Path of the versions, newest first. */
  readonly versionsPath: string;
  readonly loadVersion: (version: string, signal: AbortSignal) => Promise<VersionOfSettings>;
}

export function settingsOfJob(job: string): SettingsOwner<Settings> {
  return {
    page: `/batch-synchronization/${encodeURIComponent(job)}`,
    job,
    key: [...JOBS_KEY, job],
    dependents: [],
    load: (signal) => call<Settings>('GET', jobPath(job, 'settings'), undefined, signal),
    save: (request) => call<SavedSettings>('PUT', jobPath(job, 'settings'), request),
    compare: (settings) => call<SettingsComparison>('POST', jobPath(job, 'settings/comparison'), { settings }),
    check: (settings) => call<CheckReport>('POST', jobPath(job, 'check'), { settings }),
    domainControllers: (settings, domain) =>
      call<DomainControllerList>('POST', jobPath(job, 'domain-controllers'), { settings, domain }),
    tree: (settings, dn, signal) => call<TreeLevel>('POST', jobPath(job, 'tree'), { settings, dn }, signal),
    versionsPath: jobPath(job, 'settings/versions'),
    loadVersion: (version, signal) =>
      call<SettingsOfVersion>(
        'GET',
        jobPath(job, `settings/versions/${encodeURIComponent(version)}`),
        undefined,
        signal,
      ),
  };
}

export const settingsQuery = <Stored extends StoredSettings>({ key, load }: SettingsOwner<Stored>) =>
  queryOptions({ queryKey: [...key, 'settings'], queryFn: ({ signal }) => load(signal) });

export function useSaveSettings(owner: SettingsOwner) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: owner.save,
    onSuccess: async ({ nextExecution: _next, warnings: _warnings, ...saved }) => {
      queries.setQueryData(settingsQuery(owner).queryKey, saved);
      await Promise.all([
        queries.invalidateQueries({ queryKey: JOBS_KEY, exact: true }),
        ...owner.dependents.map((queryKey) => queries.invalidateQueries({ queryKey })),
      ]);
    },
  });
}

/** Descriptions of the certificates in PEM. */
export const certificatesQuery = (pem: string) =>
  queryOptions({
    queryKey: ['certificates', pem],
    queryFn: ({ signal }) => call<readonly CertificateDescription[]>('POST', '/api/certificates', { pem }, signal),
    enabled: pem.includes('-----END CERTIFICATE-----'),
    staleTime: Infinity,
  });

/** The versions of the settings, newest first. */
export const versionsQuery = ({ key, versionsPath }: SettingsOwner) =>
  rowsQuery<SettingsVersion>([...key, 'versions'], versionsPath);

export const versionQuery = ({ key, loadVersion }: SettingsOwner, version: string) =>
  queryOptions({
    queryKey: [...key, 'versions', version],
    queryFn: ({ signal }) => loadVersion(version, signal),
    // What would change depends on the version in force.
    staleTime: 0,
  });

export function useCheck(owner: SettingsOwner) {
  return useMutation({ mutationFn: owner.check });
}
