/** By name, as in userPassword, unicodePwd, sambaNTPassword, krbPrincipalKey, ipaNTHash or msDS-ManagedPassword. */
const SECRET_NAME =
  /pass(word|phrase|wd|code)|pwd|secret|credential|private-?key|principalkey|symmetrickey|(nt|lm)-?hash|pkcs-?12|token/i;

/**
 * Names like those of secrets that hold times, counters, policies or groups: of Active Directory, of the password policies of OpenLDAP
 * and 389 Directory Server, of Kerberos and Samba.
 */
const NO_SECRET =
  /^((samba)?pwd(LastSet|CanChange|MustChange)|(samba)?bad(Pwd|Password)(Count|Time)|pwd(Changed|AccountLocked|Failure|GraceUse|Start|End)Time|pwdLastSuccess|pwdReset|pwdPolicySubentry|password(ExpirationTime|ExpWarned|RetryCount|AllowChangeTime|GraceUserTime)|msDS-UserPasswordExpiryTimeComputed|krb(LastPwdChange|PasswordExpiration|PwdPolicyReference)|tokenGroups(GlobalAndUniversal|NoGCAcceptable)?)$/i;

/** The same attributes by number: userPassword, unicodePwd, dBCSPwd, authPassword, userPKCS12. */
const SECRET_NUMBERS: ReadonlySet<string> = new Set([
  '2.5.4.35',
  '1.2.840.113556.1.4.90',
  '1.2.840.113556.1.4.55',
  '1.3.6.1.4.1.4203.1.3.4',
  '2.16.840.1.113730.3.1.216',
]);

/**
 * Whether values of the attribute are, or may be, secrets, which are repeated nowhere.
 *
 * @param description with or without options, such as `userPassword;binary`.
 */
export function isSecretAttribute(description: string): boolean {
  const [name = ''] = description.split(';');
  return (SECRET_NAME.test(name) && !NO_SECRET.test(name)) || SECRET_NUMBERS.has(name);
}
