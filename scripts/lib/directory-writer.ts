import { Attribute, Change, Client, Control } from 'ldapts';

/** Values of an attribute, as text or bytes. */
type AttributeValues = string | Buffer | readonly string[] | readonly Buffer[];

/** Values of an entry. */
export type EntryValues = Readonly<Record<string, AttributeValues>>;

/** Who changes a directory. */
export interface Administrator {
  readonly url: string;
  readonly dn: string;
  readonly password: string;
  /** PEM of the authority that signed the certificate of the server. Only for `ldaps:` URLs. */
  readonly ca?: string;
  /** Whether its certificate is not verified. @default false */
  readonly isTrusted?: boolean;
}

/** A directory of which the administrator is known. */
export abstract class DirectoryWriter {
  private readonly administrator: Administrator;
  private client: Client | undefined;

  protected constructor(administrator: Administrator) {
    this.administrator = administrator;
  }

  /** @param control OID of a control without a value, which the server must know. */
  async add(dn: string, values: EntryValues, control?: string): Promise<void> {
    const attributes = Object.entries(values).map(([type, value]) => attribute(type, value));
    const controls = control === undefined ? [] : [new Control(control, { critical: true })];
    await (await this.connected()).add(dn, attributes, controls);
  }

  /** Replaces the values of the given attributes. `null` removes an attribute. */
  async modify(dn: string, values: Readonly<Record<string, AttributeValues | null>>): Promise<void> {
    const changes = Object.entries(values).map(
      ([type, value]) => new Change({ operation: 'replace', modification: attribute(type, value ?? []) }),
    );
    await (await this.connected()).modify(dn, changes);
  }

  /** Renames or moves an entry. `newDn` is its new full DN. */
  async rename(dn: string, newDn: string): Promise<void> {
    await (await this.connected()).modifyDN(dn, newDn);
  }

  async delete(dn: string): Promise<void> {
    await (await this.connected()).del(dn);
  }

  protected async connected(): Promise<Client> {
    if (this.client?.isBound) return this.client;
    const { url, dn, password, ca, isTrusted = false } = this.administrator;
    const tlsOptions = ca === undefined ? {} : { tlsOptions: { ca, rejectUnauthorized: !isTrusted } };
    this.client = new Client({ url, connectTimeout: 5_000, timeout: 30_000, ...tlsOptions });
    await this.client.bind(dn, password);
    return this.client;
  }

  protected async disconnect(): Promise<void> {
    await this.client?.unbind().catch(() => undefined);
    this.client = undefined;
  }
}

function attribute(type: string, values: AttributeValues): Attribute {
  const list = typeof values === 'string' || Buffer.isBuffer(values) ? [values] : values;
  return new Attribute({ type, values: list.map((value) => Buffer.from(value as string)) });
}
