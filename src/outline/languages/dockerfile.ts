import { docBefore } from '../doc-before.js';
import { type Instruction, readInstructions } from '../dockerfile/read-instructions.js';
import { countLines } from '../lines.js';
import { defineLanguage, type Outline, type OutlineImport, type OutlineSymbol } from '../outline.js';
import { signatureOf } from '../scan/signature.js';

/** `Dockerfile.dev` is one, the source of a parser for them is not. */
const CLAIMED =
  /^(?:docker|container)file(?:[.-](?!(?:[cm]?[jt]sx?|py|go|rs|rb|java|kt|cs|php|c|h|cc|cpp|md|mdx|json|ya?ml|toml|lua|vim|snap|html|css|txt)$)[\w.-]+)?$/;

/** Stages with the instructions in them. */
export const dockerfile = defineLanguage({
  name: 'dockerfile',
  extensions: ['.dockerfile', '.containerfile'],
  claims: (name) => CLAIMED.test(name),
  outline: async (text): Promise<Outline> => {
    const instructions = readInstructions(text);
    const stages = new Set(
      instructions.flatMap(({ keyword, words }) => (keyword === 'FROM' ? [stageOf(words).name] : [])),
    );
    return {
      language: 'dockerfile',
      lines: countLines(text),
      imports: instructions.flatMap((instruction) => importOf(instruction, stages)),
      symbols: symbolsOf(text, instructions),
    };
  },
});

function symbolsOf(text: string, instructions: readonly Instruction[]): OutlineSymbol[] {
  const firstStage = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const before = firstStage === -1 ? instructions : instructions.slice(0, firstStage);
  const symbols = before.map((instruction) => symbolOf(text, instruction));
  for (let from = firstStage; from !== -1 && from < instructions.length; ) {
    let to = from + 1;
    while (to < instructions.length && instructions[to]!.keyword !== 'FROM') to++;
    const stage = symbolOf(text, instructions[from]!);
    const { name, image } = stageOf(instructions[from]!.words);
    symbols.push({
      ...stage,
      kind: 'stage',
      name: name ?? image ?? 'FROM',
      endLine: instructions[to - 1]!.endLine,
      children: instructions.slice(from + 1, to).map((instruction) => symbolOf(text, instruction)),
    });
    from = to;
  }
  return symbols;
}

function symbolOf(text: string, instruction: Instruction): OutlineSymbol {
  const { keyword, words, start, firstLineEnd, end, startLine, endLine, comments } = instruction;
  const sets = keyword === 'ARG' || keyword === 'ENV' || keyword === 'LABEL';
  const signature = signatureOf(text, { start, end: sets ? end : firstLineEnd });
  const doc = docBefore(start, comments, text);
  const names = sets ? namesIn(words) : [];
  return {
    kind: sets ? 'variable' : 'instruction',
    name: names[0] ?? keyword,
    signature,
    startLine,
    endLine,
    elided: endLine - startLine - signature.split('\n').length + 1,
    ...(doc !== undefined && { doc }),
    exported: false,
    children: names.slice(1).map((name) => ({
      kind: 'name',
      name,
      signature: name,
      startLine,
      endLine,
      elided: 0,
      exported: false,
      children: [],
    })),
  };
}

/** Of `A=1 B="x y"`, and of the old `A the rest`. */
function namesIn(words: readonly string[]): string[] {
  const set = words.flatMap((word) => /^["']?([\w.-]+)["']?=/.exec(word)?.[1] ?? []);
  return set.length > 0 ? set : words.slice(0, 1);
}

interface Stage {
  readonly image: string | undefined;
  readonly name: string | undefined;
}

function stageOf(words: readonly string[]): Stage {
  const [image, as, name] = words.filter((word) => !word.startsWith('--'));
  return { image, name: as?.toLowerCase() === 'as' ? name : undefined };
}

/** Images that it builds on or copies from, other than its own stages. */
function importOf(
  { keyword, words, startLine }: Instruction,
  stages: ReadonlySet<string | undefined>,
): OutlineImport[] {
  const { image, name } = stageOf(words);
  const copied = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
  const module = keyword === 'FROM' ? image : keyword === 'COPY' || keyword === 'RUN' ? copied : undefined;
  if (!module || module === 'scratch' || stages.has(module) || /^\d+$/.test(module)) return [];
  return [{ module, names: keyword === 'FROM' && name ? [name] : [], line: startLine }];
}
