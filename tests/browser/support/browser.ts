import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, type describe } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { makeFolder } from '../../support/folder.ts';
import { describeUnless } from '../../support/skip.ts';

const CHROMIUM = '/usr/bin/chromium';

/** Nothing of it may go to a network, or need one. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * `describe` for tests in a real browser. Where there is none they are skipped, with the reason on
 * standard output; with CCM_PREFLIGHT_REQUIRE_REAL=1 that is a failure.
 */
export function describeInBrowser(): typeof describe.skip {
  if (existsSync(CHROMIUM)) return describeUnless(null);
  const list = readFileSync(new URL('../packages.txt', import.meta.url), 'utf8');
  const packages = list.trim().split('\n').join(' ');
  const message = `tests in a browser can't run here: no ${CHROMIUM} (packages: ${packages})`;
  return describeUnless(message, 'CCM_PREFLIGHT_REQUIRE_REAL');
}

export interface OpenedPage {
  readonly page: Page;
  /** What the page complained of, and what it asked for besides its own file. */
  readonly problems: readonly string[];
}

export interface Reader {
  /** Opens a report as a person would: a file. */
  open(html: string, options?: BrowserContextOptions): Promise<OpenedPage>;
}

/** A browser for the tests of one file. */
export function useBrowser(): Reader {
  // Also where all tests are skipped, and no hook runs.
  const folder = makeFolder();
  let browser: Browser | null = null;
  let files = 0;
  beforeAll(async () => {
    // Takes a second to load, and is not needed where the tests are skipped.
    const { chromium } = await import('playwright-core');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    async open(html, options = {}) {
      if (browser === null) throw new Error('the browser has not been started');
      files += 1;
      const file = path.join(folder, `${files}.html`);
      writeFileSync(file, html);
      const url = pathToFileURL(file).href;
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => problems.push(message.text()));
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('dialog', (dialog) => {
        problems.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (request.url() !== url) problems.push(`request: ${request.url()}`);
      });
      await page.goto(url);
      return { page, problems };
    },
  };
}
