import CliTable from 'cli-table3';
import { type Row, median } from './bench.ts';

/** The rows as people read them. */
export function tableOf(rows: readonly Row[]): string {
  const table = new CliTable({
    head: ['measure', 'ours', 'theirs', 'ours/theirs', 'goal', ''],
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    const theirs = row.theirs.length === 0 ? null : median(row.theirs);
    table.push([
      row.measure,
      figure(median(row.ours), row.unit),
      theirs === null ? '' : figure(theirs, row.unit),
      theirs === null ? '' : (median(row.ours) / theirs).toFixed(2),
      row.goal,
      row.reached === null ? '' : row.reached ? 'reached' : 'MISSED',
    ]);
  }
  const notes = rows.flatMap(({ measure, against, notes: said }) => [
    `${measure}:`,
    ...(against === '' ? [] : [`  against ${against}`]),
    ...said.map((note) => `  ${note}`),
  ]);
  return `${table.toString()}\n${notes.join('\n')}\n`;
}

function figure(value: number, unit: string): string {
  const digits = value >= 100 ? 0 : 2;
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })} ${unit}`;
}
