import { appendFileSync } from 'node:fs';
import path from 'node:path';

/** The file that takes the names of test files that skip tests, a line each. */
const SKIPPED = process.env['CCM_PREFLIGHT_SKIPPED'];

/** Closes a test run with one plain line of counts, for programs that read the output. */
export default class SummaryReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, testResults }) {
    // A test file that does not load has no tests to count, and is a failure all the same.
    const broken = testResults.filter(({ testExecError }) => testExecError !== undefined).length;
    process.stderr.write(
      `Tests: ${numPassedTests} passed, ${numFailedTests + broken} failed, ${numPendingTests} skipped\n`,
    );
    if (SKIPPED === undefined) return;
    const skipping = testResults.filter((result) => result.numPendingTests > 0 || result.skipped);
    const names = skipping.map(({ testFilePath }) => path.relative(process.cwd(), testFilePath));
    appendFileSync(SKIPPED, names.map((name) => `${name}\n`).join(''));
  }
}
