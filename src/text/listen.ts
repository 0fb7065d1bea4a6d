import type { Product, Role } from '../catalogue/vocabulary.ts';

/** What answers at one port, and for whom. */
export interface HeardService {
  /** `TCP 80`. */
  readonly port: string;
  /** `HTTP`. */
  readonly protocol: string;
  readonly roles: readonly Role[];
}

/** The sentences of `listen`. */
export interface ListenTexts {
  readonly title: (computer: string, address: string) => string;
  readonly service: (service: HeardService) => string;
  /** That these are stand-ins, and how to end them. */
  readonly note: string;
  readonly certificate: (file: string) => string;
  readonly reached: (time: string, from: string, service: HeardService) => string;
  /** From now on nobody new is told of. */
  readonly tooMany: (count: number) => string;
  readonly ended: (computers: number) => string;
  readonly taken: (service: HeardService, why: string) => string;
  /** What to do where the system lets only administrators listen. */
  readonly needsRights: string;
  readonly inUse: string;
  readonly noSuchRole: (role: Role, product: Product) => string;
}
