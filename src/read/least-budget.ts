/**
 * A note for the header of a result that has more tokens than its budget, as it would tell nothing with fewer.
 * @param least tokens from which on a budget is held
 */
export function leastBudget(budget: number, least: number): string {
  return `budget ${budget} is too small for it: give ${least} or more`;
}
