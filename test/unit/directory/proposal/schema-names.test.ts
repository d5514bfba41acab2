import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseDefinition } from '../../../../src/directory/proposal/schema-definitions.js';
import { namesAllowed } from '../../../../src/directory/proposal/schema-names.js';

const attributeTypes = [
  "( 2.5.4.3 NAME ( 'cn' 'commonName' ) DESC 'a MUST (not parsed)' SUP name )",
  "( 2.5.4.20 NAME 'telephoneNumber' SYNTAX 1.3.6.1.4.1.1466.115.121.1.50 )",
  "( 2.5.4.35 NAME 'userPassword' SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 )",
  "( 2.5.18.1 NAME 'createTimestamp' NO-USER-MODIFICATION USAGE directoryOperation )",
  "( 1.2.3 NAME 'systemOnly' NO-USER-MODIFICATION )",
  "( 1.2.4 NAME 'proxyAddresses' )",
];
const objectClasses = [
  "( 2.5.6.6 NAME 'person' SUP top STRUCTURAL MUST ( sn $ cn ) MAY ( userPassword $ telephoneNumber ) )",
  "( 1.2.5 NAME 'user' SUP person STRUCTURAL MAY ( createTimestamp $ systemOnly ) )",
  "( 1.2.6 NAME 'mailRecipient' AUXILIARY MAY proxyAddresses )",
  "( 1.2.7 NAME 'loop' SUP loop MAY cn )",
];
const contentRules = ["( 1.2.5 NAME 'user' AUX ( mailRecipient ) )"];
const schema = { attributeTypes, objectClasses, contentRules };

describe('a schema', () => {
  it('offers what the classes, those that they extend and their content rules allow', () => {
    expect(namesAllowed(schema, ['USER'])).toEqual(['cn', 'proxyAddresses', 'telephoneNumber']);
    expect(namesAllowed(schema, ['mailRecipient'])).toEqual(['proxyAddresses']);
  });

  it('offers nothing for an unknown class, and ends when a class extends itself', () => {
    expect(namesAllowed(schema, ['unknown', 'constructor'])).toEqual([]);
    expect(namesAllowed(schema, ['loop'])).toEqual(['cn']);
  });

  it('has definitions of words behind keywords; quoted text has none', () => {
    const [cn = ''] = attributeTypes;
    expect([...parseDefinition(cn)]).toEqual([
      ['NAME', ['cn', 'commonName']],
      ['DESC', ['a MUST (not parsed)']],
      ['SUP', ['name']],
    ]);
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from(`()'$ MAYNAME-a`)) }), (text) => {
        expect(() => parseDefinition(text)).not.toThrow();
        expect(
          namesAllowed({ attributeTypes: [text], objectClasses: [text], contentRules: [text] }, [text]),
        ).toBeDefined();
      }),
    );
  });
});
