/** A share of a bounded amount of memory. */
export interface MemoryShare {
  /**
   * Takes bytes out of it.
   * @returns the way to give them back, once; undefined if there are not so many
   */
  take(bytes: number): (() => void) | undefined;
}

/** @param most bytes that may be taken at once */
export function createMemoryShare(most: number): MemoryShare {
  let left = most;
  return {
    take(bytes) {
      if (bytes > left) return undefined;
      left -= bytes;
      return () => {
        left += bytes;
      };
    },
  };
}
