import { isMainThread } from 'node:worker_threads';
import { setFlagsFromString } from 'node:v8';

// As bin/ccm-preflight.js, whose comments say why. Other threads begin with this file too.
process.env['UV_THREADPOOL_SIZE'] ??= '32';

const FAILED = 4;

async function start(): Promise<void> {
  if (!isMainThread) {
    await import('../../../src/run/crew/thread.ts');
    return;
  }
  setFlagsFromString('--heap-growing-percent=50');
  const { runProcess } = await import('../../../src/cli/bin.ts');
  await runProcess();
}

start().catch((thrown: unknown) => {
  if (!isMainThread) throw thrown;
  process.stderr.write(`ccm-preflight: this tool can't be loaded: ${String(thrown)}\n`);
  process.exit(FAILED);
});
