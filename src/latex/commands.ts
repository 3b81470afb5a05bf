/** What LaTeX's own commands are, as far as the parser must know. */

const words = (list: string): string[] => list.trim().split(/\s+/);
const set = (list: string): ReadonlySet<string> => new Set(words(list).map((word) => `\\${word}`));

/** Commands that are operators' names. */
export const OPERATORS = set(`
  arccos arcsin arctan arccot arcsec arccsc arg cos cosh cot coth csc csch deg det dim exp gcd hom inf ker lg lim liminf limsup ln log
  max min Pr sec sech sin sinh sup tan tanh argmin argmax plim injlim projlim varlimsup varliminf lcm
  tg ctg cotg cosec arctg arcctg sh ch th cth arsinh arcosh artanh arcsinh arccosh arctanh
  Tr tr rank diag sgn sign sig erf erfc Var Cov Corr Res trace softmax sigmoid ReLU supp vecop
  grad rot
`);

/** Commands without arguments that are one sign. */
export const SYMBOLS = set(`
  alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega
  varepsilon vartheta varpi varrho varsigma varphi varkappa digamma
  Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi Omega
  varGamma varDelta varTheta varLambda varXi varPi varSigma varUpsilon varPhi varPsi varOmega
  pm mp times div cdot cdotp ast star circ bullet oplus ominus otimes oslash odot dagger ddagger amalg cap cup uplus sqcap sqcup vee wedge
  lor land setminus smallsetminus wr diamond bigcirc ltimes rtimes bmod boxplus boxminus boxtimes boxdot intercal barwedge veebar centerdot
  triangleleft triangleright bigtriangleup bigtriangledown divideontimes dotplus Cap Cup
  le leq leqq leqslant ge geq geqq geqslant lt gt ll gg lll ggg ne neq equiv sim simeq approx approxeq cong doteq doteqdot triangleq propto varpropto
  asymp prec succ preceq succeq precsim succsim lesssim gtrsim lessgtr gtrless coloneqq coloneq eqqcolon eqcolon Coloneqq colonequals Eqqcolon
  circeq eqcirc bumpeq Bumpeq risingdotseq fallingdotseq thicksim thickapprox backsim nsim ncong nleq ngeq nless ngtr lneq gneq lneqq gneqq questeq
  in notin ni owns subset supset subseteq supseteq subseteqq supseteqq subsetneq supsetneq nsubseteq nsupseteq sqsubset sqsubseteq sqsupset sqsupseteq
  mid nmid parallel nparallel perp models vdash Vdash vDash dashv between bowtie smile frown pitchfork therefore because
  to gets rightarrow leftarrow Rightarrow Leftarrow leftrightarrow Leftrightarrow longrightarrow longleftarrow Longrightarrow Longleftarrow
  longleftrightarrow Longleftrightarrow implies impliedby iff mapsto longmapsto hookrightarrow hookleftarrow uparrow downarrow updownarrow Uparrow
  Downarrow Updownarrow nearrow searrow swarrow nwarrow rightleftharpoons leftrightharpoons rightharpoonup rightharpoondown leftharpoonup leftharpoondown
  leadsto rightsquigarrow twoheadrightarrow rightrightarrows leftleftarrows rightleftarrows upharpoonright restriction nrightarrow nRightarrow dashrightarrow
  sum prod coprod int iint iiint iiiint oint oiint oiiint bigcup bigcap bigvee bigwedge bigoplus bigotimes bigodot bigsqcup biguplus smallint idotsint
  infty partial nabla forall exists nexists emptyset varnothing neg lnot ell hbar hslash Re Im wp aleph beth gimel imath jmath eth Finv complement
  angle measuredangle sphericalangle triangle triangledown square Box blacksquare lozenge Diamond clubsuit diamondsuit heartsuit spadesuit bigstar
  top bot prime backprime surd flat natural sharp degree checkmark S P copyright pounds euro yen mho Game circledast circledcirc circleddash circledS
  ldots cdots vdots ddots dots dotsc dotsb dotsm dotsi dotso mathellipsis textellipsis hdots iddots adots
  lbrace rbrace lbrack rbrack langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert vert Vert backslash lgroup rgroup lmoustache rmoustache
  llbracket rrbracket ulcorner urcorner llcorner lrcorner lAngle rAngle
  colon semicolon comma vcentcolon ratio And & % # $ _ { } | qedsymbol upsilon
  textquotesingle textdegree textmu varXi lhd rhd unlhd unrhd vartriangle vartriangleleft vartriangleright trianglelefteq trianglerighteq
  AA aa Angstrom i j mathsection mathparagraph dag ddag maltese
`);

