import { Deadline } from '../deadline.ts';

/** A part of an attempt that can be called off before the attempt ends. */
export interface Branch {
  /** Ends with its parent at the latest; begins when it is first asked for. */
  readonly deadline: Deadline;
  readonly cancel: () => void;
}

/** Begins a branch of `parent`: same end, same interruption, its own cancellation. */
export function branchOf(parent: Deadline): Branch {
  let begun: Branch | null = null;
  let isCancelled = false;
  return {
    get deadline() {
      begun ??= begin(parent);
      if (isCancelled) begun.cancel();
      return begun.deadline;
    },
    cancel: () => {
      isCancelled = true;
      begun?.cancel();
    },
  };
}

function begin(parent: Deadline): Branch {
  const controller = new AbortController();
  // The branch has a timer of its own, so that a passed deadline is not taken for an interruption.
  const onParent = (): void => {
    if (parent.reason === 'interrupted') controller.abort();
  };
  const deadline = new Deadline(parent.remainingMs(), controller.signal, parent.watch);
  parent.onEnd(onParent);
  onParent();
  return {
    deadline,
    cancel: () => {
      parent.offEnd(onParent);
      controller.abort();
      deadline.dispose();
    },
  };
}
