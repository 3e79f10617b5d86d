import { todo } from '../../../src/optimize/facts/todo.js';
import { factContract } from '../../contracts/facts.js';

factContract(todo, {
  found: [
    ['  // TODO: close the socket', ['TODO close the socket']],
    ['# FIXME(anna) wrong on leap years', ['FIXME (anna) wrong on leap years']],
    ['/* XXX races */', ['XXX races']],
    ['- [ ] write the tests', ['TODO write the tests']],
    ['   12→  // HACK around the parser', ['HACK around the parser']],
  ],
  none: ['todos: string[]', 'const TODOS = 3', 'a [x] b', 'no todo here'],
});
