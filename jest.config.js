import { availableParallelism } from 'node:os';

export default {
  testEnvironment: '<rootDir>/tests/support/run/environment.js',
  roots: ['<rootDir>/tests'],
  // No assertion: a bound for what hangs, which a busy machine does not come near.
  testTimeout: 300_000,
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  // More than cores, as tests of probes mostly wait for an answer that does not come; two for each
  // core were no quicker, and took 1.6 GB where these take 1.35 GB.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  // A worker keeps what its test files loaded: a new one takes over before that is much. It has to load
  // jest and all it tests anew, which costs as much as several test files.
  workerIdleMemoryLimit: '300MB',
  globalSetup: '<rootDir>/tests/support/run/begin.js',
  globalTeardown: '<rootDir>/tests/support/run/end.js',
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2022',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  reporters: ['default', '<rootDir>/tests/support/summary-reporter.js'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
};