/** Changes of font with an argument, and the name each is normalised to. */
export const FONTS: ReadonlyMap<string, string> = new Map([
  ...words('mathbf boldsymbol bm pmb bold mathbold mathbfit symbf symbfit mathbfsf vb boldmath').map(
    (name) => [`\\${name}`, '\\mathbf'] as const,
  ),
  ...words('mathrm textup mathup symup mathnormalrm rm').map((name) => [`\\${name}`, '\\mathrm'] as const),
  ...words('mathcal mathscr cal scr euscr').map((name) => [`\\${name}`, '\\mathcal'] as const),
  ...words('mathbb Bbb mathds mathbbm mathbbmss bbold').map((name) => [`\\${name}`, '\\mathbb'] as const),
  ...words('mathfrak frak gothic').map((name) => [`\\${name}`, '\\mathfrak'] as const),
  ...words('mathsf mathtt symsf').map((name) => [`\\${name}`, '\\mathsf'] as const),
  ...words('mathit mathnormal symit').map((name) => [`\\${name}`, '\\mathit'] as const),
]);

/** Changes of font that last to the end of the group: `{\rm d}`. */
export const SWITCHES: ReadonlyMap<string, string> = new Map([
  ['\\rm', '\\mathrm'],
  ['\\bf', '\\mathbf'],
  ['\\bfseries', '\\mathbf'],
  ['\\it', '\\mathit'],
  ['\\itshape', '\\mathit'],
  ['\\sf', '\\mathsf'],
  ['\\tt', '\\mathsf'],
  ['\\cal', '\\mathcal'],
  ['\\mit', '\\mathit'],
  ['\\sl', '\\mathit'],
]);

export const ACCENTS: ReadonlyMap<string, string> = new Map([
  ...words('hat bar vec dot ddot dddot ddddot tilde check breve acute grave mathring underline').map(
    (name) => [`\\${name}`, `\\${name}`] as const,
  ),
  ['\\widehat', '\\hat'],
  ['\\Hat', '\\hat'],
  ['\\overline', '\\bar'],
  ['\\widebar', '\\bar'],
  ['\\Bar', '\\bar'],
  ['\\widetilde', '\\tilde'],
  ['\\Tilde', '\\tilde'],
  ['\\widecheck', '\\check'],
  ['\\overrightarrow', '\\vec'],
  ['\\Vec', '\\vec'],
  ['\\Dot', '\\dot'],
  ['\\Ddot', '\\ddot'],
  ['\\overleftarrow', '\\overleftarrow'],
  ['\\overleftrightarrow', '\\overleftrightarrow'],
  ['\\undertilde', '\\underline'],
  ['\\utilde', '\\underline'],
  ['\\underbar', '\\underline'],
  ['\\overarc', '\\overarc'],
  ['\\wideparen', '\\overarc'],
]);

/** Commands whose argument is words. */
export const TEXTS = set(`
  text textrm textbf textit textsf texttt textnormal textsl textsc textmd mbox hbox fbox emph mathtext intertext shortintertext tcboxmath textsuperscript textsubscript
  mathmbox makebox framebox
`);

/** Commands with no meaning for mathematics, and how many arguments in braces go with them. */
export const IGNORED: ReadonlyMap<string, number> = new Map([
  ...words(`
    notag nonumber displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits displaylimits hline hhline noindent centering raggedright small
    tiny footnotesize scriptsize normalsize large Large LARGE huge Huge boldmath unboldmath allowbreak nobreak nolinebreak par relax protect
    qedhere qed bigskip medskip smallskip strut mathstrut null allowdisplaybreaks displaybreak pagebreak newpage toprule midrule bottomrule
    global long outer xspace upshape normalfont sffamily rmfamily ttfamily mdseries begingroup endgroup bgroup egroup hfil leavevmode indent break
    protected mathversion eqno leqno
  `).map((name) => [`\\${name}`, 0] as const),
  ...words(`tag label ref eqref cref Cref autoref cite citep citet nameref pageref color vspace cline require usepackage bookmark
    pagecolor phantomsection footnote thanks index todo arraycolsep definecolor cssId class hypertarget`).map(
    (name) => [`\\${name}`, 1] as const,
  ),
  ...words('setlength addtolength setcounter addtocounter numberwithin newenvironmentx colorlet').map(
    (name) => [`\\${name}`, 2] as const,
  ),
]);

