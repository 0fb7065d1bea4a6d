#!/usr/bin/env node
'use strict';

// CommonJS, because reading a module would start the thread pool, whose size is fixed from then on.
// A name look-up waits in a thread for as long as the name server is silent.
process.env.UV_THREADPOOL_SIZE ??= '32';
// A client of a long list is garbage some seconds after it was begun. V8 would let the heap grow to
// four times what is in use before it looks for it.
const v8 = require('node:v8');
v8.setFlagsFromString('--heap-growing-percent=50');
// V8's costly compiler would take a sixth of the processor time of 2,000 clients for six hundred
// functions in each thread. A long run has them compiled a little later, as newer V8 does by itself.
if (process.versions.node.startsWith('20.')) v8.setFlagsFromString('--interrupt-budget=600000');

const TOOL = '../dist/cli/bin.js';

async function start() {
  // The same module either way; require() finds it sooner, and Node 22.0 to 22.11 can't.
  const { runProcess } = process.features.require_module ? require(TOOL) : await import(TOOL);
  await runProcess();
}

start().catch((thrown) => {
  // Without a catch the exit code would be 1, which says that a method breaks.
  process.stderr.write(`ccm-preflight: this tool can't be loaded: ${String(thrown)}\n`);
  process.exit(4);
});
