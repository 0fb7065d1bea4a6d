import { button, h } from './dom.ts';
import type { Client, Model } from './model.ts';

export interface NameList {
  readonly element: HTMLElement;
  set(clients: readonly Client[]): void;
}

/** How long the button says "copied". */
const SAID_MS = 2000;

/** The names of the clients that are shown, one a line: for `--clients`, or for the console. */
export function makeNames({ head: { texts } }: Model): NameList {
  let names = '';
  const copy = button(
    { class: 'quiet' },
    () => {
      void copied(names).then((done) => {
        copy.textContent = done ? texts.copied : texts.notCopied;
        setTimeout(() => {
          copy.textContent = texts.copyNames;
        }, SAID_MS);
      });
    },
    texts.copyNames,
  );
  const save = button(
    { class: 'quiet' },
    () => {
      saveAs('clients.txt', names);
    },
    texts.saveNames,
  );
  return {
    element: h('div', { class: 'names' }, copy, save),
    set(clients) {
      names = clients.map(({ name }) => `${name.replaceAll(/[\r\n]/g, ' ')}\n`).join('');
      for (const each of [copy, save]) each.disabled = clients.length === 0;
    },
  };
}

/** A page that came over plain HTTP has no clipboard. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A file made here: nothing is asked of a server. */
function saveAs(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  h('a', { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
