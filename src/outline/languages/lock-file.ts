import { lockFormats, unknownLock } from '../lock-files/lock-formats.js';
import { defineLanguage } from '../outline.js';
import { summaryOutline } from '../summary-outline.js';
import { outlineText } from '../text.js';

/** In one line: whose it is, the version of its format, and how many packages are locked. */
export const lockFile = defineLanguage({
  name: 'lock-file',
  extensions: ['.lock'],
  claims: (name) => lockFormats.some(({ names }) => names.includes(name)),
  outline: async (text, name = '') => {
    const format = lockFormats.find(({ names }) => names.includes(name)) ?? unknownLock;
    const packages = format.packages(text);
    if (format === unknownLock && packages === 0) return outlineText(text);
    const version = format.version(text);
    const title = version === undefined ? format.title : `${format.title}, version ${version}`;
    const count =
      packages === undefined ? 'packages unknown' : `${packages} ${packages === 1 ? 'package' : 'packages'}`;
    const outline = summaryOutline('lock-file', text, `${title}: ${count}`);
    return packages === undefined ? { ...outline, note: 'not valid JSON' } : outline;
  },
});
