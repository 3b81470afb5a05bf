import type { Expression } from '../expression/expression';
import { some, walk } from '../expression/traverse';

/** A named distribution with its parameters as the note writes them. */
export interface Law {
  readonly family: Family;
  readonly parameters: readonly Expression[];
}

export type Family =
  | 'normal'
  | 'bernoulli'
  | 'binomial'
  | 'poisson'
  | 'exponential'
  | 'gamma'
  | 'beta'
  | 'uniform'
  | 'geometric'
  | 'chiSquared'
  | 'student'
  | 'lognormal';

/** A probability that the note gives: `P(D) = 0.01`, `P(A \mid B) = p`. */
export interface GivenProbability {
  readonly of: Expression;
  readonly value: Expression;
  readonly section: number;
}

/** What the note has said about chance: which letters are random, by which law, and which probabilities are given. */
export class Chance {
  /** Laws by the random variable: a letter alone and a letter with indices are two. */
  readonly laws = new Map<string, Law>();
  /** Names that the note declares random, without a law that is known. */
  readonly declared = new Set<string>();
  /** Names with a law that is not known. */
  readonly opaque = new Set<string>();
  /** Whether the note states a law that was not read. */
  unread = false;
  /** Indexed families whose members have one law. */
  readonly identical = new Set<string>();
  /** Numbers that are the mean or the variance of a random variable. */
  readonly moments = new Map<string, { readonly mean?: Expression; readonly variance?: Expression }>();
  readonly given: GivenProbability[] = [];

  /** The letters that laws have for parameters. */
  parameters(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const { parameters } of this.laws.values())
      for (const p of parameters) walk(p, (part) => void (part.kind === 'symbol' && names.add(part.name)));
    return names;
  }

  /** What the words of the note say of its random variables. */
  assurances: Assurances = { independence: false, special: false, partition: false, named: false, noise: false };
}

/** Under which a law is kept: a letter alone and a letter with indices may have two laws. */
export const lawKey = (name: string, arity: number): string => (arity > 0 ? `${name}_` : name);

const OPERATORS = new Set([
  'expectation',
  'variance',
  'deviation',
  'covariance',
  'correlation',
  'probability',
  'entropy',
  'information',
]);

/** Whether an expression is an operator on random variables or events. */
export function isChance(e: Expression): boolean {
  return e.kind === 'call' && OPERATORS.has(e.name);
}

/** Whether an expression holds an operator on random variables or events. */
export function speaksOfChance(e: Expression): boolean {
  return some(e, isChance);
}

/** The family that a word or letter before the parameters names: `\mathcal{N}`, `Exp`, `Bern`. */
export function familyOf(name: string): Family | undefined {
  const word = name.replace(/^\\(mathcal|mathrm|mathbf|text|operatorname|mathsf|mathit)\{(.*)\}$/, '$2').toLowerCase();
  return FAMILIES.get(word);
}

const FAMILIES: ReadonlyMap<string, Family> = new Map<string, Family>([
  ['n', 'normal'],
  ['normal', 'normal'],
  ['gaussian', 'normal'],
  ['gauss', 'normal'],
  ['bern', 'bernoulli'],
  ['ber', 'bernoulli'],
  ['bernoulli', 'bernoulli'],
  ['b', 'binomial'],
  ['bin', 'binomial'],
  ['binom', 'binomial'],
  ['binomial', 'binomial'],
  ['poiss', 'poisson'],
  ['poisson', 'poisson'],
  ['pois', 'poisson'],
  ['poi', 'poisson'],
  ['exp', 'exponential'],
  ['exponential', 'exponential'],
  ['expo', 'exponential'],
  ['gam', 'gamma'],
  ['gamma', 'gamma'],
  ['ga', 'gamma'],
  ['\\gamma', 'gamma'],
  ['bet', 'beta'],
  ['beta', 'beta'],
  ['be', 'beta'],
  ['u', 'uniform'],
  ['unif', 'uniform'],
  ['uniform', 'uniform'],
  ['geo', 'geometric'],
  ['geom', 'geometric'],
  ['geometric', 'geometric'],
  ['\\chi^2', 'chiSquared'],
  ['t', 'student'],
  ['lognormal', 'lognormal'],
  ['lognorm', 'lognormal'],
]);

/** What the words of a note say of its random variables. */
export interface Assurances {
  readonly independence: boolean;
  /** Words that a moment may be zero by, or a symmetry hold by: an accusation is not sure then. */
  readonly special: boolean;
  readonly partition: boolean;
  /** Whether the words name a distribution. */
  readonly named: boolean;
  /** Whether ε is a random disturbance here. */
  readonly noise: boolean;
}

export function assurancesOf(prose: string): Assurances {
  return {
    independence:
      /independen|i\.?\s?i\.?\s?d\b|uncorrelated|random sample|独立|不相关|随机样本|white noise|白噪声/i.test(prose),
    special:
      /zero[- ]mean|mean (of )?zero|mean 0|零均值|均值为\s*(0|零)|期望为\s*(0|零)|centered|centred|unbiased|无偏|stationar|平稳|martingale|鞅|standardi[sz]ed|标准化|symmetric (distribution|about)|exchangeab|conditionally independent|条件独立|orthogonal|noise|噪声|memoryless|无记忆|markov|马尔可夫|马尔科夫|mutually exclusive|disjoint|互斥|互不相容|uncorrelated|homosced|exogen/i.test(
        prose,
      ),
    named:
      /(normal|gaussian|poisson|binomial|exponential|gamma|beta|uniform|multinomial|categorical|bernoulli|geometric|chi-?squared?|student|wishart|dirichlet|rademacher|cauchy|laplace|pareto|weibull)(ly)?[- ](distribut|random)|(正态|高斯|多项|泊松|二项|指数|均匀|伯努利|几何|卡方|伽马|贝塔)(分布|随机)/i.test(
        prose,
      ),
    noise: /noise|error term|errors|regression|residual|disturbance|误差|噪声|回归|残差|扰动/i.test(prose),
    partition:
      /partition|mutually exclusive|disjoint|exhaustive|全概率|total probability|划分|完备事件组|互斥|互不相容|分割/i.test(
        prose,
      ),
  };
}
