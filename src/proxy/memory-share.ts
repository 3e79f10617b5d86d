/** A bounded amount of memory. */
export interface Memory {
  /** Bytes that are not taken. */
  left(): number;
  /** Nothing of it yet. */
  share(): MemoryShare;
}

export interface MemoryShare {
  /** Takes so many bytes more; false if there are not so many, or it was given back. */
  take(bytes: number): boolean;
  /** Gives all of it back, and takes no more. */
  giveBack(): void;
}

/** @param most bytes that may be taken at once */
export function createMemory(most: number): Memory {
  let left = most;
  return {
    left: () => left,
    share() {
      let taken = 0;
      let isOver = false;
      return {
        take(bytes) {
          if (isOver || bytes > left) return false;
          left -= bytes;
          taken += bytes;
          return true;
        },
        giveBack() {
          isOver = true;
          left += taken;
          taken = 0;
        },
      };
    },
  };
}
