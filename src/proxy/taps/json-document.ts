import { createMemberScan } from './member-scan.js';
import type { Framing, Sighting, Wire } from './wire.js';

/** One JSON object, read for the few members that tell something, whatever its length. */
export function jsonDocument(wire: Wire, seen: Sighting): Framing {
  const scan = createMemberScan(wire.paths);
  return {
    write: scan.write,
    end: () => {
      const found = scan.end();
      if (!found) return undefined;
      wire.read(found.document, seen);
      return found.isWhole;
    },
  };
}
