import { describe, expect, it } from 'vitest';
import { guessColumns, parseCsv, readCsvColumns } from '../../../src/trainer/data/csv';
import { datasetCsv } from '../../../src/trainer/export/dataset-csv';
import { datasets, holds } from '../support';

function read(text: string, header?: boolean) {
  const table = parseCsv(text, header);
  return { table, ...readCsvColumns(table, guessColumns(table)) };
}

describe('a CSV file', () => {
  it('with names and a word as label is understood without questions', () => {
    const { table, data, classes, problems } = read('height,weight,sick\n1.5,60,yes\n1.7,70,no\n1.8,75,yes\n');
    expect(table.hasHeader).toBe(true);
    expect(problems).toEqual([]);
    expect(data!.names).toEqual(['height', 'weight']);
    expect(classes).toEqual(['no', 'yes']);
    expect([...data!.y]).toEqual([1, 0, 1]);
  });

  it.each([
    ['semicolons', '1;2;0\n3;4;1\n'],
    ['tabs', '1\t2\t0\n3\t4\t1\n'],
    ['Windows line ends and a byte order mark', '\ufeff1,2,0\r\n3,4,1\r\n'],
    ['quotes and spaces', '"1", 2 ,0\n3,4,"1"'],
    ['Unicode minus and exponents', '1e0,2,0\n3,4.0,1'],
  ])('may have %s', (_, text) => {
    const { table, data } = read(text);
    expect(table.hasHeader).toBe(false);
    expect([...data!.x]).toEqual([1, 2, 3, 4]);
    expect([...data!.y]).toEqual([0, 1]);
  });

  it('takes the header as it is told', () => {
    expect(parseCsv('1,2\n3,4', true).names).toEqual(['1', '2']);
    expect(parseCsv('a,b\n3,4', false).rows.length).toBe(2);
  });

  it('names the line and the column of every bad cell and keeps the good rows', () => {
    const { data, problems } = read('a,b,y\n1,2,0\n"x\ny",2,1\n3,,1\n4,5\n6,7,1\n');
    expect(problems).toEqual([
      { code: 'cell-count', line: 6, found: 2, expected: 3 },
      { code: 'not-a-number', line: 3, column: 'a', value: 'x\ny' },
      { code: 'missing-value', line: 5, column: 'b' },
    ]);
    expect([...data!.x]).toEqual([1, 2, 6, 7]);
  });

  it.each([
    ['', 'empty'],
    ['  \n\n', 'empty'],
    ['a,y\n1,red\n2,green\n3,blue\n', 'too-many-classes'],
    ['a,y\n1,1\n2,1\n', 'one-class'],
    ['a,y\nn/a,0\nn/a,1\n', 'no-features'],
    ['a,y\n1,"0\n2,1\n', 'unclosed-quote'],
  ])('%j is refused with a reason', (text, code) => {
    expect(read(text).problems.map((problem) => problem.code)).toContain(code);
  });

  it('never makes the reader throw', () => {
    for (const text of ['\0', '"', ',,,\n,', 'a\nb\nc', '1,2\n'.repeat(3), '"""', '=1+1,2\n']) {
      expect(read(text).problems).toBeInstanceOf(Array);
    }
  });

  it('written by the trainer is read back exactly', () => {
    holds(datasets, (data) => {
      const back = readCsvColumns(parseCsv(datasetCsv(data)), {
        features: data.names.map((_, j) => j),
        label: data.d,
      });
      expect([...back.data!.x]).toEqual([...data.x].map((value) => value + 0));
      expect([...back.data!.y]).toEqual([...data.y]);
    });
  });
});
