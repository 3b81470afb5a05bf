/**
 * The gradient of a function by central differences, (f(θ + h eⱼ) − f(θ − h eⱼ))/(2h) with h = ∛ε · max(1, |θⱼ|),
 * which balances truncation against rounding (Press et al., Numerical Recipes, section 5.7). About ten digits.
 */
export function centralDifference(f: (theta: Float64Array) => number, theta: Float64Array): Float64Array {
  const moved = theta.slice();
  return theta.map((value, j) => {
    const h = Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(value));
    moved[j] = value + h;
    const up = f(moved);
    const right = moved[j]!;
    moved[j] = value - h;
    const down = f(moved);
    const left = moved[j]!;
    moved[j] = value;
    return (up - down) / (right - left);
  });
}
