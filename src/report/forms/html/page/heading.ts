import { columnsOf } from './cells.ts';
import { button, filled, h, unseen } from './dom.ts';
import type { Model } from './model.ts';
import { type Column, type Sorting, sameColumn } from './sort.ts';

/** The heading of the matrix. Without `sort` its columns are no buttons: on paper. */
export interface Heading {
  readonly element: HTMLTableSectionElement;
  /** Marks the column that rows are sorted by. */
  mark(sorting: Sorting): void;
}

export function makeHeading(model: Model, sort: ((column: Column) => void) | null): Heading {
  const { head } = model;
  const { texts } = head;
  const cells: { readonly column: Column; readonly cell: HTMLElement }[] = [];
  const heading = (
    column: Column,
    text: string,
    className: string,
    method: string | null = null,
  ): HTMLElement => {
    // The method stands at the head of its columns; whoever hears one column has to be told.
    const label = h(
      'span',
      { class: 'label' },
      method === null ? null : unseen(`${method}: `),
      text,
    );
    const cell = h(
      'th',
      { scope: 'col', class: className },
      sort === null
        ? label
        : button(
            { class: 'sort', title: filled(texts.sortBy, { column: text }) },
            () => {
              sort(column);
            },
            label,
          ),
    );
    cells.push({ column, cell });
    return cell;
  };
  const element = h(
    'thead',
    {},
    h(
      'tr',
      {},
      heading({ kind: 'name' }, texts.client, 'name'),
      ...head.methods.flatMap(({ title }, index) => [
        heading({ kind: 'method', index }, title, 'of-method'),
        ...columnsOf(index, model).flatMap((place) => {
          const requirement = head.requirements[place];
          return requirement === undefined
            ? []
            : [
                heading(
                  { kind: 'requirement', index: place },
                  requirement.title,
                  'requirement',
                  title,
                ),
              ];
        }),
      ]),
    ),
  );
  return {
    element,
    mark({ column, direction }) {
      for (const each of cells) {
        if (sameColumn(each.column, column)) each.cell.setAttribute('aria-sort', direction);
        else each.cell.removeAttribute('aria-sort');
      }
    },
  };
}
