export interface TimedSignal {
  readonly signal: AbortSignal;
  /** Ends the timer; from then on the signal is not aborted. */
  stop(): void;
}

/**
 * A signal that is aborted with another, or by a `TimeoutError` when the time is over. Not made of `AbortSignal.any` and
 * `AbortSignal.timeout`: Node 20 lets the garbage collector take the second from the first, which then is never aborted.
 * @param ms until the time is over
 */
export function timedSignal(other: AbortSignal, ms: number): TimedSignal {
  const controller = new AbortController();
  const follow = () => controller.abort(other.reason);
  const timer = setTimeout(() => {
    controller.abort(new DOMException('The time is over.', 'TimeoutError'));
  }, ms);
  if (other.aborted) follow();
  else other.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    stop() {
      clearTimeout(timer);
      other.removeEventListener('abort', follow);
    },
  };
}
