import { setFlagsFromString } from 'node:v8';

// As bin/ccm-preflight.js, whose comments say why.
process.env['UV_THREADPOOL_SIZE'] ??= '32';
setFlagsFromString('--heap-growing-percent=50');

const FAILED = 4;

async function start(): Promise<void> {
  const { runProcess } = await import('../../../src/cli/bin.ts');
  await runProcess();
}

start().catch((thrown: unknown) => {
  process.stderr.write(`ccm-preflight: this tool can't be loaded: ${String(thrown)}\n`);
  process.exit(FAILED);
});
