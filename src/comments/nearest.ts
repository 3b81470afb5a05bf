/** The word of a list that a misspelt one most likely meant; none if all are too different. */
export function nearest<W extends string>(misspelt: string, words: readonly W[]): W | undefined {
  let best: W | undefined;
  let least = Math.max(2, Math.floor(misspelt.length / 3)) + 1;
  for (const word of words) {
    const distance = editDistance(misspelt.toLowerCase(), word.toLowerCase());
    if (distance < least) [best, least] = [word, distance];
  }
  return best;
}

/** Levenshtein's distance: insertions, deletions and replacements of single characters. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
