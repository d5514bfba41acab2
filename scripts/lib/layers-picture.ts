import { readFileSync } from 'node:fs';

type Layers = Readonly<Record<string, readonly string[]>>;

/** Draws the layers of `layers.json` as a Mermaid diagram. Transitive arrows are omitted. */
export function layersPicture(): string {
  const layers = JSON.parse(readFileSync(new URL('layers.json', import.meta.url), 'utf8')) as Layers;
  const arrows = Object.keys(layers).flatMap((from) =>
    directArrows(layers, from).map((to) => `  ${id(from)} --> ${id(to)}`),
  );
  const names = Object.keys(layers).map((layer) => `  ${id(layer)}["${layer}"]`);
  return ['```mermaid', 'flowchart TD', ...names.toReversed(), ...arrows.toReversed(), '```'].join('\n');
}

function directArrows(layers: Layers, from: string): string[] {
  const allowed = layers[from] ?? [];
  return allowed.filter((to) => !allowed.some((other) => other !== to && reaches(layers, other, to)));
}

function reaches(layers: Layers, from: string, to: string): boolean {
  return (layers[from] ?? []).some((next) => next === to || reaches(layers, next, to));
}

function id(layer: string): string {
  return layer.replaceAll(/\W/g, '_');
}
