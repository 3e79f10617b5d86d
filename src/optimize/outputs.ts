import type { OutputRules } from './output.js';
import { apt } from './outputs/apt.js';
import { biome } from './outputs/biome.js';
import { brew } from './outputs/brew.js';
import { cargo } from './outputs/cargo.js';
import { cmake } from './outputs/cmake.js';
import { coverage } from './outputs/coverage.js';
import { ctest } from './outputs/ctest.js';
import { curl } from './outputs/curl.js';
import { docker } from './outputs/docker.js';
import { dotnet } from './outputs/dotnet.js';
import { esbuild } from './outputs/esbuild.js';
import { eslint } from './outputs/eslint.js';
import { ffmpeg } from './outputs/ffmpeg.js';
import { find } from './outputs/find.js';
import { gcc } from './outputs/gcc.js';
import { git } from './outputs/git.js';
import { gitBlame } from './outputs/git-blame.js';
import { goTest } from './outputs/go-test.js';
import { gradle } from './outputs/gradle.js';
import { jest } from './outputs/jest.js';
import { kubectl } from './outputs/kubectl.js';
import { ls } from './outputs/ls.js';
import { make } from './outputs/make.js';
import { maven } from './outputs/maven.js';
import { mocha } from './outputs/mocha.js';
import { next } from './outputs/next.js';
import { ninja } from './outputs/ninja.js';
import { nodeTest } from './outputs/node-test.js';
import { npm } from './outputs/npm.js';
import { phpunit } from './outputs/phpunit.js';
import { pip } from './outputs/pip.js';
import { playwright } from './outputs/playwright.js';
import { pnpm } from './outputs/pnpm.js';
import { poetry } from './outputs/poetry.js';
import { ps } from './outputs/ps.js';
import { pytest } from './outputs/pytest.js';
import { rspec } from './outputs/rspec.js';
import { swiftTest } from './outputs/swift-test.js';
import { systemctl } from './outputs/systemctl.js';
import { tap } from './outputs/tap.js';
import { terraform } from './outputs/terraform.js';
import { tree } from './outputs/tree.js';
import { tsc } from './outputs/tsc.js';
import { unittest } from './outputs/unittest.js';
import { uv } from './outputs/uv.js';
import { vite } from './outputs/vite.js';
import { vitest } from './outputs/vitest.js';
import { webpack } from './outputs/webpack.js';
import { wget } from './outputs/wget.js';
import { yarn } from './outputs/yarn.js';

/** Every program whose output is known. To add one is to add its file and a line here. */
export const outputs: readonly OutputRules[] = [
  apt,
  biome,
  brew,
  cargo,
  cmake,
  coverage,
  ctest,
  curl,
  docker,
  dotnet,
  esbuild,
  eslint,
  ffmpeg,
  find,
  gcc,
  git,
  gitBlame,
  goTest,
  gradle,
  jest,
  kubectl,
  ls,
  make,
  maven,
  mocha,
  next,
  ninja,
  nodeTest,
  npm,
  phpunit,
  pip,
  playwright,
  pnpm,
  poetry,
  ps,
  pytest,
  rspec,
  swiftTest,
  systemctl,
  tap,
  terraform,
  tree,
  tsc,
  unittest,
  uv,
  vite,
  vitest,
  webpack,
  wget,
  yarn,
];
