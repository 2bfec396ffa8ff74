// The recorded position in the middle of a fibre.

/**
 * Index floor(n / 2) of n recorded positions. With `isNode` (every compartment of a myelinated fibre recorded) the nearest entry
 * that belongs to a node of Ranvier; of two equally near ones the one further right. Null without any.
 */
export function centralRow(rowCount: number, isNode?: (row: number) => boolean): number | null {
  const middle = Math.floor(rowCount / 2);
  for (let distance = 0; distance <= rowCount; distance++) {
    for (const row of [middle + distance, middle - distance]) if (row >= 0 && row < rowCount && (isNode?.(row) ?? true)) return row;
  }
  return null;
}
