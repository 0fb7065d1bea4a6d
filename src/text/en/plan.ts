import type { PlanTexts } from '../texts.ts';
import { COMMUNICATIONS, PRODUCTS } from './words.ts';

export const PLAN: PlanTexts = {
  title: ({ product, communication, siteCode }) =>
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
