/**
 * A trajectory of SWE-agent as a list of chat messages: what the environment answered an action becomes the result of a
 * tool, with the action as its call.
 * @param {{ history: object[] }} trajectory
 */
export function messagesOfTrajectory({ history }) {
  const messages = [];
  let open = [];
  for (const entry of history) {
    const { role, content, action, tool_calls: calls } = entry;
    const text =
      typeof content === 'string' ? content : (content ?? []).map((block) => block.text ?? '').join('\n');
    if (role === 'assistant') {
      open = calls ?? (action ? [callOf(action, messages.length)] : []);
      const words = entry.thought && !calls ? entry.thought : text;
      messages.push({ role, content: words, ...(open.length > 0 ? { tool_calls: open } : {}) });
    } else if (role === 'tool' || (role === 'user' && open.length > 0)) {
      messages.push({ role: 'tool', tool_call_id: entry.tool_call_ids?.[0] ?? open[0].id, content: text });
      open = open.slice(1);
    } else messages.push({ role, content: text });
  }
  return messages;
}

function callOf(command, index) {
  return {
    id: `call_${index}`,
    type: 'function',
    function: { name: 'bash', arguments: JSON.stringify({ command }) },
  };
}
