import { expect, it } from 'vitest';
import { toolFault } from './tool-fault.js';

const tool = { name: 'find', defer_loading: true };
const searching = { type: 'tool_search_tool_bm25_20251119', name: 'tool_search_tool_bm25' };
const asked = { type: 'server_tool_use', id: 's1', name: 'tool_search_tool_bm25', input: {} };
const found = {
  type: 'tool_search_tool_result',
  tool_use_id: 's1',
  content: { tool_references: [{ type: 'tool_reference', tool_name: 'find' }] },
};
const called = { type: 'tool_use', id: 't1', name: 'find', input: {} };
const done = (tool_use_id: string) => ({ type: 'tool_result', tool_use_id, content: 'done' });

const request = (said: readonly object[], answered: readonly object[], tools: readonly object[]) => ({
  tools,
  messages: [
    { role: 'user', content: 'a' },
    { role: 'assistant', content: said },
    { role: 'user', content: answered },
  ],
});
const both = [searching, tool];

it.each([
  ['a search without its result', request([asked, called], [done('t1')], both), 'without a corresponding'],
  ['a result without its search', request([found, called], [done('t1')], both), 'unexpected `tool_use_id`'],
  ['a tool that is not there', request([asked, found, called], [done('t1')], [searching]), 'find'],
  [
    'a call without its result',
    request([asked, found, called], [], both),
    'were found without `tool_result`',
  ],
  ['a search as the client’s call', request([asked, found, called], [done('t1'), done('s1')], both), ': s1'],
  ['nothing but deferred tools', request([], [], [tool]), 'At least one tool'],
])('refuses %s', (_, given, fault) => expect(toolFault(given)).toContain(fault));

it.each([
  ['a search with its result', request([asked, found, called], [done('t1')], both)],
  [
    'a thread that goes on',
    { thread: { type: 'continue' }, messages: [{ role: 'user', content: [done('t1')] }] },
  ],
])('takes %s', (_, given) => expect(toolFault(given)).toBeUndefined());
