/** An X.509 certificate as people recognize it. */
export interface CertificateDescription {
  /** On one line, as `CN=ldap.corp.example, O=Corp`. */
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  /** SHA-256 in hexadecimal, as `AB:CD:...`. */
  readonly fingerprint: string;
}
