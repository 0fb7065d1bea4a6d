/** Where a management point has the list of its site. */
export const LIST_PATH = '/SMS_MP/.sms_aut?MPLIST';

/** A management point to ask, with the address to connect to. */
export interface Point {
  readonly host: string;
  readonly address: string;
  /** null for the site's ports. */
  readonly port: number | null;
}

export interface WebPorts {
  readonly http: number;
  readonly https: number;
}
