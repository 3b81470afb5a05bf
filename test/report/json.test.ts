import { Ajv2020 } from 'ajv/dist/2020';
import { expect, test } from 'vitest';
import { check } from '../../src/check';
import { toJson, toJsonNote } from '../../src/report/json';
import schema from '../../schema/report.schema.json';
import { findingOn, noteWith, rangeOf } from './sample';

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

/** What the schema has against a report. */
function complaints(report: unknown): string[] {
  validate(report);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const text = '# 标题\n\n$a = b$ and\n$$\nc\n= d\n$$\n';
const full = findingOn(text, 'c', 'd', {
  verdict: 'fails',
  points: 12,
  reading: { left: 'c', right: 'd' },
  counterexample: { values: [{ symbol: 'c', value: '2' }], left: '2', right: '-2' },
  explanation: { kind: 'sign', message: 'a sign', suggestion: { range: rangeOf(text, 'd'), newText: '-d' } },
  uses: [rangeOf(text, 'a')],
  domain: 'nowhere',
});
const undecided = findingOn(text, 'a', 'b', {
  verdict: 'undecided',
  reason: { code: 'unknown-quantity', message: 'b is not known', range: rangeOf(text, 'b') },
});

test('a report with everything in it is as the schema says', () => {
  const report = toJson([noteWith(text, [undecided, full])], 7);
  expect(complaints(report)).toEqual([]);
  expect(report).toMatchObject({ version: 1, seed: 7, tool: { name: 'derivation-checker' } });
  expect(report.summary).toEqual({ relations: 2, holds: 0, fails: 1, undecided: 1, given: 0 });
});

test('a report has only the fields of the schema', () => {
  const [relation] = toJsonNote(noteWith(text, [full])).relations;
  const fields = Object.keys(schema.$defs.relation.properties);
  expect(Object.keys(relation ?? {}).filter((field) => !fields.includes(field))).toEqual([]);
});

test('an empty report is as the schema says', () => {
  expect(complaints(toJson([], 1))).toEqual([]);
  expect(complaints(toJson([noteWith('', [])], 1))).toEqual([]);
});

test('what the checker says about a real note is as the schema says', () => {
  const note = "Let $f(x) = x^2$. Then\n$$\nf'(x) = 2x = x\n$$\nand $g(t) = \\foo{t} \\le \\int$.";
  expect(complaints(toJson([{ path: 'a.md', text: note, report: check(note, { seed: 3 }) }], 3))).toEqual([]);
});

test('places are lines and columns from 1 and offsets from 0', () => {
  const [relation] = toJsonNote(noteWith(text, [full])).relations;
  expect(relation?.left.range).toEqual({
    start: { line: 5, column: 1, offset: text.indexOf('c') },
    end: { line: 5, column: 2, offset: text.indexOf('c') + 1 },
  });
  expect(relation?.right.range.start).toEqual({ line: 6, column: 3, offset: text.indexOf('d', text.indexOf('= d')) });
});

test('a byte-order mark is a character of the file', () => {
  const short = '$a = b$\n$c = d$';
  const findings = [findingOn(short, 'a', 'b'), findingOn(short, 'c', 'd')];
  const note = toJsonNote({ ...noteWith(short, findings), byteOrderMark: true });
  const file = `\ufeff${short}`;
  expect(note.relations.map(({ left: { range } }) => file.slice(range.start.offset, range.end.offset))).toEqual([
    'a',
    'c',
  ]);
  expect(note.relations.map(({ left: { range } }) => range.start.column)).toEqual([3, 2]);
});

test('a note that was turned into JSON before is taken as it is', () => {
  const note = noteWith(text, [full]);
  expect(toJson([toJsonNote(note)], 1)).toEqual(toJson([note], 1));
});
