/**
 * Parts the rows of a table in those that `npm test` runs and the rest, for `describeLong`.
 *
 * @param aspectsOf what a row is there for; each that any row has, one of the chosen has. As few rows
 *   are chosen as come of taking each time the first that has most of what is missing
 */
export function covering<Row>(
  rows: readonly Row[],
  aspectsOf: (row: Row) => readonly string[],
): { readonly chosen: readonly Row[]; readonly rest: readonly Row[] } {
  const missing = new Set(rows.flatMap(aspectsOf));
  const chosen = new Set<Row>();
  while (missing.size > 0) {
    let best: Row | undefined;
    let most = 0;
    for (const row of rows) {
      const found = aspectsOf(row).filter((aspect) => missing.has(aspect)).length;
      if (found > most) [best, most] = [row, found];
    }
    if (best === undefined) break;
    chosen.add(best);
    for (const aspect of aspectsOf(best)) missing.delete(aspect);
  }
  return {
    chosen: rows.filter((row) => chosen.has(row)),
    rest: rows.filter((row) => !chosen.has(row)),
  };
}
