import { presetById } from '../data/presets';
import { allOptimisers } from '../optimise/all';
import { defaultSettings } from '../run/settings';
import type { RunSettings } from '../run/settings';
import type { DataSource, RunPlan, TrainerState } from '../state';
import { stateForPreset } from '../state';

const PREFIX = 'gradient-descent-trainer:1:';

/** The state as one line of text to paste into a message: a prefix and base64url of JSON. */
export function shareText(state: TrainerState): string {
  return PREFIX + toBase64Url(JSON.stringify(state));
}

export type SharedState =
  | { readonly state: TrainerState }
  /** `not-ours`: no such text; `newer`: made by a later version; `damaged`: cut off or changed. */
  | { readonly error: 'not-ours' | 'newer' | 'damaged' };

/** Reads a shared text. Anything may be in it, so every value is checked, and what is missing gets its default. */
export function readShareText(text: string): SharedState {
  const trimmed = text.trim();
  if (!trimmed.startsWith('gradient-descent-trainer:')) return { error: 'not-ours' };
  if (!trimmed.startsWith(PREFIX)) return { error: 'newer' };
  const json = fromBase64Url(trimmed.slice(PREFIX.length));
  if (json === undefined) return { error: 'damaged' };
  try {
    const state = readState(JSON.parse(json));
    return state ? { state } : { error: 'damaged' };
  } catch {
    return { error: 'damaged' };
  }
}

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberIn(value: unknown, low: number, high: number, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : otherwise;
}

function numbers(value: unknown): number[] | undefined {
  return Array.isArray(value) && value.every((v) => typeof v === 'number' && Number.isFinite(v)) ? value : undefined;
}

/** A state from values of unknown origin (a shared text, a stored panel); undefined when it has no usable data. */
export function readState(value: unknown): TrainerState | undefined {
  if (!isFields(value) || value.version !== 1) return undefined;
  const source = readSource(value.source);
  if (!source) return undefined;
  const base = stateForPreset(source.kind === 'preset' ? source.preset : 'blobs');
  const runs = (Array.isArray(value.runs) ? value.runs : []).slice(0, 8).flatMap(readPlan);
  const plans = runs.length > 0 ? runs : base.runs;
  const view: Fields = isFields(value.view) ? value.view : {};
  const contour = numbers(view.contour) ?? [];
  return {
    version: 1,
    source,
    standardise: value.standardise === true,
    degree: Math.round(numberIn(value.degree, 1, 5, 1)),
    testShare: numberIn(value.testShare, 0, 0.9, 0),
    splitSeed: Math.round(numberIn(value.splitSeed, 0, 2 ** 32 - 1, 1)),
    runs: plans,
    steps: Math.round(numberIn(value.steps, 0, 1e6, 0)),
    view: {
      logX: view.logX === true,
      logY: view.logY === true,
      contour: [Math.round(numberIn(contour[0], 0, 1e4, 0)), Math.round(numberIn(contour[1], 0, 1e4, 1))],
      selected: plans.some((plan) => plan.id === view.selected) ? String(view.selected) : plans[0]!.id,
      speed: numberIn(view.speed, 0, 1000, 60),
    },
  };
}

function readSource(value: unknown): DataSource | undefined {
  if (!isFields(value)) return undefined;
  if (value.kind === 'preset') {
    const preset = presetById(String(value.preset));
    if (!preset) return undefined;
    return {
      kind: 'preset',
      preset: preset.id,
      size: Math.round(numberIn(value.size, 2, 100_000, preset.defaults.size)),
      noise: numberIn(value.noise, 0, 1, preset.defaults.noise),
      seed: Math.round(numberIn(value.seed, 0, 2 ** 32 - 1, 1)),
    };
  }
  const [x, y] = [numbers(value.x), numbers(value.y)];
  const names = Array.isArray(value.names) ? value.names.map(String) : undefined;
  if (value.kind !== 'points' || !x || !y || !names || names.length === 0) return undefined;
  if (x.length !== y.length * names.length || y.some((label) => label !== 0 && label !== 1)) return undefined;
  return { kind: 'points', name: String(value.name ?? ''), names, x, y };
}

function readPlan(value: unknown): RunPlan[] {
  if (!isFields(value) || typeof value.id !== 'string' || !isFields(value.settings)) return [];
  const s = value.settings;
  const stop: Fields = isFields(s.stop) ? s.stop : {};
  const fallback = defaultSettings;
  const settings: RunSettings = {
    optimiser: allOptimisers().find((optimiser) => optimiser.id === s.optimiser)?.id ?? fallback.optimiser,
    rate: numberIn(s.rate, 1e-12, 1e12, fallback.rate),
    momentum: numberIn(s.momentum, 0, 0.9999, fallback.momentum),
    lambda: numberIn(s.lambda, 0, 1e12, fallback.lambda),
    batch: Math.round(numberIn(s.batch, 0, 100_000, 0)),
    bias: s.bias !== false,
    start: numbers(s.start) ?? [],
    seed: Math.round(numberIn(s.seed, 0, 2 ** 32 - 1, fallback.seed)),
    stop: {
      gradientNorm: numberIn(stop.gradientNorm, 0, 1e6, fallback.stop.gradientNorm),
      lossChange: numberIn(stop.lossChange, 0, 1e6, fallback.stop.lossChange),
      epochs: Math.round(numberIn(stop.epochs, 0, 1e9, fallback.stop.epochs)),
    },
  };
  return [{ id: value.id, settings, ...(typeof value.formula === 'string' ? { formula: value.formula } : {}) }];
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** UTF-8, then base64url without padding (RFC 4648, section 5). Own, because the core has neither `btoa` nor `Buffer`. */
export function toBase64Url(text: string): string {
  const bytes: number[] = [];
  for (const c of encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|([^%])/g)) {
    bytes.push(c[1] ? parseInt(c[1], 16) : c[2]!.charCodeAt(0));
  }
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    out += alphabet[a >> 2]! + alphabet[((a & 3) << 4) | ((b ?? 0) >> 4)]!;
    if (b !== undefined) out += alphabet[((b & 15) << 2) | ((c ?? 0) >> 6)]!;
    if (c !== undefined) out += alphabet[c & 63]!;
  }
  return out;
}

/** The text of a base64url; undefined if it is none. */
export function fromBase64Url(encoded: string): string | undefined {
  let escaped = '';
  let [bits, held] = [0, 0];
  for (const c of encoded) {
    const value = alphabet.indexOf(c);
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      escaped += `%${((held >> bits) & 255).toString(16).padStart(2, '0')}`;
    }
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}
