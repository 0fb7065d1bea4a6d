import type { Communication, Product } from '../../catalogue/vocabulary.ts';
import { COMMUNICATIONS, PRODUCTS } from './words.ts';

export const PLAN = {
  title: ({
    product,
    communication,
    siteCode,
  }: {
    readonly product: Product;
    readonly communication: Communication;
    readonly siteCode: string | null;
  }) =>
    `Flows that client installation needs: ${PRODUCTS[product]}, ${COMMUNICATIONS[communication]}${siteCode === null ? '' : `, site ${siteCode}`}`,
  needed: 'Needed',
  excluded: 'Not needed here',
  columns: {
    flow: 'Flow',
    necessity: 'Necessity',
    fromTo: 'From → to',
    port: 'Port',
    endpoints: 'Endpoints',
    reason: 'Reason',
    source: 'Source',
  },
};
