import type { HowSaid } from '../../site/site.ts';
import type { Communication, Product } from '../../catalogue/vocabulary.ts';
import { PRODUCTS, tellCommunication } from './words.ts';

export const PLAN = {
  title: ({
    product,
    communication,
    communicationSaid,
    siteCode,
  }: {
    readonly product: Product;
    readonly communication: Communication;
    readonly communicationSaid: HowSaid;
    readonly siteCode: string | null;
  }) =>
    `Flows that client installation needs: ${PRODUCTS[product]}, ${tellCommunication(communication, communicationSaid)}${siteCode === null ? '' : `, site ${siteCode}`}`,
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
