import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ComposedMap, MappedTextBuilder, sliceMapped } from '../../src/notes/run-map';

/** A note in pieces: each is copied, replaced by a text, or left out. */
const pieces = fc.array(
  fc.record({
    note: fc.string({ minLength: 1, maxLength: 5 }),
    kind: fc.constantFrom('copy', 'put', 'skip'),
    text: fc.string({ maxLength: 3 }),
  }),
  { maxLength: 12 },
);

function build(parts: readonly { note: string; kind: string; text: string }[]) {
  const note = parts.map((part) => part.note).join('');
  const builder = new MappedTextBuilder(note);
  const expected: { start: number; end: number }[] = [];
  let place = 0;
  for (const part of parts) {
    const end = place + part.note.length;
    if (part.kind === 'copy') {
      builder.copy(place, end);
      for (let at = place; at < end; at++) expected.push({ start: at, end: at + 1 });
    } else if (part.kind === 'put') {
      builder.put(part.text, place, end);
      for (let index = 0; index < part.text.length; index++) expected.push({ start: place, end });
    }
    place = end;
  }
  return { ...builder.build(), expected };
}

describe('source maps', () => {
  it('tell the place of every character and every stretch', () => {
    fc.assert(
      fc.property(pieces, fc.nat(40), fc.nat(40), (parts, a, b) => {
        const { text, source, expected } = build(parts);
        expect(source.length).toBe(text.length);
        expected.forEach((place, index) => expect(source.range(index, index + 1)).toEqual(place));
        const start = Math.min(a, b, text.length);
        const end = Math.min(Math.max(a, b), text.length);
        if (start < end)
          expect(source.range(start, end)).toEqual({ start: expected[start]!.start, end: expected[end - 1]!.end });
      }),
    );
  });

  it('map an empty range to the place before its start, and clamp', () => {
    const { source } = new MappedTextBuilder('a%2Bb').copy(0, 1).put('+', 1, 4).copy(4, 5).build();
    expect(source.range(1, 1)).toEqual({ start: 1, end: 1 });
    expect(source.range(2, 2)).toEqual({ start: 4, end: 4 });
    expect(source.range(3, 3)).toEqual({ start: 5, end: 5 });
    expect(source.range(-5, 99)).toEqual({ start: 0, end: 5 });
  });

  it('can be sliced and put one behind the other', () => {
    fc.assert(
      fc.property(pieces, fc.nat(20), (parts, cut) => {
        const outer = build(parts);
        const from = Math.min(cut, outer.text.length);
        const slice = sliceMapped(outer, from, outer.text.length);
        const inner = new MappedTextBuilder(slice.text).copy(0, slice.text.length).build();
        const composed = new ComposedMap(slice.source, inner.source);
        expect(composed.length).toBe(slice.text.length);
        for (let index = 0; index < slice.text.length; index++)
          expect(composed.range(index, index + 1)).toEqual(outer.expected[from + index]);
      }),
    );
  });
});
