/** What a server tells its client once: how the tools are meant to be used. Every turn pays for it. */
export const instructions = `ctxopt keeps your context small.
- Read code with smart_read: ask a folder your query, or read its map; then the file (its outline, if large), then the symbols or lines you need.
- Each result starts with the version tag (v:…) of the content. To reread, quote it as since: you get "unchanged" or a diff.
- Line numbers are exact. If your editor wants its own read before an edit, read just those lines with it.
- [ctxopt: …, ctx:…] marks what was taken out: smart_read with path ctx:… gives it back exactly.`;
