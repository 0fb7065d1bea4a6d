// Preloaded: what is written to standard output never gets there, and what happens is told.
'use strict';

const fs = require('node:fs');

const tell = (text) => fs.writeSync(2, `${text}\n`);
process.stdout.write = () => {
  tell('written');
  return false;
};
process.on('SIGINT', () => tell('interrupted'));
