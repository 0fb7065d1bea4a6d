import type { Nature, Step } from './model.ts';

/** What a state message stands for: the stage of the installation, and what kind of trouble that is. */
export interface Stage {
  readonly step: Step;
  readonly nature: Nature;
}

const OF_THE_COMPUTER = { step: 'setup', nature: 'computer' } as const;
const OF_A_PREREQUISITE = { step: 'prerequisite', nature: 'computer' } as const;
const ENDED = { step: 'setup', nature: 'unspecified' } as const;

/**
 * The state messages of a client's deployment (topic type 800) that tell of its failure or its end, as
 * CCMSetup sends them to the fallback status point and site databases list them.
 */
export const STATE_MESSAGES = {
  301: { step: 'setup', nature: 'unknown' },
  302: { step: 'service', nature: 'computer' },
  303: { step: 'service', nature: 'computer' },
  304: OF_THE_COMPUTER,
  305: OF_THE_COMPUTER,
  306: { step: 'web', nature: 'unknown' },
  307: OF_THE_COMPUTER,
  308: { step: 'web', nature: 'unknown' },
  309: { step: 'distribution-point', nature: 'unknown' },
  310: OF_A_PREREQUISITE,
  311: OF_A_PREREQUISITE,
  312: OF_THE_COMPUTER,
  313: { step: 'installer', nature: 'computer' },
  314: OF_THE_COMPUTER,
  315: { step: 'management-point', nature: 'certificate' },
  316: OF_A_PREREQUISITE,
  317: OF_THE_COMPUTER,
  318: OF_THE_COMPUTER,
  319: OF_THE_COMPUTER,
  320: OF_THE_COMPUTER,
  321: OF_A_PREREQUISITE,
  322: { step: 'source', nature: 'unknown' },
  323: OF_A_PREREQUISITE,
  324: { step: 'setup', nature: 'content' },
  325: OF_A_PREREQUISITE,
  326: OF_THE_COMPUTER,
  327: OF_THE_COMPUTER,
  328: OF_THE_COMPUTER,
  329: OF_THE_COMPUTER,
  400: ENDED,
  401: ENDED,
  402: ENDED,
} as const satisfies Record<number, Stage>;

export type StateMessage = keyof typeof STATE_MESSAGES;

/** @returns null for a number that is no state message of these */
export function stateMessageOf(number: number): StateMessage | null {
  return isStateMessage(number) ? number : null;
}

function isStateMessage(number: number): number is StateMessage {
  return Object.hasOwn(STATE_MESSAGES, number);
}

/** Whether a state message says that the client was installed. */
export function isOfSuccess(message: StateMessage): boolean {
  return message >= 400;
}
