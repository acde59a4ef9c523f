extension HighlightSample {
  static let scripts: [HighlightSample] = [
    HighlightSample(
      "python",
      ####"""
      ‹s """Averages of a promo."""›
      ‹k import› re
      ‹k from› dataclasses ‹k import› dataclass

      ‹l MAX_GRADE› = ‹n 20›

      ‹a @dataclass›(frozen=‹l True›)
      ‹k class› ‹t Student›:
          name: ‹t str›
          grades: ‹t list›[‹t float›]

          ‹a @property›
          ‹k def› ‹f average›(‹b self›) -> ‹t float› | ‹l None›:
              ‹k if› ‹k not› ‹b self›.grades:
                  ‹k return› ‹l None›
              ‹k return› ‹b sum›(‹b self›.grades) / ‹b len›(‹b self›.grades)  ‹c # never zero›

      ‹k async› ‹k def› ‹f report›(students, *, width=‹n 0x2A›, rate=‹n 1.5e-3›):
          pattern = re.‹f compile›(‹s r"\d+\.(?P<tail>\w+)"›)
          ‹k for› s ‹k in› students:
              ‹b print›(‹s f"›‹e {›s.name!r:>{width}‹e }›‹s  ›‹e {{›‹s raw›‹e }}›‹s  ›‹e {›s.average:‹n .2f›‹e }›‹e \n›‹s "›, ‹s b'›‹e \x00›‹s é'›)
          ‹k raise› ‹t ValueError›(‹s 'can›‹e \'›‹s t "match"'›) ‹k from› ‹l None›

      text = ‹s f'''›‹e {›
          {‹s "a"›: ‹n 1›}[‹s "a"›]
      ‹e }›‹s  élève'''›
      broken = ‹s 'no end›
      x = ‹n 3›
      """####),
    HighlightSample(
      "python-console",
      ####"""
      ‹m >>> ›‹k for› i ‹k in› ‹b range›(‹n 2›):
      ‹m ... ›    ‹b print›(i)
      0
      """####),
    HighlightSample(
      "javascript",
      ####"""
      ‹c // regexps and templates›
      ‹k import› { readFile } ‹k from› ‹s "node:fs/promises"›;
      ‹k const› ‹l RATE› = ‹n 0.2›, $el = ‹b document›.‹f querySelector›(‹s '#list'›);
      ‹k class› ‹t Cart› ‹k extends› ‹t Map› {
        ‹p #total› = ‹n 0n›;
        ‹k static› ‹f make›(...items) { ‹k return› ‹k new› ‹t Cart›(items.‹f map›((i) => [i.id, i])); }
        ‹k get› ‹f label›() { ‹k return› ‹s `Total: ›‹e ${›‹l this›.‹p #total›‹e }›‹s  € ›‹e ${›items.‹f map›(i => ‹s `<b>›‹e ${›i‹e }›‹s </b>`›).‹f join›(‹s ""›)‹e }›‹e \n›‹s `›; }
      }
      ‹k const› isSlug = ‹r /^[a-z/\d]+(?:-\w+)*$/gi›.‹f test›(slug) && a / b / c > ‹n 1›;
      ‹k if› (x) ‹k return› ‹r /ab+c/›;
      ‹k async› ‹k function› ‹f load›({ url, options = { ‹p cache›: ‹s "no-store"› } }) {
        ‹k try› { ‹k await› ‹b fetch›(url, options) } ‹k catch› { ‹k return› ‹l null› }
      }
      ‹b console›.‹f log›(‹s 'it›‹e \'›‹s s'›, ‹k typeof› x === ‹s "undefined"› ? ‹k void› ‹n 0› : ‹l NaN›); ‹c /* done */›
      ‹k let› s = ‹s "unclosed›
      ‹k let› t = ‹n 1›;
      """####),
    HighlightSample(
      "typescript",
      ####"""
      ‹k export› ‹k interface› ‹t Entry›<‹t T› = ‹t unknown›> {
        ‹k readonly› ‹p id›: ‹t number›;
        ‹p tags›?: ‹t string›[];
        ‹p kind›: ‹s "project"› | ‹s "profile"›;
      }
      ‹k type› ‹t Nullable›<‹t T›> = ‹t T› | ‹l null›;
      ‹k enum› ‹t Level› { ‹t Beginner› = ‹n 1›, ‹t Expert› }
      ‹a @Component›({ ‹p selector›: ‹s "app-root"› })
      ‹k export› ‹k abstract› ‹k class› ‹t Store›<‹t T› ‹k extends› ‹t Entry›> ‹k implements› ‹t Iterable›<‹t T›> {
        ‹k private› ‹p items›: ‹t Map›<‹t number›, ‹t T›> = ‹k new› ‹t Map›();
        ‹f constructor›(‹k public› ‹k readonly› ‹p name›: ‹t string›) { ‹l super›(); }
        ‹k get›<‹t K› ‹k extends› ‹k keyof› ‹t T›>(‹p key›: ‹t K›): ‹t T›[‹t K›] | ‹l undefined› { ‹k return› ‹l this›.items.‹f get›(‹n 0›)?.[key] ‹k as› ‹t T›[‹t K›]; }
      }
      """####),
    HighlightSample(
      "ruby",
      ####"""
      ‹c # frozen_string_literal: true›
      ‹b require› ‹s "json"›
      ‹k module› ‹t School›
        ‹k class› ‹t Student› < ‹t ApplicationRecord›
          ‹b attr_reader› ‹l :name›, ‹s :"full name"›
          ‹k def› ‹f initialize›(‹p name›:, ‹p age›: ‹n 18›)
            ‹v @name›, ‹v @@count› = name, ‹n 1›
            ‹b puts› ‹s "Hi ›‹e #{›name.map { |n| ‹s "<›‹e #{›n‹e }›‹s >"› }‹e }›‹s  ›‹e \e›‹s [0m"› ‹k unless› name.nil?
          ‹k end›
          ‹k def› ‹f valid?› = ‹v @name› =~ ‹r /\A[a-z\/]+\z/i› && ‹v $1› != ‹s 'it›‹e \'›‹s s'›
          ‹l LIST› = ‹s %w[a b]›.freeze
          ‹l SQL› = ‹s <<~QUERY›.strip
      ‹s       select ›‹e #{›x‹e }›‹s 
          QUERY›
          save! ‹k if› a / b / c == ‹t Foo›::‹t Bar›::‹l MAX›
        ‹k end›
      ‹k end›
      """####),
    HighlightSample(
      "php",
      ####"""
      ‹a #[Route('/notes', methods: ['GET'])]›
      ‹k final› ‹k class› ‹t Notes› ‹k extends› ‹t Base› {
          ‹k public› ‹k function› ‹f __construct›(‹k private› ?‹t string› ‹v $name› = ‹l null›) {}
          ‹k public› ‹k function› ‹f show›(‹t int› ‹v $id›): ‹t string› {
              ‹v $list› = ‹f array_map›(‹k fn›(‹v $n›) => ‹v $n› * ‹n 2›, [‹n 1›, ‹n 2.5›]); ‹c # comment›
              ‹k return› ‹s "Note ›‹v $id›‹s : ›‹e {›‹v $this›->names[‹v $id›]‹e }›‹s  ›‹e \n›‹s "› . ‹s 'it›‹e \'›‹s s'› . ‹l self›::‹l MAX› . ‹l PHP_EOL›;
          }
      }
      ‹v $sql› = ‹s <<<SQL›
      ‹s   SELECT * FROM t WHERE id = ›‹e {›‹v $id›‹e }›‹s  AND n = '›‹v $name›‹s '
        SQL›;
      ‹k echo› ‹v $a›->list ?? ‹k new› ‹t Foo›();
      """####),
    HighlightSample(
      "shell",
      ####"""
      ‹c #!/bin/bash›
      ‹b set› ‹a -euo› pipefail
      ‹v NAME›=‹v ${1:-"monde"}›
      ‹b export› ‹v PATH›=‹s "›‹v $HOME›‹s /bin:›‹v $PATH›‹s "› ‹v LANG›=C
      ‹k for› file ‹k in› *.md; ‹k do›
        ‹k if› [[ ‹a -f› ‹s "›‹v $file›‹s "› && ‹v $#› ‹a -gt› ‹n 0› ]]; ‹k then›
          ‹v count›=$(‹b wc› ‹a -l› < ‹s "›‹v $file›‹s "› | ‹b tr› ‹a -d› ‹s ' '›)
          ‹b echo› ‹s "Lignes de ›‹v ${file%.md}›‹s : ›‹e $(›‹f basename› ‹s "›‹v $file›‹s "›‹e )›‹s  ›‹e \$›‹s 5 ›‹v $count›‹s "› >&‹n 2›
        ‹k fi›
      ‹k done›
      ‹b cat› ‹s <<EOF› | ‹f my-tool› ‹a --dry-run› ‹a --level›=‹n 3› ‹c # comment›
      ‹s Bonjour ›‹v $NAME›‹s , it's ›‹e $(›‹b date› +%F‹e )›‹s 
      EOF›
      ‹b cat› ‹s <<-'END'›
      ‹s 	raw $NAME
      	END›
      ‹f greet›() { ‹b printf› ‹s '%s\n'› ‹s "›‹v $@›‹s "›; }
      ‹f greet› ‹s "it's"› && ‹b sudo› ‹b apt› install curl || ‹b exit› ‹n 1›
      ‹b curl› https://example.org/#x \
        ‹a -o› out.html
      """####),
    HighlightSample(
      "console",
      ####"""
      ‹m $ ›‹b git› clone https://example.org/x.git
      Cloning into 'x'...
      ‹m $ ›‹b cd› x && ‹b make› \
          test
      ‹c # a comment›
      all "fine
      """####),
  ]
}
