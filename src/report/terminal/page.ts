import type { Page } from '../told/page.ts';
import type { Style } from './style.ts';

/** What every part of a report that is laid out with symbols or colours is drawn from. */
export interface StyledPage extends Page {
  readonly style: Style;
}