/** Spaces; `true` where wide enough to part two formulas of a display. */
export const SPACES: ReadonlyMap<string, boolean> = new Map([
  ...words('quad qquad hfill dotfill').map((name) => [`\\${name}`, true] as const),
  ['\\ ', true],
  ['\\nobreakspace', true],
  ['\\space', true],
  ...words(', : ; ! > / - enspace enskip thinspace medspace thickspace negthinspace negmedspace negthickspace').map(
    (name) => [`\\${name}`, false] as const,
  ),
]);

/** Spaces whose argument is a length or something to take the size of. */
export const SPACES_WITH_LENGTH = set(
  'hspace hskip kern mkern mskip mspace hphantom vphantom phantom rule raise lower vskip Space rlap llap',
);

/** Size commands before a delimiter: they are dropped. The value says which side of a pair it makes of the delimiter. */
export const SIZES: ReadonlyMap<string, '' | 'l' | 'r' | 'm'> = new Map(
  ['\\big', '\\Big', '\\bigg', '\\Bigg'].flatMap((name) =>
    (['', 'l', 'r', 'm'] as const).map((side) => [name + side, side] as const),
  ),
);

export const FRACTIONS: ReadonlyMap<string, '\\frac' | '\\binom'> = new Map([
  ...words('frac dfrac tfrac cfrac sfrac nicefrac flatfrac fracd xfrac').map(
    (name) => [`\\${name}`, '\\frac'] as const,
  ),
  ...words('binom dbinom tbinom').map((name) => [`\\${name}`, '\\binom'] as const),
]);

/** Fractions that stand between their parts. */
export const INFIX_FRACTIONS: ReadonlyMap<string, '\\frac' | '\\binom'> = new Map([
  ['\\over', '\\frac'],
  ['\\above', '\\frac'],
  ['\\choose', '\\binom'],
  ['\\atop', '\\binom'],
]);

/** Commands that only wrap their one argument: what they show is the argument itself. */
export const WRAPPERS = set(`
  boxed mathop mathrel mathbin mathord mathopen mathclose mathpunct mathinner smash cancel bcancel xcancel sout ensuremath mathclap mathllap mathrlap
  clap bbox colorbox_ Aboxed underbracket_ displaylines scalebox_ hcancel highlight ul uline
`);

/** Commands whose last argument is shown and whose others say how: the number of arguments. */
export const STYLERS: ReadonlyMap<string, number> = new Map([
  ['\\textcolor', 2],
  ['\\colorbox', 2],
  ['\\fcolorbox', 3],
  ['\\href', 2],
  ['\\raisebox', 2],
  ['\\scalebox', 2],
  ['\\resizebox', 3],
  ['\\htmlClass', 2],
  ['\\htmlId', 2],
  ['\\htmlStyle', 2],
  ['\\htmlData', 2],
  ['\\cancelto', 2],
  ['\\style', 2],
  ['\\hyperref', 1],
]);

/** Arrows and long signs with text over and under; the value is the plain sign. */
export const EXTENSIBLE: ReadonlyMap<string, string> = new Map([
  ['\\xrightarrow', '\\rightarrow'],
  ['\\xleftarrow', '\\leftarrow'],
  ['\\xRightarrow', '\\Rightarrow'],
  ['\\xLeftarrow', '\\Leftarrow'],
  ['\\xleftrightarrow', '\\leftrightarrow'],
  ['\\xLeftrightarrow', '\\Leftrightarrow'],
  ['\\xmapsto', '\\mapsto'],
  ['\\xhookrightarrow', '\\hookrightarrow'],
  ['\\xhookleftarrow', '\\hookleftarrow'],
  ['\\xrightleftharpoons', '\\rightleftharpoons'],
  ['\\xtwoheadrightarrow', '\\twoheadrightarrow'],
  ['\\xlongequal', '='],
  ['\\xequal', '='],
]);

/** Environments that are grids made by a command with braces: `\substack{a \\ b}`. */
export const GRID_COMMANDS = set('substack matrix pmatrix cases eqalign eqalignno displaylines Sb Sp bordermatrix');

/** Environments with an argument in braces, such as the columns of an array. */
export const ENVIRONMENTS_WITH_ARGUMENT: ReadonlySet<string> = new Set(
  words(
    'array darray tabular subarray alignat alignat* alignedat xalignat xalignat* IEEEeqnarray IEEEeqnarray* IEEEeqnarraybox minipage',
  ),
);

/** Environments with a left side in braces before the rows. */
export const LEFT_SIDE_ENVIRONMENTS: ReadonlySet<string> = new Set(['numcases', 'subnumcases']);
