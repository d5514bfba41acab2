import ts from 'typescript';

import { contentOf, filesBelow } from '../repository.js';

/** Text in the source: the text itself, or a pattern if it contains `${...}`. */
export interface Literal {
  readonly file: string;
  readonly text: string | RegExp;
  /** Name of the function it is passed to: `t` in `texts.t('runs.none')`. */
  readonly givenTo: string | undefined;
  /** Name of the property it is the value of: `code` in `{ code: 'required' }`. */
  readonly valueOf: string | undefined;
}

/** Every literal of the source, and the names of its decorators. */
export function sourceLiterals(): { literals: Literal[]; decorators: Set<string> } {
  const literals: Literal[] = [];
  const decorators = new Set<string>();
  for (const file of filesBelow('src', ['.ts', '.tsx'])) {
    const source = ts.createSourceFile(file, contentOf(file), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      const text = textOf(node);
      if (text !== undefined) literals.push({ file, text, ...placeOf(node) });
      if (ts.isDecorator(node) && ts.isCallExpression(node.expression))
        decorators.add(node.expression.expression.getText());
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { literals, decorators };
}

function textOf(node: ts.Node): string | RegExp | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
  return new RegExp(`^${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('.+')}$`);
}

/** A literal in a conditional expression, such as `ok ? 'yes' : 'no'`, has the place of the whole expression. */
function placeOf(node: ts.Node): Pick<Literal, 'givenTo' | 'valueOf'> {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent)) return placeOf(parent);
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    const isArgument = parent.arguments?.[0] === node;
    return { givenTo: isArgument ? nameOf(parent.expression) : undefined, valueOf: undefined };
  }
  return { givenTo: undefined, valueOf: ts.isPropertyAssignment(parent) ? parent.name.getText() : undefined };
}

function nameOf(callee: ts.Expression): string {
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
}
