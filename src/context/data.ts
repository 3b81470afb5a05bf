/** A small data set that the text gives in numbers: one column, or one for each coordinate. */
export type DataSet = readonly (readonly number[])[];

const NUMBER = String.raw`[-−]?\d+(?:\.\d+)?`;
const POINT = String.raw`[（(]\s*${NUMBER}(?:\s*[,，]\s*${NUMBER})+\s*[)）]`;
const BETWEEN = String.raw`(?:\s*(?:[,，、;；]|and\b|和|与|\$)\s*)*`;
const POINTS = new RegExp(String.raw`${POINT}(?:${BETWEEN}${POINT})+`);
const VALUES = new RegExp(
  String.raw`(?:data|sample|values|observations|measurements|数据|样本|观测值?|测量值?)[^\d.。]{0,30}?(${NUMBER}(?:${BETWEEN}${NUMBER}){2,})(?![\d.]*\s*[)）])`,
  'i',
);

/** The data that a passage lists: points `(1,2), (2,3)` or values "the data 2, 4, 4, 5". The last ones where it lists several. */
export function dataIn(passage: string): DataSet | undefined {
  const points = POINTS.exec(passage)?.[0];
  if (points !== undefined) {
    const rows = [...points.matchAll(new RegExp(POINT, 'g'))].map(([p]) => numbers(p));
    const width = rows[0]?.length ?? 0;
    if (rows.every((r) => r.length === width))
      return Array.from({ length: width }, (_, j) => rows.map((r) => r[j] as number));
  }
  const values = VALUES.exec(passage)?.[1];
  return values === undefined ? undefined : [numbers(values)];
}

const numbers = (text: string): number[] =>
  (text.match(new RegExp(NUMBER, 'g')) ?? []).map((n) => Number(n.replace('−', '-')));
