import {parseAst} from 'rolldown/parseAst';

/** What a source file takes from elsewhere and which globals it touches, read from its syntax tree. */
export interface ModuleFacts {
  /** Every `from`, `import()`, `typeof import()` and `require()`; `undefined` where the name is not written out. */
  readonly imports: readonly (string | undefined)[];
  /** Names taken by name from each module: `import {randomUUID} from 'node:crypto'`. */
  readonly names: readonly {readonly from: string; readonly name: string}[];
  /** "Date.now", "new Date()", "setTimeout", "process.exit", "process.exitCode =". */
  readonly touches: readonly string[];
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const SOURCES = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
  'TSExternalModuleReference',
]);

export function readModule(file: string, code: string): ModuleFacts {
  const tree = parseAst(code, {lang: file.endsWith('x') ? 'tsx' : 'ts'}, file) as unknown as Node;
  const imports: (string | undefined)[] = [];
  const names: {from: string; name: string}[] = [];
  const touches: string[] = [];
  walk(tree, node => {
    if (SOURCES.has(node.type)) {
      const source = (node['source'] ?? node['expression']) as Node | null | undefined;
      if (source) imports.push(literal(source));
      if (node.type === 'ImportDeclaration') names.push(...namesOf(node, String(literal(source ?? undefined))));
    }
    const touched = touchOf(node);
    if (touched) touches.push(touched);
    if (touched === 'require') imports.push(literal((node['arguments'] as Node[])[0]));
  });
  return {imports, names, touches};
}

function namesOf(node: Node, from: string): {from: string; name: string}[] {
  return (node['specifiers'] as Node[]).map(specifier => {
    const imported = specifier['imported'] as Node | undefined;
    return {from, name: imported ? String(imported['name'] ?? imported['value']) : '*'};
  });
}

function literal(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node?.type === 'TSLiteralType') return literal(node['literal'] as Node);
  return undefined;
}

function touchOf(node: Node): string | undefined {
  switch (node.type) {
    case 'CallExpression': {
      const callee = dotted(node['callee'] as Node);
      return callee === 'Date' ? 'Date()' : callee;
    }
    case 'NewExpression': {
      const callee = dotted(node['callee'] as Node);
      if (callee === undefined) return undefined;
      return (node['arguments'] as Node[]).length === 0 ? `new ${callee}()` : `new ${callee}(…)`;
    }
    case 'AssignmentExpression': {
      const target = dotted(node['left'] as Node);
      return target === undefined ? undefined : `${target} =`;
    }
    case 'MemberExpression':
      return dotted(node);
    default:
      return undefined;
  }
}

/** "process.exit" for that expression, also when written `process['exit']` or `globalThis.process.exit`. */
function dotted(node: Node | undefined): string | undefined {
  if (node?.type === 'Identifier') return String(node['name']);
  if (node?.type === 'ChainExpression') return dotted(node['expression'] as Node);
  if (node?.type !== 'MemberExpression') return undefined;
  const object = dotted(node['object'] as Node);
  const property = node['property'] as Node;
  const name = node['computed'] === true ? literal(property) : String(property['name']);
  if (object === undefined || name === undefined) return undefined;
  return object === 'globalThis' ? name : `${object}.${name}`;
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && typeof value.type === 'string') visit(value as Node);
  for (const [key, child] of Object.entries(value)) if (key !== 'parent') walk(child, visit);
}
