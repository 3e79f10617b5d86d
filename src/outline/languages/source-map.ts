import { defineLanguage } from '../outline.js';
import { readJson } from '../shapes/read-json.js';
import { summaryOutline } from '../summary-outline.js';

/** In one line: of which file, and how many sources it maps to. */
export const sourceMap = defineLanguage({
  name: 'source-map',
  extensions: ['.map'],
  outline: async (text) => {
    const [map] = readJson(text).roots.children;
    const member = (key: string) => map?.children.find((child) => child.key === key);
    const { sample: version } = member('version') ?? {};
    const file = member('file')?.sample.replaceAll('"', '');
    const sources = member('sources');
    const [first] = sources?.children ?? [];
    const said = [
      `source map${version ? `, version ${version}` : ''}${file ? `, of ${file}` : ''}`,
      sources
        ? `${sources.size} ${sources.size === 1 ? 'source' : 'sources'}`
        : `${(text.length / 1_000).toFixed(1)} KB`,
    ].join(': ');
    return summaryOutline(
      'source-map',
      text,
      first ? `${said}, the first ${first.sample.replaceAll('"', '')}` : said,
    );
  },
});
