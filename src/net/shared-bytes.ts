/** Bytes from which on threads had better share a body than copy it: to make shared memory and fill it takes longer than a copy of less. */
export const SHARED = 1024 * 1024;

/** Bytes that every thread they are handed to sees; nobody may change them then. */
export function sharedBytes(length: number): Buffer {
  return Buffer.from(new SharedArrayBuffer(length));
}

/** Bytes to be handed to another thread, and kept: shared if they can be, else a copy, since large ones are moved. */
export function forThread(bytes: Uint8Array): Uint8Array {
  return bytes.buffer instanceof SharedArrayBuffer ? bytes : new Uint8Array(bytes);
}
