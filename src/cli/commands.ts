import type { Command } from './command.js';

/**
 * Every command, by name. Each is loaded only when it is called, so that a server's start does not pay for the others.
 */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  http: async () => (await import('./http.js')).http,
  proxy: async () => (await import('./proxy.js')).proxy,
  keys: async () => (await import('./keys.js')).keys,
  read: async () => (await import('./read.js')).read,
  analyze: async () => (await import('./analyze.js')).analyze,
  optimize: async () => (await import('./optimize.js')).optimize,
  compare: async () => (await import('./compare.js')).compare,
  stats: async () => (await import('./stats.js')).stats,
  prove: async () => (await import('./prove.js')).prove,
  doctor: async () => (await import('./doctor.js')).doctor,
};
