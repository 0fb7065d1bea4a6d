#!/usr/bin/env node
import module from 'node:module';

module.enableCompileCache?.();
try {
  const { runProcess } = await import('../dist/cli/bin.js');
  await runProcess();
} catch (thrown) {
  // Without a catch the exit code would be 1, which says that a method breaks.
  process.stderr.write(`ccm-preflight: this tool can't be loaded: ${String(thrown)}\n`);
  process.exit(4);
}
