"""What Python's own parser finds defined in files: a path a line in, a JSON object a line out.

Definitions in functions are marked `inside`; names that a block at the top (`if`, `try`, `with`) binds count as the top's.
"""
import ast
import json
import sys
import warnings

BLOCKS = tuple(getattr(ast, name) for name in ("If", "Try", "TryStar", "With", "ExceptHandler") if hasattr(ast, name))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def is_main(node):
    """Whether it is `if __name__ == ...`: what runs there defines nothing for a reader."""
    return isinstance(node, ast.If) and "'__name__'" in ast.dump(node.test)


def definition(kind, name, node, line, inside):
    start = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return {
        "kind": kind,
        "name": name,
        "line": line,
        "startLine": start,
        "endLine": node.end_lineno,
        "inside": inside,
    }


def bound(node):
    """The plain names that an assignment binds."""
    if isinstance(node, ast.Assign):
        return [target for target in node.targets if isinstance(target, ast.Name)]
    return [node.target] if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else []


def definitions(body, kind, inside):
    seen = set()
    pending = list(reversed(body))
    while pending:
        node = pending.pop()
        if isinstance(node, FUNCTIONS):
            yield definition("method" if kind == "field" else "function", node.name, node, node.lineno, inside)
            yield from definitions(node.body, "variable", True)
        elif isinstance(node, ast.ClassDef):
            yield definition("class", node.name, node, node.lineno, inside)
            yield from definitions(node.body, "field", inside)
        elif isinstance(node, BLOCKS) and not is_main(node):
            for field in ("finalbody", "orelse", "handlers", "body"):
                pending.extend(reversed(getattr(node, field, [])))
        elif not inside:
            for target in bound(node):
                if target.id not in seen:
                    seen.add(target.id)
                    yield definition(kind, target.id, node, target.lineno, inside)


warnings.simplefilter("ignore")
for path in sys.stdin.read().splitlines():
    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read(), path)
        found = {"path": path, "definitions": list(definitions(tree.body, "variable", False))}
    except (SyntaxError, ValueError, RecursionError, UnicodeDecodeError) as error:
        found = {"path": path, "error": str(error)}
    print(json.dumps(found))
