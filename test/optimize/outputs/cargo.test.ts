import { cargo } from '../../../src/optimize/outputs/cargo.js';
import { outputContract } from '../../contracts/output.js';

outputContract(cargo, {
  commands: [
    'cargo test --workspace 2>&1 | tail -50',
    'cd core && RUST_BACKTRACE=1 cargo build --release',
    'cargo clippy -- -D warnings',
  ],
  otherCommands: ['cat Cargo.toml', 'cargo-expand'],
  otherLines: ['Compiling the list', 'test result: ok'],
});
