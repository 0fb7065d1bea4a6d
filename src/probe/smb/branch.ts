import { Deadline } from '../deadline.ts';

/** A part of an attempt that can be called off before the attempt ends. */
export interface Branch {
  /** Ends with its parent at the latest. */
  readonly deadline: Deadline;
  readonly cancel: () => void;
}

/** Begins a branch of `parent`: same end, same interruption, its own cancellation. */
export function branchOf(parent: Deadline): Branch {
  const controller = new AbortController();
  // The branch has a timer of its own, so that a passed deadline is not taken for an interruption.
  const onParent = (): void => {
    if (parent.reason === 'interrupted') controller.abort();
  };
  const deadline = new Deadline(parent.remainingMs(), controller.signal);
  parent.signal.addEventListener('abort', onParent, { once: true });
  onParent();
  return {
    deadline,
    cancel: () => {
      parent.signal.removeEventListener('abort', onParent);
      controller.abort();
      deadline.dispose();
    },
  };
}
