import { z } from 'zod';
import {
  DIAGNOSED_LOGS,
  LAST_WORDS,
  LOG_CAUSES,
  NATURES,
  STEPS,
} from '../../../src/diagnose/model.ts';
import { DIAGNOSIS_SCHEMA } from '../../../src/report/documents/diagnosis/model.ts';
import { tool, words } from './words.ts';

const { text, count } = words;
const moment = (): z.ZodNullable<z.ZodString> => words.moment().nullable();

const finding = z.object({
  step: z.enum(STEPS).describe('what was being done'),
  error: z
    .object({
      hex: text().describe('HRESULT'),
      decimal: z.int().describe('the number that it stands for'),
      symbol: text()
        .nullable()
        .describe("Microsoft's name, null where it has none that is known here"),
      name: text().nullable().describe('in words, null where there are none'),
    })
    .nullable()
    .describe('null where the log gives no code'),
  state: z.int().nullable().describe('state message that CCMSetup sent of it'),
  nature: z.enum(NATURES).describe('what kind of trouble it is'),
  causes: z.array(z.enum(LOG_CAUSES)).describe('what the log says besides the code'),
  requirements: z.array(words.requirement()).describe('flows that it points to'),
  outcomes: z.array(words.outcome()).describe('what a check of them would find'),
  host: text().nullable().describe('the server that was asked'),
  count: count().describe('how often'),
  first: moment().describe('time of the first'),
  last: moment().describe('time of the last'),
  line: text().describe('the last line that said so'),
  meaning: text().describe('a sentence'),
  check: text().nullable().describe('what to look at'),
});

const computer = z.object({
  computer: text().nullable().describe('null where the log does not name it'),
  file: text().describe('where it was read'),
  log: z.enum(DIAGNOSED_LOGS).describe('which log that is'),
  lastWord: z.enum(LAST_WORDS).describe('how far the installation got'),
  attempts: count().describe('in the log'),
  failures: count().describe('attempts that failed'),
  first: moment().describe('time of the first line'),
  last: moment().describe('time of the last line'),
  findings: z.array(finding).describe('What failed; the first decided.'),
  more: count().describe('kinds of failure beyond those'),
  commands: z.array(text()).describe('commands that check what the findings point to'),
});

/** `-o json` of `diagnose`. */
export const diagnosisSchema = z
  .object({
    schema: z.literal(DIAGNOSIS_SCHEMA).describe('the form of this document'),
    tool,
    logs: z
      .array(
        z.object({
          file: text().describe('as it was named'),
          records: count().describe('in it'),
          loose: count().describe('lines with text that are no part of a record'),
          first: moment().describe('time of its first record'),
          last: moment().describe('time of its last record'),
        }),
      )
      .describe('What was read.'),
    computers: z.array(computer).describe('The computers.'),
    unknown: z
      .object({
        count: count().describe('of such lines'),
        first: z
          .array(
            z.object({
              file: text().describe('of the line'),
              line: count().describe('its number'),
              time: moment().describe('of the record'),
              component: text().describe('that wrote it'),
              text: text().describe('what it says'),
            }),
          )
          .describe('the first of them'),
      })
      .describe('Lines that claim an error and are not known.'),
    summary: z
      .object({
        computers: count().describe('in all'),
        failed: count().describe('the last attempt failed'),
        failing: count().describe('the last attempt is not over, and failed so far'),
        resolved: count().describe('attempts failed, a later one did not'),
        succeeded: count().describe('none failed'),
        unfinished: count().describe('the log tells no end'),
        exitCode: words.exitCode().describe('of the command'),
      })
      .describe('The sums.'),
  })
  .describe('Diagnosis of ccm-preflight: diagnose -o json');
