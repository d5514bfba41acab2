/** What `manifest/ldap-addon-batch-sync.json` declares; its JSON Schema is `manifest/process-manifest.schema.json`. */
export interface ProcessManifest {
  readonly manifestVersion: 1;
  readonly symbolicName: string;
  /** Published names that mean the same process. */
  readonly aliases: readonly string[];
  readonly version: string;
  readonly processName: string;
  /** Key in `i18n/` of the description. */
  readonly description: string;
  readonly component: string;
  readonly processStart: readonly ('schedule' | 'manual')[];
  readonly executableFor: readonly string[];
  /** What the add-on may do, as keys in `i18n/`: shown before it is enabled. */
  readonly permissions: readonly string[];
  readonly job: { readonly name: string; readonly settingKey: string };
  readonly settings: { readonly schema: object; readonly layout: FormLayout };
  readonly events: readonly string[];
  /** A semver range of host versions. */
  readonly hostVersions: string;
}

/** How the host's form shows the settings: sections in order, each with its fields in order. */
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
    'switch' | 'text' | 'number' | 'password' | 'select' | 'cron' | 'time-zone' | 'lines' | 'certificate' | 'mapping';
}

/** Where a host keeps the processes that add-ons offer. The add-on brings one that holds it in memory, always enabled. */
export abstract class ProcessRegistry {
  /** Called once at start. May throw: then the add-on does not start. */
  abstract register(manifest: ProcessManifest): Promise<void>;
  /** Whether the administrator has the add-on enabled. A change is announced on the cache `batch-synchronizations`. */
  abstract isEnabled(symbolicName: string): Promise<boolean>;
}
