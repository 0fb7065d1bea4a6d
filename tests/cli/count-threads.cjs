// Tells how many threads a process has at its end; the first work of the pool starts them all.
'use strict';

const crypto = require('node:crypto');
const fs = require('node:fs');

process.on('exit', () => {
  crypto.pbkdf2('', '', 1, 1, 'sha256', () => {});
  fs.writeSync(1, `threads ${fs.readdirSync('/proc/self/task').length}\n`);
});
