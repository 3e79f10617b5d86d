import ts from 'typescript';

/**
 * What a TypeScript or JavaScript file exports: declarations with `export` or in an export list, with the public methods of
 * exported classes; in CommonJS `exports.x`, `module.exports`, and functions set on what is exported or on its prototype.
 * @returns {{ name: string, line: number }[]} line of the name, 1-based
 */
export function exportedOfScript(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found = [];
  const add = (name) => {
    const { line } = tree.getLineAndCharacterOfPosition(name.getStart(tree));
    found.push({ name: name.text, line: line + 1 });
  };
  const offered = new Set(tree.statements.flatMap(listedNames));

  for (const statement of tree.statements) {
    for (const declaration of declarationsOf(statement)) {
      if (!isExported(statement) && !offered.has(declaration.name?.text)) continue;
      if (declaration.name && ts.isIdentifier(declaration.name)) add(declaration.name);
      if (ts.isClassDeclaration(declaration)) publicMethods(declaration).forEach(add);
    }
    const name = assignedName(statement, offered);
    if (name) add(name);
  }
  return found;
}

function isExported(statement) {
  return ts.canHaveModifiers(statement) && hasModifier(statement, ts.SyntaxKind.ExportKeyword);
}

function hasModifier(node, kind) {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false;
}

function declarationsOf(statement) {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations;
  const declares =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return declares ? [statement] : [];
}

function publicMethods(declaration) {
  return declaration.members
    .filter(
      (member) =>
        ts.isMethodDeclaration(member) &&
        ts.isIdentifier(member.name) &&
        !hasModifier(member, ts.SyntaxKind.PrivateKeyword),
    )
    .map(({ name }) => name);
}

/** Names of this file that an export list, `export =`, `export default` or `module.exports` offers. */
function listedNames(statement) {
  if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier && statement.exportClause)
    return statement.exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
  if (ts.isExportAssignment(statement) && ts.isIdentifier(statement.expression))
    return [statement.expression.text];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations
      .filter(({ initializer }) => initializer && assigns(initializer).some(isModuleExports))
      .map(({ name }) => name.text);
  const chain = ts.isExpressionStatement(statement) ? assigns(statement.expression) : [];
  return chain.some(isModuleExports) ? chain.filter(ts.isIdentifier).map(({ text }) => text) : [];
}

/** The name that `exports.x = …`, `it.x = function` or `It.prototype.x = function` gives. */
function assignedName(statement, offered) {
  if (!ts.isExpressionStatement(statement)) return undefined;
  const chain = assigns(statement.expression);
  const value = chain.at(-1);
  for (const target of chain.slice(0, -1)) {
    if (!ts.isPropertyAccessExpression(target) || isModuleExports(target)) continue;
    const owner = target.expression.getText().replace(/\.prototype$/, '');
    if (owner === 'exports' || owner === 'module.exports') return target.name;
    if (offered.has(owner) && (ts.isFunctionExpression(value) || ts.isArrowFunction(value)))
      return target.name;
  }
  return undefined;
}

/** `a`, `b` and `c` of `a = b = c`. */
function assigns(expression) {
  const parts = [];
  let rest = expression;
  while (ts.isBinaryExpression(rest) && rest.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    parts.push(rest.left);
    rest = rest.right;
  }
  return [...parts, rest];
}

function isModuleExports(expression) {
  return ts.isPropertyAccessExpression(expression) && expression.getText() === 'module.exports';
}
