// The house: who may import whom. One direction, no cycles.
const forComponents = ['lib/api', 'lib/domain', 'lib/units'];
const below = {
  'lib/units': [],
  'lib/domain': ['lib/units'],
  'lib/vllm': ['lib/units'],
  'lib/importers': ['lib/domain', 'lib/vllm', 'lib/units'],
  'lib/loadgen': ['lib/vllm', 'lib/units'],
  'lib/simulator': ['lib/loadgen', 'lib/vllm', 'lib/units'],
  'lib/launch': ['lib/importers', 'lib/domain', 'lib/vllm', 'lib/units'],
  'lib/db': ['lib/domain', 'lib/units'],
  'lib/services': ['lib/db', 'lib/launch', 'lib/importers', 'lib/domain', 'lib/units'],
  'lib/api': ['lib/domain', 'lib/units'],
  'lib/server': ['lib/services', 'lib/api', 'lib/db', 'lib/domain', 'lib/units'],
  'lib/cli': ['lib'],
  'components/ui': [],
  'components/charts': ['components/ui', 'lib/domain', 'lib/units'],
  'components/shell': ['components/ui', ...forComponents],
  'components/explore': ['components/charts', 'components/shell', 'components/ui', ...forComponents],
  'components/measurements': ['components/shell', 'components/ui', ...forComponents],
  'components/start': [
    'components/explore',
    'components/charts',
    'components/shell',
    'components/ui',
    ...forComponents,
  ],
  // Says of drafts what a commit will say of them: the importers' fills, run in the browser.
  'components/imports': [
    'components/explore',
    'components/charts',
    'components/shell',
    'components/ui',
    'lib/importers',
    ...forComponents,
  ],
  'components/launch': ['components/shell', 'components/ui', ...forComponents],
  'components/jobs': ['components/explore', 'components/charts', 'components/shell', 'components/ui', ...forComponents],
  'components/settings': ['components/shell', 'components/ui', ...forComponents],
  components: forComponents,
  'app/api': ['lib/server', 'lib/services', 'lib/api'],
  app: ['components', 'lib/server', 'lib/services', 'lib/api'],
  prisma: ['lib/db', 'lib/simulator', 'lib/importers', 'lib/domain', 'lib/units'],
  e2e: ['lib'],
};

const folders = Object.keys(below);
const ours = '^(app|components|lib|prisma|e2e)/';
const tests = '\\.(test|bench)\\.tsx?$|/testing/';
const pathOf = (folder) => `^${folder}/`;

// Its physics share nothing with our own estimates and choices, which are held against it.
const testsAlsoKnow = { 'lib/simulator': ['lib/domain'] };

const layers = folders.flatMap((folder) => {
  const within = folders.filter((other) => other.startsWith(`${folder}/`)).map(pathOf);
  const rule = (name, from, known) => ({
    name: `${folder.replace('/', '-')}-${name}`,
    severity: 'error',
    from,
    to: { path: ours, pathNot: [folder, ...below[folder], ...known, 'lib/testing'].map(pathOf) },
  });
  const known = testsAlsoKnow[folder];
  const name = 'knows-only-what-is-below';
  if (!known) return [rule(name, { path: pathOf(folder), pathNot: within }, [])];
  return [
    rule(name, { path: pathOf(folder), pathNot: [...within, tests] }, []),
    rule('tests-know-only-what-is-below', { path: `${pathOf(folder)}.*(${tests})`, pathNot: within }, known),
  ];
});

const forbid = (name, from, to) => ({ name, severity: 'error', from, to });
const pure = '^lib/(units|domain|importers|vllm)/';
const browserSafe = '^(lib/(units|domain|importers|vllm|api)|components)/';

module.exports = {
  forbidden: [
    ...layers,
    forbid('no-cycles', {}, { circular: true }),
    forbid(
      'every-folder-has-its-place-here',
      {
        path: '^(lib|components)/[^/]+/',
        pathNot: [...folders, 'lib/testing'].filter((folder) => folder.includes('/')).map(pathOf),
      },
      {},
    ),
    forbid('nothing-unresolved', { path: ours }, { couldNotResolve: true }),
    forbid('browser-safe-code-knows-no-node', { path: browserSafe, pathNot: tests }, { dependencyTypes: ['core'] }),
    forbid('pure-code-knows-no-framework', { path: pure }, { path: 'node_modules/(react|react-dom|next|@tanstack)/' }),
    forbid(
      'what-runs-without-the-pages-knows-no-framework',
      { path: '^lib/(loadgen|simulator|launch|db|services|cli)/' },
      { path: 'node_modules/(react|react-dom|next|@tanstack)/' },
    ),
    forbid(
      'only-db-knows-the-database',
      { path: ours, pathNot: '^(lib/db|prisma)/' },
      { path: 'node_modules/(@prisma|pg|pglite-prisma-adapter)/|^lib/db/generated/' },
    ),
    forbid(
      'only-the-launcher-opens-the-embedded-database',
      { path: ours, pathNot: '^(lib/server/launcher|lib/db/(embedded|testing)|prisma)/' },
      { path: 'node_modules/@electric-sql/|^lib/db/embedded/' },
    ),
    forbid(
      'charts-fetch-nothing',
      { path: '^components/(charts|ui)/' },
      { path: 'node_modules/@tanstack/react-query' },
    ),
    forbid('nothing-ships-what-only-tests-need', { path: '^(app|components|lib)/', pathNot: tests }, { path: tests }),
  ],
  options: {
    doNotFollow: { path: 'node_modules|^lib/db/generated/' },
    exclude: { path: '^\\.next/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
