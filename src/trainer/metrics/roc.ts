/** A receiver operating characteristic: one point per distinct score, from (0, 0) to (1, 1). */
export interface Roc {
  readonly falsePositiveRate: readonly number[];
  readonly truePositiveRate: readonly number[];
  /** The score at or above which a sample is called positive at each point; Infinity at the first. */
  readonly threshold: readonly number[];
  /** Area under the curve by the trapezium rule; NaN when a class is missing. */
  readonly area: number;
}

export function roc(labels: ArrayLike<number>, scores: ArrayLike<number>): Roc {
  const order = Array.from({ length: labels.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  let positives = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i]! >= 0.5) positives++;
  const negatives = labels.length - positives;
  const falsePositiveRate = [0];
  const truePositiveRate = [0];
  const threshold = [Infinity];
  let [hits, alarms, area] = [0, 0, 0];
  for (let k = 0; k < order.length; k++) {
    if (labels[order[k]!]! >= 0.5) hits++;
    else alarms++;
    const current = scores[order[k]!]!;
    if (k + 1 < order.length && scores[order[k + 1]!] === current) continue;
    const [fpr, tpr] = [alarms / negatives, hits / positives];
    area += ((fpr - falsePositiveRate.at(-1)!) * (tpr + truePositiveRate.at(-1)!)) / 2;
    falsePositiveRate.push(fpr);
    truePositiveRate.push(tpr);
    threshold.push(current);
  }
  return { falsePositiveRate, truePositiveRate, threshold, area };
}
