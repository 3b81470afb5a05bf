import { decodeJsonString, scanJson, type JsonString } from './json-scanner';
import { readMarkdown } from './markdown';
import { PieceCollector } from './piece-collector';
import { MappedTextBuilder } from './run-map';

/** Reads a Jupyter notebook (nbformat 4): the Markdown cells of its JSON. All ranges point into the JSON text. */
export function readNotebook(text: string): PieceCollector {
  const collector = new PieceCollector();
  const cells: JsonString[][] = [];
  let source: JsonString[] = [];
  let isMarkdown = false;
  let hasCells = false;
  const error = scanJson(
    text,
    {
      string(value, path) {
        if (path[0] !== 'cells' || path.length < 3) return;
        if (path[2] === 'cell_type' && path.length === 3)
          isMarkdown = text.slice(value.start + 1, value.end - 1) === 'markdown';
        else if (path[2] === 'source' && (path.length === 3 || (path.length === 4 && typeof path[3] === 'number')))
          source.push(value);
      },
      close(path) {
        if (path[0] !== 'cells') return;
        if (path.length === 1) hasCells = true;
        if (path.length !== 2) return;
        if (isMarkdown) cells.push(source);
        source = [];
        isMarkdown = false;
      },
    },
    text.charCodeAt(0) === 0xfeff ? 1 : 0,
  );
  if (error) {
    const start = Math.min(error.place, Math.max(0, text.length - 1));
    const message = `The notebook is not valid JSON: ${error.message} (offset ${error.place}). Open it in a notebook editor and save it again.`;
    collector.problem('invalid-json', message, { start, end: Math.min(text.length, start + 1) });
    return collector;
  }
  if (!hasCells) {
    const message = 'This is JSON, but no notebook: it has no list of "cells".';
    collector.problem('invalid-json', message, { start: 0, end: Math.min(1, text.length) });
    return collector;
  }
  for (const cell of cells) {
    const builder = new MappedTextBuilder(text);
    for (const { start, end } of cell) {
      for (const part of decodeJsonString(text, start, end)) {
        if (part.text === undefined) builder.copy(part.start, part.end);
        else builder.put(part.text, part.start, part.end);
      }
    }
    const content = builder.build();
    if (content.text === '') continue;
    collector.break(content.source.range(0, 0).start);
    collector.adopt(readMarkdown(content.text, { frontmatter: false }), content.source);
  }
  return collector;
}
