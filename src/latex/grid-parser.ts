import { cover, type Range } from '../expression/range';
import { ENVIRONMENTS_WITH_ARGUMENT, LEFT_SIDE_ENVIRONMENTS } from './commands';
import { coverAll } from './cover-all';
import { isRowEnd, ParserCore } from './parser-core';
import { typedText } from './stream';
import type { Token } from './tokens';
import type { Cell, Row, Tree } from './tree';

/** Environments and other grids of rows and cells. */
export abstract class GridParser extends ParserCore {
  protected environment(out: Tree[], token: Token): void {
    const name = this.stream.rawGroup();
    if (name === undefined) {
      out.push(this.error(token, '\\begin without the name of an environment.'));
      return;
    }
    const plainName = name.text.trim();
    const start = { start: token.start, end: Math.max(token.end, name.end) };
    if (this.tooDeep) {
      out.push(this.skipEnvironment(start));
      return;
    }
    const base = plainName.replace(/\*$/, '');
    if (base !== 'cases' && base !== 'equation') this.position();
    const columns = ENVIRONMENTS_WITH_ARGUMENT.has(plainName) ? this.stream.rawGroup()?.text : undefined;
    if (LEFT_SIDE_ENVIRONMENTS.has(plainName)) {
      const left = this.argument(token);
      out.push(...left.body);
    }
    const rows = this.within({ kind: 'environment', name: plainName }, () => this.rows());
    const end = this.stream.peekPastSpace();
    let span = coverAll(start, rows);
    if (end.kind === 'end') {
      const elsewhere =
        end.text !== plainName && this.open.some((one) => one.kind === 'environment' && one.name === end.text);
      if (end.text !== plainName) this.problem(`\\begin{${plainName}} is closed by \\end{${end.text}}.`, start);
      if (!elsewhere) {
        this.stream.next();
        span = cover(span, end);
      }
    } else this.problem(`\\begin{${plainName}} is never closed.`, start);
    out.push({ kind: 'environment', name: plainName, rows, span, ...(columns !== undefined && { columns }) });
  }

  /** The `[t]` after `\begin{aligned}`. */
  protected position(): void {
    const bracket = this.stream.peekRawPastSpace();
    if (bracket.kind !== 'sign' || bracket.text !== '[') return;
    const read: Token[] = [];
    while (read.length < 20) {
      const token = this.stream.nextRaw();
      read.push(token);
      if (token.kind === 'eof' || token.text === ']') break;
    }
    if (/^\[\s*(?:[tbclr]+|\d+(?:\.\d+)?\s*(?:pt|em|ex|mm|cm|in)?|[a-z]+\s*=.*)\s*\]$/.test(typedText(read))) return;
    for (let i = read.length - 1; i >= 0; i--) this.stream.pushBack(read[i] as Token);
  }

  protected skipEnvironment(start: Range): Tree {
    let end = start.end;
    for (let depth = 1; depth > 0;) {
      const token = this.stream.nextRaw();
      if (token.kind === 'eof') break;
      if (token.text === '\\begin') depth++;
      if (token.text === '\\end') {
        depth--;
        const name = this.stream.rawGroup();
        end = Math.max(end, name?.end ?? 0);
      }
      end = Math.max(end, token.end);
    }
    return this.deep({ start: start.start, end });
  }

  protected gridCommand(token: Token): Tree {
    const brace = this.stream.peekPastSpace();
    if (brace.kind !== 'open' || this.tooDeep) {
      const argument = this.argument(token);
      const span = cover(token, argument.span);
      return {
        kind: 'environment',
        name: token.text.slice(1),
        rows: [{ cells: [{ body: argument.body, span: argument.span }], span: argument.span }],
        span,
      };
    }
    this.stream.next();
    const rows = this.within({ kind: 'grid' }, () => this.rows());
    const end = this.stream.peekPastSpace();
    let span = coverAll(cover(token, brace), rows);
    if (end.kind === 'close') {
      this.stream.next();
      span = cover(span, end);
    } else this.problem('A brace { is never closed.', brace);
    return { kind: 'environment', name: token.text.slice(1), rows, span };
  }

  /** Rows and cells until the end of the grid. An empty last row (after a trailing `\\`) is none. */
  protected rows(): Row[] {
    const rows: Row[] = [];
    let cells: Cell[] = [];
    for (;;) {
      const from = this.stream.peekPastSpace().start;
      const body = this.body();
      const span = body.length > 0 ? coverAll(body[0]!.span, body) : { start: from, end: from };
      cells.push({ body, span });
      const token = this.stream.peekPastSpace();
      if (token.kind === 'align') {
        this.stream.next();
        continue;
      }
      const row: Row = { cells, span: coverAll(cells[0]!.span, cells) };
      const rowEnds = token.kind === 'word' && isRowEnd(token);
      const empty = cells.length === 1 && body.every((node) => node.kind === 'ignored' || node.kind === 'space');
      if (rowEnds || !empty || rows.length === 0) rows.push(row);
      if (!rowEnds) return rows;
      this.rowEnd();
      cells = [];
    }
  }

  /** `\\`, `\\*`, `\\[2pt]`. */
  protected rowEnd(): void {
    this.stream.next();
    const star = this.stream.nextRaw();
    const bracket = star.kind === 'sign' && star.text === '*' ? this.stream.nextRaw() : star;
    if (bracket.kind !== 'sign' || bracket.text !== '[') {
      this.stream.pushBack(bracket);
      return;
    }
    const read: Token[] = [bracket];
    while (read.length < 24) {
      const token = this.stream.nextRaw();
      read.push(token);
      if (token.kind === 'eof' || token.text === ']') break;
    }
    if (/^\[\s*[-+]?\s*[\d.,]*\s*(?:pt|em|ex|mm|cm|in|mu|bp|pc|sp|\\[a-zA-Z]+)\s*\]$/.test(typedText(read))) return;
    for (let i = read.length - 1; i >= 0; i--) this.stream.pushBack(read[i] as Token);
  }
}
