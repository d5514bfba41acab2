import { isAttributeDescription } from '../attribute-description.js';

/** A piece of a template: text as it is, or the value of an attribute. */
export type TemplatePiece = { readonly text: string } | { readonly attribute: string };

/** `{{`, `}}`, an attribute in braces, other text, or a brace without its counterpart. */
const TOKEN = /\{\{|\}\}|\{[^{}]*\}|[^{}]+|[{}]/g;

/** The pieces of a template such as `{givenName}.{sn}`; undefined if a brace has no counterpart or holds no attribute description. */
export function parseTemplate(template: string): readonly TemplatePiece[] | undefined {
  const pieces = (template.match(TOKEN) ?? []).map(pieceOf);
  return pieces.every((piece) => piece !== undefined) ? pieces : undefined;
}

/** The attributes that a template reads, each once; empty for a text that is no template. */
export function attributesInTemplate(template: string): readonly string[] {
  const attributes = (parseTemplate(template) ?? []).flatMap((piece) => ('attribute' in piece ? piece.attribute : []));
  return [...new Set(attributes)];
}

function pieceOf(token: string): TemplatePiece | undefined {
  if (token === '{{' || token === '}}') return { text: token.charAt(0) };
  if (!/[{}]/.test(token)) return { text: token };
  const attribute = token.slice(1, -1).trim();
  return token.length > 1 && isAttributeDescription(attribute) ? { attribute } : undefined;
}
