import { exportedSignature } from '../../../src/optimize/facts/exported-signature.js';
import { factContract } from '../../contracts/facts.js';

factContract(exportedSignature, {
  found: [
    [
      'export function add(a: number, b: number): number {',
      ['export function add(a: number, b: number): number'],
    ],
    ['export const limit: number = 5;', ['export const limit: number']],
    ['export const twice = (n: number): number => n * 2;', ['export const twice = (n: number): number']],
    [
      '    12→export default class Cart<T = string> extends Base {',
      ['export default class Cart<T = string> extends Base'],
    ],
    ['module.exports.open = function (path) {', ['module.exports.open']],
    [
      'pub async fn run(args: &[String]) -> Result<()> {',
      ['pub async fn run(args: &[String]) -> Result<()>'],
    ],
    ['def load(path, *, strict=False):', ['def load(path, *, strict=False)']],
    ['func (s *Store) Open(name string) error {', ['func (s *Store) Open(name string) error']],
    ['public static void main(String[] args) {', ['public static void main(String[] args)']],
  ],
  none: ['function inner() {', 'def _private():', 'func open() error {', 'const a = 1;', 'we export goods'],
});
