/**
 * The arrows of the house: folder -> what it may import. Nothing else may. A new arrow is a decision: change it here and say
 * why in CONTRIBUTING.md. `src/cli` composes everything and is the only exception.
 */
const sandbox = {
  iec61131: [],
  network: [],
  protocols: [],
  wire: [],
  controller: ['iec61131'],
  plant: ['iec61131', 'controller'],
  // What a tool is ordered to do and what it finds travel between terminal and rig: one schema, in wire.
  tools: ['protocols', 'wire/tools'],
  gateway: ['protocols'],
  // Where the values of a device's map stand is asked before there is a rig: addresses and widths of Modbus, and nothing else of it.
  lab: [
    'iec61131',
    'gateway/(schema|gateway[.]schema)',
    'plant/(library|symbols)',
    'protocols/modbus/(address|byte-order|messages|registers)',
  ],
  rig: ['lab', 'iec61131', 'controller', 'plant', 'network', 'protocols', 'tools', 'gateway', 'wire/tools'],
  grading: ['rig', 'lab', 'iec61131'],
  shell: ['wire'],
  host: ['rig', 'grading', 'shell', 'lab', 'wire', 'protocols/party', 'network/(capture|pcapng)', 'gateway/disk'],
};

const sourceMayImport = ['wire', 'iec61131', 'lab', 'protocols/([^/]+/dissector|dissection)', 'host/(client|api)'];

const alternatives = (folders) => folders.map((folder) => `^sandbox/${folder}(/|\\.|$)`).join('|');

const forbidden = Object.entries(sandbox).map(([folder, allowed]) => ({
  name: `sandbox-${folder}`,
  comment: `sandbox/${folder} may import only: ${allowed.join(', ') || 'nothing of the house'}`,
  severity: 'error',
  from: { path: `^sandbox/${folder}/` },
  to: { path: '^(sandbox|src)/', pathNot: [`^sandbox/${folder}/`, ...(allowed.length > 0 ? [alternatives(allowed)] : [])] },
}));

export default {
  forbidden: [
    ...forbidden,
    {
      name: 'src-to-sandbox',
      comment: "src may import wire, iec61131, lab, the dissectors and the host's client; only src/cli composes the rest",
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^sandbox/', pathNot: alternatives(sourceMayImport) },
    },
    {
      name: 'nobody-imports-the-command-line',
      severity: 'error',
      from: { pathNot: '^(src/cli|test)/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'language-is-pure',
      comment: 'the language and the wire run in a browser too: no Node modules there',
      severity: 'error',
      from: { path: '^sandbox/(iec61131|wire)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      comment:
        'a language is recursive, and so are the modules of its checker: a cycle may stay within that one folder, never leave it',
      severity: 'error',
      from: { pathNot: '^sandbox/iec61131/semantics/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'type-import'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(astro:|virtual:)|\\?worker$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.astro)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
