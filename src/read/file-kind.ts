/** What a file is by its first bytes. `at` is the offset of the signature, 0 if absent. */
interface Signature {
  readonly kind: string;
  readonly bytes: string;
  readonly at?: number;
}

/** Signatures in Latin-1. The first that matches wins. */
const signatures: readonly Signature[] = [
  { kind: 'PNG image', bytes: '\x89PNG\r\n' },
  { kind: 'JPEG image', bytes: '\xff\xd8\xff' },
  { kind: 'GIF image', bytes: 'GIF8' },
  { kind: 'WebP image', bytes: 'WEBP', at: 8 },
  { kind: 'AVIF or HEIC image', bytes: 'ftypavif', at: 4 },
  { kind: 'TIFF image', bytes: 'II*\0' },
  { kind: 'TIFF image', bytes: 'MM\0*' },
  { kind: 'Photoshop image', bytes: '8BPS' },
  { kind: 'icon', bytes: '\0\0\x01\0' },
  { kind: 'PDF document', bytes: '%PDF-' },
  { kind: 'Office document of the old kind', bytes: '\xd0\xcf\x11\xe0' },
  { kind: 'zip archive (also docx, xlsx, jar)', bytes: 'PK\x03\x04' },
  { kind: 'gzip archive', bytes: '\x1f\x8b' },
  { kind: 'bzip2 archive', bytes: 'BZh' },
  { kind: 'xz archive', bytes: '\xfd7zXZ' },
  { kind: 'zstd archive', bytes: '\x28\xb5\x2f\xfd' },
  { kind: '7z archive', bytes: '7z\xbc\xaf' },
  { kind: 'tar archive', bytes: 'ustar', at: 257 },
  { kind: 'ELF executable', bytes: '\x7fELF' },
  { kind: 'Windows executable', bytes: 'MZ' },
  { kind: 'Mach-O executable', bytes: '\xcf\xfa\xed\xfe' },
  { kind: 'Java class or universal Mach-O', bytes: '\xca\xfe\xba\xbe' },
  { kind: 'WebAssembly module', bytes: '\0asm' },
  { kind: 'SQLite database', bytes: 'SQLite format 3' },
  { kind: 'Parquet table', bytes: 'PAR1' },
  { kind: 'WOFF font', bytes: 'wOFF' },
  { kind: 'WOFF2 font', bytes: 'wOF2' },
  { kind: 'TrueType font', bytes: '\0\x01\0\0' },
  { kind: 'OpenType font', bytes: 'OTTO' },
  { kind: 'MP3 audio', bytes: 'ID3' },
  { kind: 'Ogg audio', bytes: 'OggS' },
  { kind: 'WAV audio', bytes: 'WAVE', at: 8 },
  { kind: 'MP4 video', bytes: 'ftyp', at: 4 },
  { kind: 'Matroska video', bytes: '\x1aE\xdf\xa3' },
  { kind: 'UTF-32 text', bytes: '\xff\xfe\0\0' },
  { kind: 'UTF-32 text', bytes: '\0\0\xfe\xff' },
];

/** What kind of binary file begins with these bytes, for people; undefined if unknown. */
export function fileKind(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 512).toString('latin1');
  return signatures.find((signature) => head.startsWith(signature.bytes, signature.at ?? 0))?.kind;
}
