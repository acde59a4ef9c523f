extension HighlightSample {
  static let markup: [HighlightSample] = [
    HighlightSample(
      "html",
      ####"""
      ‹a <!DOCTYPE html>›
      ‹c <!-- a comment -->›
      <‹t html› ‹a lang›=‹s "fr"›>
      <‹t head›><‹t meta› ‹a charset›=‹s utf-8›>
      <‹t style›>
        ‹t h1› { ‹p color›: ‹n #333›; }
      </‹t style›>
      <‹t script› ‹a type›=‹s "module"›>
        ‹k const› a = ‹s `<b>›‹e ${›‹n 1›‹e }›‹s </b>`›;
      </‹t script›></‹t head›>
      <‹t body› ‹a class›=‹s 'x ›‹e &amp;›‹s  y'› ‹a data-on› ‹a @click›=‹s "go('a')"› ‹a disabled›>
        <‹t h1› ‹a id›=‹s "t"›>Élèves ‹e &eacute;› ‹e &#233;› 1 < 2 & 3</‹t h1›>
        <‹t img› ‹a src›=‹s "a.png"› ‹a alt›=‹s ""›/><‹t my-tag›/>
      </‹t body›>
      </‹t html›>
      """####),
    HighlightSample(
      "xml",
      ####"""
      ‹a <?xml version="1.0" encoding="UTF-8"?>›
      <‹t feed› ‹a xmlns›=‹s "http://www.w3.org/2005/Atom"› ‹a xml:lang›=‹s "fr"›>
        <‹t title› ‹a type›=‹s "html"›>‹s <![CDATA[<b>Hi</b> ]] ]]>›</‹t title›>
        <‹t link› ‹a href›=‹s "/a?b=1›‹e &amp;›‹s c"›/>
      </‹t feed›>
      """####),
    HighlightSample(
      "css",
      ####"""
      ‹k @charset› ‹s "utf-8"›;
      ‹k @import› ‹f url›(‹s theme.css›) ‹l screen›;
      ‹k :root› { ‹v --accent›: ‹n #0a7›; }
      ‹c /* cards */›
      ‹f .card› > ‹t a›‹k :hover›‹k ::before›, ‹f #main› ‹t h2›[‹a data-x›=‹s "1"›] {
        ‹p color›: ‹f var›(‹v --accent›, ‹f rgb›(‹n 0› ‹n 0› ‹n 0› / ‹n 50%›));
        ‹p margin›: ‹n -0.5rem› ‹l auto› ‹f calc›(‹n 100%› - ‹n 2px›);
        ‹p font-family›: ‹s "Inter"›, ‹l sans-serif› ‹k !important›;
        ‹p background›: ‹f url›(‹s data:image/png;base64,AA==›);
        ‹p -webkit-line-clamp›: ‹n 2›;
      }
      ‹k @media› (‹p min-width›: ‹n 40em›) ‹k and› (‹p prefers-color-scheme›: ‹l dark›) {
        ‹k @supports› ‹k not› (‹p display›: ‹l grid›) { ‹t p› { ‹p float›: ‹l left› } }
      }
      ‹k @keyframes› ‹l spin› { ‹t from› { ‹p opacity›: ‹n 0› } ‹n 50%› { ‹p opacity›: ‹n .5› } ‹t to› { ‹p transform›: ‹f rotate›(‹n 1turn›) } }
      """####),
    HighlightSample(
      "scss",
      ####"""
      ‹k @use› ‹s "sass:math"›;
      ‹v $gap›: ‹n 8px›; ‹c // a { comment›
      ‹k @mixin› ‹f pad›(‹v $x›: ‹v $gap›) { ‹p padding›: ‹v $x› * ‹n 2›; }
      ‹f .menu› {
        &‹t __item›‹k :not›(‹f .is-on›) { ‹k @include› ‹f pad›(‹l math›.‹f div›(‹n 4px›, ‹n 2›)); ‹p color›: ‹f darken›(‹v $c›, ‹n 10%›); }
        #{‹v $prop›}‹p -top›: ‹n 1px›;
        ‹f %base› { ‹t a›‹k :hover› { ‹p top›: ‹n 0› } }
        ‹k @if› ‹v $gap› > ‹n 4px› { ‹k @extend› %‹l base›; }
      }
      """####),
    HighlightSample(
      "phtml",
      ####"""
      <‹t ul› ‹a class›=‹s "›‹m <?=› ‹v $class› ‹m ?>›‹s "›>
      ‹m <?php› ‹k foreach› (‹v $rows› ‹k as› ‹v $row›): ‹c // all ›‹m ?>›
        <‹t li›>‹m <?=› ‹f htmlspecialchars›(‹v $row›[‹s 'name'›]) ‹m ?>›</‹t li›>
      ‹m <?php› ‹k endforeach›;
      """####),
    HighlightSample(
      "jinja",
      ####"""
      ‹m {%› ‹k extends› ‹s "base.html"› ‹m %}›
      ‹c {# a <comment> #}›
      ‹m {%› ‹k macro› ‹f card›(entry, n=‹n 3›) -‹m %}›
      <‹t a› ‹a href›=‹s "›‹m {{› entry.url ‹m }}›‹s "› ‹a class›=‹s "x ›‹m {{› ‹s 'on'› ‹k if› ‹l loop›.first ‹k else› ‹s ''› ‹m }}›‹s "›>‹m {{› entry.title|‹b upper›|‹b default›(‹s "–"›) ‹m }}›</‹t a›>
      ‹m {%›- ‹k endmacro› ‹m %}›
      ‹m {%› ‹k for› p ‹k in› projects ‹k if› p.promo ‹k is› ‹k not› ‹l none› ‹m %}›‹m {{› ‹l loop›.index ‹m }}›‹m {%› ‹k endfor› ‹m %}›
      """####),
    HighlightSample(
      "markdown",
      ####"""
      ‹m ---›
      ‹p title›: ‹s Hello›
      ‹m ---›
      ‹hd # Title›

      Some ‹em *emphasis*›, ‹st **strong**› and ‹s `code <b>`› in [a link](‹s https://example.org "t"›).
      snake_case_name and 2 * 3 * 4 ‹e \*› no

      ‹m >› quote with ‹s ``a ` b``›
      ‹m -› [ ] item
      ‹m 1.› one

      ‹m ```›‹a python›
      ‹k def› ‹f f›(): ‹k return› ‹s "```"›
      ‹m ```›
      ‹m ~~~›
      plain
      ‹m ~~~›
      ‹m ***›
      ‹c <!-- hidden
      comment -->› after
      ‹m ```›‹a js›
      ‹k let› open = ‹n 1›
      """####),
  ]
}
