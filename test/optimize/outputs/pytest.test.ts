import { pytest } from '../../../src/optimize/outputs/pytest.js';
import { outputContract } from '../../contracts/output.js';

outputContract(pytest, {
  commands: [
    'pytest',
    'cd api && python3 -m pytest -q tests 2>&1 | tail -40',
    'PYTHONPATH=. poetry run pytest -x',
    '.venv/bin/pytest tests/test_a.py::test_b',
    'bash -lc "uv run pytest -vv"',
  ],
  otherCommands: ['pip install pytest', 'grep -rn "a; pytest" .', 'cat pytest.ini', 'pytest-watch'],
  otherLines: ['= test session starts', 'def test_pytest(): pass'],
});
