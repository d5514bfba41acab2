/** A process, as its file in `manifest/` declares it. The JSON Schema is `manifest/process-manifest.schema.json`. */
export interface ProcessManifest {
  readonly manifestVersion: 1;
  readonly symbolicName: string;
  /** Other published names of the process. */
  readonly aliases: readonly string[];
  readonly version: string;
  readonly processName: string;
  /** Key of the text in `i18n/`. */
  readonly description: string;
  readonly component: string;
  readonly processStart: readonly ('schedule' | 'manual')[];
  readonly executableFor: readonly string[];
  /** The permissions of the add-on, as keys in `i18n/`. Shown before it is enabled. */
  readonly permissions: readonly string[];
  readonly job: { readonly name: string; readonly settingKey: string };
  readonly settings: { readonly schema: object; readonly layout: FormLayout };
  readonly events: readonly string[];
  /** A semver range of host versions. */
  readonly hostVersions: string;
}

/** The layout of the settings form: sections and fields in display order. */
export interface FormLayout {
  readonly sections: readonly FormSection[];
}

export interface FormSection {
  /** Key in `i18n/`. */
  readonly title: string;
  readonly help?: string;
  readonly fields: readonly FormField[];
}

export interface FormField {
  /** Dotted path of the setting, e.g. `dataPool.tls.mode`. */
  readonly path: string;
  readonly widget:
    | 'switch'
    | 'text'
    | 'filter'
    | 'number'
    | 'password'
    | 'select'
    | 'cron'
    | 'time-zone'
    | 'lines'
    | 'containers'
    | 'servers'
    | 'certificate'
    | 'private-key'
    | 'mapping'
    | 'matching';
}

/** The host's registry of processes. The default implementation is in memory and has every process enabled. */
export abstract class ProcessRegistry {
  /** Called once per process at start. If it throws, the add-on does not start. */
  abstract register(manifest: ProcessManifest): Promise<void>;
  /** Whether the process is enabled. The host announces a change by invalidating the cache `batch-synchronizations`. */
  abstract isEnabled(symbolicName: string): Promise<boolean>;
}
