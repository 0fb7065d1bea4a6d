import { z } from 'zod';
import type { ReportTail } from '../../report/model/report.ts';
import { reportTail } from '../../report/model/schema.ts';

const { run, indirect, summary } = reportTail.shape;

/** A file's last line, which holds the summary's members beside the others. */
export const summaryLine = z
  .object({ run, indirect, ...summary.shape })
  .transform(({ run: ended, indirect: seen, ...counted }): ReportTail => ({
    run: ended,
    indirect: seen,
    summary: counted,
  }));
