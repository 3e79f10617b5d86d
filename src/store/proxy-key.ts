/** A key that the proxy handed out. The key itself is nowhere. */
export interface ProxyKey {
  /** Public: how it is called in reports and to revoke it. */
  readonly id: string;
  /** SHA-256 of the key, 64 hexadecimal digits. */
  readonly hash: string;
  readonly project: string;
  /** Whose it is, or what for. */
  readonly name?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Since when it opens nothing any more, in milliseconds since the epoch. */
  readonly revokedAt?: number;
}

/**
 * Keeps the proxy's keys, on disk and nowhere else: a key that is gone with the process would lock its owner out, and a
 * disk that cannot be read must not look like one without keys.
 */
export interface KeyStore {
  /** @throws CtxoptError `store_failed` if it cannot be kept */
  putKey(key: ProxyKey): Promise<void>;
  /**
   * All of them, the revoked ones too, in the order in which they were made.
   * @throws CtxoptError `store_failed` if they cannot be read
   */
  keys(): Promise<readonly ProxyKey[]>;
  /**
   * Resolves to whether there was such a key that was not revoked yet.
   * @throws CtxoptError `store_failed` if it cannot be done
   */
  revokeKey(id: string, at: number): Promise<boolean>;
}
