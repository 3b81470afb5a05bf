const ENGLISH =
  /^[\s,;:.(]*(?:and|or|so|hence|thus|then|therefore|thereby|if|iff|for|when|whenever|where|whereas|with|as|since|because|provided|assuming|unless|given|but|while|that is|i\.?\s*e\.?|e\.?\s*g\.?|is|are|s\.\s*t\.?|such that|subject to|otherwise|else|let|put|set|we|which|implies|gives|yields|by|from|using|note|on|at|in|to|of|over|all|every|any|each|only|the|a|an|also|similarly|likewise|again|resp|respectively|not|see|recall|once|even|odd)(?![A-Za-z])/i;
const CHINESE =
  /(?:^|[\s,，。;；:：])?(?:和|或|且|及|与|则|故|即|当|若|如果|因此|所以|于是|其中|因为|由于|对于|对任意|任意|满足|时|有|得|设|令|为|是|从而|进而|同理|可得|推出|以及|否则|其他|另外|代入|由)/;
const PUNCTUATION = /^[\s,.;:，。；：、()（）]*$/;
const OTHERS =
  /^[\s,;]*(?:et|ou|si|donc|pour|avec|und|oder|für|falls|wenn|mit|also|sonst|y|o|para|con|или|и|при|если|где|для)(?![\p{L}])/iu;

/** Whether words join or qualify statements rather than name a quantity. */
export function isConnective(text: string): boolean {
  return (
    ENGLISH.test(text) ||
    PUNCTUATION.test(text) ||
    OTHERS.test(text) ||
    (/[\u4e00-\u9fff]/.test(text) && text.length <= 12 && isChineseConnective(text))
  );
}

function isChineseConnective(text: string): boolean {
  return (
    CHINESE.test(text) &&
    /^[\s,，。;；:：、]*(?:和|或|或者|且|并且|及|与|则|故|即|当|若|如果|因此|所以|于是|其中|因为|由于|对于|对任意|任意|满足|时|有|得|得到|设|令|从而|进而|同理|可得|推出|以及|否则|其他|另外|代入|由)/.test(
      text,
    )
  );
}

/** `\text{m/s}` and the like after a number. */
export function isUnit(text: string): boolean {
  return /^[A-Za-zµμΩ°%Å/·^0-9.\-\s]{1,10}$/.test(text) && !/\s[a-z]{3,}/.test(text);
}

/** Whether a word in an upright font is a conjunction and no operator. */
export function isConnectiveWord(word: string): boolean {
  return /^(?:and|or|if|for|where|when|with|so|then|thus|hence|therefore|since|because|otherwise|iff|while|but|as)$/i.test(
    word,
  );
}

/** Whether words only join statements: they name nothing, whatever stands beside them. */
export function isConjunction(text: string): boolean {
  return /^[\s,;]*(?:and|or|so|hence|thus|then|therefore|where|that is|i\.\s*e\.|or else|和|或|且|故|即|因此|所以|则|于是|从而|得|又|有)[\s,，:：.]*$/i.test(
    text,
  );
}
