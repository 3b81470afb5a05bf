/** The dash pattern of the run or parameter at a place: lines differ by more than colour. */
export function dashOf(place: number): number[] {
  return [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 3], [12, 4], [2, 6], [8, 3, 2, 3, 2, 3]][place % 8]!;
}
