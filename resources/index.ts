import { currentStatsResource } from './current-stats.js';
import { originalResource } from './original.js';
import { recommendationsResource } from './recommendations.js';
import { anySessionHistoryResource, sessionHistoryResource } from './session-history.js';

/** Every resource, in the order that clients list them. */
export const resources = [
  currentStatsResource,
  sessionHistoryResource,
  anySessionHistoryResource,
  recommendationsResource,
  originalResource,
] as const;
