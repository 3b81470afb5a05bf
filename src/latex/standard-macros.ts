import { collectMacros, type MacroTable } from './macros';

/**
 * Commands of common packages (physics, mathtools, KaTeX's own) and shorthands whose meaning is beyond doubt, as macros.
 * A note's own definitions go before these.
 */
export const STANDARD_MACROS: MacroTable = collectMacros(String.raw`
\newcommand{\dd}{\mathrm{d}}
\newcommand{\diff}{\mathrm{d}}
\newcommand{\dif}{\mathrm{d}}
\newcommand{\mathd}{\mathrm{d}}
\newcommand{\ud}{\mathrm{d}}
\newcommand{\differentialD}{\mathrm{d}}
\newcommand{\mathe}{\mathrm{e}}
\newcommand{\mathi}{\mathrm{i}}
\newcommand{\R}{\mathbb{R}}
\newcommand{\N}{\mathbb{N}}
\newcommand{\Z}{\mathbb{Z}}
\newcommand{\Q}{\mathbb{Q}}
\newcommand{\C}{\mathbb{C}}
\newcommand{\RR}{\mathbb{R}}
\newcommand{\NN}{\mathbb{N}}
\newcommand{\ZZ}{\mathbb{Z}}
\newcommand{\QQ}{\mathbb{Q}}
\newcommand{\CC}{\mathbb{C}}
\newcommand{\reals}{\mathbb{R}}
\newcommand{\Reals}{\mathbb{R}}
\newcommand{\Complex}{\mathbb{C}}
\newcommand{\cnums}{\mathbb{C}}
\newcommand{\natnums}{\mathbb{N}}
\newcommand{\infin}{\infty}
\newcommand{\eps}{\varepsilon}
\newcommand{\E}{\mathbb{E}}
\DeclarePairedDelimiter{\abs}{|}{|}
\DeclarePairedDelimiter{\norm}{\|}{\|}
\DeclarePairedDelimiter{\floor}{\lfloor}{\rfloor}
\DeclarePairedDelimiter{\ceil}{\lceil}{\rceil}
\newcommand{\ket}[1]{\left|#1\right\rangle}
\newcommand{\Ket}[1]{\left|#1\right\rangle}
\newcommand{\bra}[1]{\left\langle#1\right|}
\newcommand{\Bra}[1]{\left\langle#1\right|}
\newcommand{\braket}[1]{\left\langle#1\right\rangle}
\newcommand{\Braket}[1]{\left\langle#1\right\rangle}
\newcommand{\expval}[1]{\left\langle#1\right\rangle}
\newcommand{\set}[1]{\left\{#1\right\}}
\newcommand{\Set}[1]{\left\{#1\right\}}
\newcommand{\vu}[1]{\hat{\mathbf{#1}}}
\newcommand{\va}[1]{\vec{#1}}
\newcommand{\laplacian}{\nabla^2}
\newcommand{\dfn}{:=}
\newcommand{\defeq}{:=}
\newcommand{\eqdef}{:=}
\newcommand{\coloneqqdef}{:=}
\newcommand{\eqsim}{\simeq}
`);
