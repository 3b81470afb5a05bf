import { skipSpace } from './characters';
import type { LineContext } from './display';
import { FlowReader } from './flow-reader';
import type { PieceCollector } from './piece-collector';

/** Reads plain text: paragraphs between blank lines, and formulas in TeX's and LaTeX's delimiters. */
export function readPlainText(text: string): PieceCollector {
  return new PlainTextReader(text, false).read();
}

class PlainTextReader extends FlowReader {
  protected readonly context: LineContext = {
    contentStart: (lineStart, lineEnd) => skipSpace(this.text, lineStart, lineEnd),
    isBoundary: () => false,
  };

  read(): PieceCollector {
    return this.readFrom(this.text.charCodeAt(0) === 0xfeff ? 1 : 0);
  }

  protected readLine(line: number, start: number): number {
    const end = this.lines.end(line);
    const at = skipSpace(this.text, start, end);
    if (at < end) return this.readText(line, at, true);
    const resume = this.closeParagraph();
    if (resume >= 0) return resume;
    this.collector.break(start);
    return this.lines.start(line + 1);
  }

  protected isOutsideLists(): boolean {
    return true;
  }

  protected findCommentEnd(): number {
    return -1;
  }
}
