import ts from 'typescript';

/** A definition as the TypeScript compiler sees it: any of its names will do; lines are 1-based and inclusive. */
export interface Expected {
  readonly names: readonly string[];
  /** Lines of the compiler's node; of an export, the line of its name twice. */
  readonly startLine: number;
  readonly endLine: number;
}

export interface Declared extends Expected {
  readonly ofParameter: boolean;
  /** A `@typedef` or `@callback`. */
  readonly inComment: boolean;
}

export interface Oracle {
  /** Per exported symbol of a file, where it is declared in that file. For `.d.ts` scripts, each global of theirs. */
  exportsOf(file: string): readonly { readonly name: string; readonly declared: readonly Declared[] }[];
  /** Declarations at the top of a file, and the members of its classes, interfaces and enums. */
  declarationsOf(file: string): { readonly top: readonly Expected[]; readonly members: readonly Expected[] };
}

/** One program for all files, each for itself: no imports are followed, so that `export *` stands for itself. */
export function createOracle(files: readonly string[]): Oracle {
  const program = ts.createProgram(files, {
    allowJs: true,
    noResolve: true,
    noLib: true,
    types: [],
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    maxNodeModuleJsDepth: 100,
  });
  const checker = program.getTypeChecker();
  return {
    exportsOf: (file) => exportsOf(program.getSourceFile(file)!, checker),
    declarationsOf: (file) => declarationsOf(program.getSourceFile(file)!),
  };
}

function exportsOf(source: ts.SourceFile, checker: ts.TypeChecker) {
  const module = moduleOf(source, checker);
  const isScript = !module && !/\.[cm]?jsx?$/.test(source.fileName);
  const symbols = module ? exportsOfModule(module, checker) : isScript ? globalsOf(source, checker) : [];
  return symbols.flatMap((symbol) => {
    const declared = (symbol.declarations ?? [])
      .filter((node) => node.getSourceFile() === source)
      .map((node) => {
        const name = expandoName(node) ?? ts.getNameOfDeclaration(node);
        const at = lineOf(source, (name ?? node).getStart(source));
        const names = [symbol.name, ...(name ? [textOf(name, source)] : [])];
        return {
          names,
          startLine: at,
          endLine: at,
          ofParameter: isOfParameter(node),
          inComment: ts.isJSDocTypedefTag(node) || ts.isJSDocCallbackTag(node),
        };
      });
    return declared.length > 0 ? [{ name: symbol.name, declared }] : [];
  });
}

/** Also of a CommonJS module, whose symbol the compiler has but does not give out. */
function moduleOf(source: ts.SourceFile, checker: ts.TypeChecker): ts.Symbol | undefined {
  return checker.getSymbolAtLocation(source) ?? (source as { readonly symbol?: ts.Symbol }).symbol;
}

/** With what `module.exports =` or `export =` gives out as a whole. */
function exportsOfModule(module: ts.Symbol, checker: ts.TypeChecker): ts.Symbol[] {
  const whole = module.exports?.get(ts.InternalSymbolName.ExportEquals);
  return [...checker.getExportsOfModule(module), ...(whole ? [whole] : [])];
}

/** `create` of `Foo.create = …`, which to the compiler is a further declaration of `Foo`. */
function expandoName(node: ts.Node): ts.Node | undefined {
  const { parent } = node;
  return ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name : undefined;
}

/** Whether the `exports` that is assigned to is a parameter of a function around, as in a bundle of modules. */
function isOfParameter(node: ts.Node): boolean {
  const around = ts.findAncestor(
    node,
    (parent) =>
      ts.isFunctionLike(parent) &&
      parent.parameters.some(({ name }) => ts.isIdentifier(name) && /^(?:exports|module)\b/.test(name.text)),
  );
  return around !== undefined;
}

function globalsOf(source: ts.SourceFile, checker: ts.TypeChecker): ts.Symbol[] {
  const names = source.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name);
    const name =
      ts.isModuleDeclaration(statement) && ts.isStringLiteral(statement.name) ? undefined : nameOf(statement);
    return name ? [name] : [];
  });
  return [...new Set(names.flatMap((name) => checker.getSymbolAtLocation(name) ?? []))];
}

function nameOf(node: ts.Node): ts.Node | undefined {
  return (node as Partial<ts.NamedDeclaration>).name;
}

function declarationsOf(source: ts.SourceFile) {
  const top: Expected[] = [];
  const members: Expected[] = [];
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      const [only, ...more] = statement.declarationList.declarations;
      if (only && more.length === 0 && ts.isIdentifier(only.name) && !isRequire(only, source)) {
        top.push(expected([only.name.text], statement, source));
      }
    } else if (isDeclaration(statement)) {
      top.push(expected([statement.name ? textOf(statement.name, source) : 'default'], statement, source));
      for (const member of membersOf(statement)) {
        const name = nameOf(member);
        if (name) members.push(expected([textOf(name, source)], member, source));
        else if (ts.isConstructorDeclaration(member)) members.push(expected(['constructor'], member, source));
      }
    }
  }
  return { top, members };
}

type Declaration =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration;

function isDeclaration(node: ts.Node): node is Declaration {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node)
  );
}

function membersOf(node: Declaration): readonly ts.Node[] {
  return ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node)
    ? node.members
    : [];
}

function isRequire({ initializer }: ts.VariableDeclaration, source: ts.SourceFile): boolean {
  return (
    initializer !== undefined && /^require\s*\([^()]*\)(?:\s*\.\s*\w+)?$/.test(initializer.getText(source))
  );
}

function expected(names: readonly string[], node: ts.Node, source: ts.SourceFile): Expected {
  return { names, startLine: lineOf(source, node.getStart(source)), endLine: lineOf(source, node.end) };
}

/** As an outline names it: without quotes; a namespace `A.B` is one declaration in another. */
function textOf(name: ts.Node, source: ts.SourceFile): string {
  if (ts.isStringLiteralLike(name)) return name.text;
  if (ts.isModuleDeclaration(name.parent) && name.parent.body && ts.isModuleDeclaration(name.parent.body)) {
    return `${name.getText(source)}.${textOf(name.parent.body.name, source)}`;
  }
  return name.getText(source);
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
