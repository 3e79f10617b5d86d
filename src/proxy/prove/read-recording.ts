import { CtxoptError } from '../../errors.js';
import { claudeCodeTranscript } from '../../formats/claude-code-transcript.js';
import { codexSession } from '../../formats/codex-session.js';
import { claudeCodeRecording } from './claude-code-recording.js';
import { codexRecording } from './codex-recording.js';
import type { Recording } from './recording.js';
import { oneRequestRecording, requestLinesRecording } from './request-recording.js';

/**
 * The requests that a file tells of: a Claude Code transcript, a Codex session, one request, or requests one a line.
 * @throws CtxoptError `invalid_input` if it is none of these, or tells of no request
 */
export function readRecording(body: string): Recording {
  const recording = recordingIn(body);
  if (recording && recording.turns.length > 0) return recording;
  throw new CtxoptError(
    'invalid_input',
    recording ? `This is ${recording.title}, and no request is in it.` : 'This is no recorded session.',
    'Give a Claude Code transcript (.jsonl), a Codex rollout, requests one a line, or the body of one request.',
  );
}

function recordingIn(body: string): Recording | undefined {
  if (claudeCodeTranscript.detect(body)) return claudeCodeRecording(body);
  if (codexSession.detect(body)) return codexRecording(body);
  return oneRequestRecording(body) ?? requestLinesRecording(body);
}
