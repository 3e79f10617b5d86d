/** Patterns with the library's name in their group, or with the name that a match stands for. */
const LIBRARIES: readonly (readonly [RegExp, string?])[] = [
  [
    /(?:^|.*[/\\])node_modules[/\\](?:\.pnpm[/\\][^/\\]+[/\\]node_modules[/\\])?((?:@[\w.-]+[/\\])?[\w.-]+)[/\\]/,
  ],
  [/\(?node:|\(internal\/|<anonymous>\)?$|\(native\)$/, 'node'],
  [/[/\\](?:site|dist)-packages[/\\]([\w-]+)/],
  [/[/\\]lib[/\\]python\d[\d.]*[/\\]|<frozen [\w.]+>/, 'python'],
  [/\$\$(?:EnhancerBy|FastClassBy|Lambda)|<generated>|GeneratedMethodAccessor/, 'generated code'],
  [/^\s+at (?:[\w.]+\/)?(?:java|javax|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy)\.\w/, 'java'],
  [
    /^\s+at (?:[\w.]+\/+)?((?:org\.(?:springframework|apache|hibernate|junit|eclipse|jboss|mockito|gradle)|io\.(?:netty|grpc|vertx|undertow)|com\.(?:google\.common|fasterxml|zaxxer)|reactor|akka)\b(?:\.\w+)?)/,
  ],
  [/^\s+at ((?:System|Microsoft)(?:\.\w+)?)\./],
  [/[/\\]gems[/\\]([\w-]+?)-\d/],
  [/[/\\]lib[/\\]ruby[/\\]|^\s*from <internal:/, 'ruby'],
  [/[/\\]vendor[/\\](?!bundle)([\w.-]+[/\\][\w.-]+)[/\\]/],
  [/^#\d+ (?:\[internal function\]|\{main\})/, 'php'],
  [/[/\\]pkg[/\\]mod[/\\](?:[\w.-]+[/\\])*?([\w.-]+)@v/],
  [
    /[/\\](?:usr[/\\]local[/\\]go|go(?:-[\d.]+)?|libexec)[/\\]src[/\\](?:runtime|net|testing|sync|reflect|syscall|internal)\b/,
    'go',
  ],
  [/[/\\]\.cargo[/\\]registry[/\\]src[/\\][^/\\]+[/\\]([\w-]+?)-\d/],
  [/[/\\]rustc[/\\]|^ +\d+: +(?:0x[0-9a-f]+ - )?<?(?:std|core|alloc|__?rust\w*)(?:::|$)/, 'rust'],
];

/** Whose code a stack frame is in; undefined if it may be the user's own. */
export function libraryOf(frame: string): string | undefined {
  for (const [pattern, name] of LIBRARIES) {
    const match = pattern.exec(frame);
    if (match) return name ?? match[1];
  }
  return undefined;
}
