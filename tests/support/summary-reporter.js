/** Closes a test run with one plain line of counts, for programs that read the output. */
export default class SummaryReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, testResults }) {
    // A test file that does not load has no tests to count, and is a failure all the same.
    const broken = testResults.filter(({ testExecError }) => testExecError !== undefined).length;
    process.stderr.write(
      `Tests: ${numPassedTests} passed, ${numFailedTests + broken} failed, ${numPendingTests} skipped\n`,
    );
  }
}
