const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Waits for the process to be told to stop. The first signal is taken; a second one ends the process at once. */
export function untilSignal(): { readonly received: Promise<void>; forget(): void } {
  let listener = () => {};
  const received = new Promise<void>((resolve) => {
    listener = resolve;
  });
  for (const signal of SIGNALS) process.once(signal, listener);
  return {
    received,
    forget() {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}
