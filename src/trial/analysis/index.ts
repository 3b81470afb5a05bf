export * from './limits';
export * from './quadrature';
export * from './series';
