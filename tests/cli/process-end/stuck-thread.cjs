// Preloaded: a thread of the pool waits for good, in the process that does the work.
'use strict';

const fs = require('node:fs');

const { TEST_FIFO, TEST_KIND, CCM_PREFLIGHT_SUPERVISOR } = process.env;
// Whoever opens a named pipe for reading waits for a writer, who never comes.
if (TEST_KIND === 'that ends itself' || CCM_PREFLIGHT_SUPERVISOR !== undefined) {
  fs.open(TEST_FIFO, 'r', () => {});
  fs.writeFileSync(`${TEST_FIFO}-${process.ppid}-${process.pid}`, '');
}
