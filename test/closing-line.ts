import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with the one line that continuous integration reads: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandled.length;
    const count = (state: string) => states.filter((one) => one === state).length;
    const skipped = count('skipped');
    process.on('exit', () => {
      const tail = skipped > 0 ? `, ${skipped} skipped` : '';
      process.stdout.write(`\n${count('passed')} passed, ${count('failed') + broken} failed${tail}\n`);
    });
  }
}
