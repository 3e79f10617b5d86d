import { resultFormat } from './tool-output.js';

/**
 * A document in Markdown, read as a file that a tool read: what lays out a program's output (blanks at the ends of
 * lines, repeated lines, columns) means something in it, and passes leave files that were read alone in that. No body
 * is taken for Markdown by its looks, for a comment in a script looks like a heading: the file's name tells.
 */
export const markdown = resultFormat('markdown', 'a Markdown document', {
  callId: 'document',
  name: 'Read',
  input: { file_path: 'document.md' },
});
