extension HighlightSample {
  static let compiled: [HighlightSample] = [
    HighlightSample(
      "swift",
      ####"""
      ‹k import› ‹t Foundation›

      ‹c /* nested /* comment */ still */›
      ‹a @MainActor›
      ‹k public› ‹k final› ‹k class› ‹t Promo›<‹t T›: ‹t Sendable›>: ‹t Identifiable› {
        ‹a @Published› ‹k private›(‹k set›) ‹k var› names: [‹t String›] = []
        ‹k let› ratio = ‹n 1_000.5›, mask = ‹n 0xFF_u›, range = ‹n 0›..<‹n 10›

        ‹k func› ‹f greet›(_ name: ‹t String›) ‹k async› ‹k throws› -> ‹t String›? {
          ‹k guard› !names.isEmpty ‹k else› { ‹k return› ‹l nil› }
          ‹a #if› ‹l DEBUG›
          ‹b print›(‹s "Bonjour ›‹e \(›name.‹f uppercased›()‹e )›‹s  ›‹e \(›names.map { ‹s "<›‹e \(›‹v $0›‹e )›‹s >"› }‹e )›‹s  ›‹e \u{1F600}›‹e \n›‹s "›)
          ‹a #endif›
          ‹k return› ‹s #"raw \n "quoted" ›‹e \#(›name‹e )›‹s "#› + ‹s ##"a "# b"##›
        }
      }
      ‹k let› poem = ‹s """
        "Hello" ›‹e \(›‹n 1› + (‹n 2› * ‹n 3›)‹e )›‹s 
        """›
      ‹k let› x = ‹f unclosed›(‹s "abc›
      ‹k let› y = ‹l Self›.default.init
      """####),
    HighlightSample(
      "java",
      ####"""
      ‹k package› org.example;
      ‹k import› java.util.‹t List›;
      ‹c /** Docs. */›
      ‹a @Service›
      ‹k public› ‹k class› ‹t Promo›<‹t T› ‹k extends› ‹t Student›> ‹k implements› ‹t Comparable›<‹t Promo›> {
        ‹k private› ‹k static› ‹k final› ‹t int› ‹l MAX_SIZE› = ‹n 1_000›;
        ‹a @Override› ‹k public› ‹t String› ‹f toString›() { ‹k return› ‹t String›.‹f format›(‹s "%s›‹e \n›‹s "›, ‹l this›.name) + ‹s 'c'› + ‹s '›‹e \'›‹s '›; }
        ‹t var› text = ‹s """
            Hello "you" ›‹e \
      ›‹s       """›;
        ‹k record› ‹t Point›(‹t int› x, ‹t long› y) {}
        ‹t double› d = ‹n 1.5f› + ‹n 0x1p-3› + ‹t List›.‹f of›(‹n 1L›).‹f size›();
      }
      """####),
    HighlightSample(
      "kotlin",
      ####"""
      ‹k package› org.example
      ‹a @Serializable›
      ‹k data› ‹k class› ‹t Student›(‹k val› name: ‹t String›, ‹k var› age: ‹t Int›? = ‹l null›) : ‹t Person›() {
          ‹k companion› ‹k object› { ‹k const› ‹k val› ‹l MAX_AGE› = ‹n 99L› }
          ‹k suspend› ‹k fun› ‹f greet›(list: ‹t List›<‹t String›>): ‹t String› = list.joinToString { ‹s "<›‹v $it›‹s >"› }
      }
      ‹c /* a /* b */ c */›
      ‹k fun› ‹f main›() {
          ‹k val› s = ‹s "Hi ›‹e ${›‹k if› (a) ‹s "x"› ‹k else› ‹s "}"›‹e }›‹s  ›‹v $name›‹s  ›‹e \$›‹s 5›‹e \n›‹s "›
          ‹b println›(‹s """raw \n ›‹e ${›s.length‹e }›‹s """› + ‹s 'c'›) ‹c // end›
          ‹k return›‹a @forEach›
      }
      """####),
    HighlightSample(
      "c",
      ####"""
      ‹a #include› ‹s <stdio.h>›
      ‹a #  define› ‹f MAX›(a, b) ((a) > (b) ? (a) : (b))
      ‹a #ifdef› ‹l DEBUG›
      ‹k typedef› ‹k struct› ‹t node› { ‹t int› value; ‹k struct› ‹t node› *next; } node_t;
      ‹a #endif›
      ‹c /* count */›
      ‹k static› ‹t size_t› ‹f count›(‹k const› node_t *list) {
        ‹t size_t› n = ‹n 0›; ‹c // none yet›
        ‹k for› (; list != ‹l NULL›; list = list->next) n++;
        ‹f printf›(‹s "%zu›‹e \n›‹s "›, n + ‹s 'a'› + ‹n 0xFFul› + ‹s '›‹e \0›‹s '› + ‹l BUFFER_SIZE›);
        ‹k return› n;
      }
      """####),
    HighlightSample(
      "cpp",
      ####"""
      ‹a #include› ‹s <vector>›
      ‹a #include› ‹s "promo.hpp"›
      ‹k template› <‹k typename› ‹t T›>
      ‹k class› ‹t Stack› ‹k final› : ‹k public› ‹t Base› {
       ‹k public›:
        ‹a [[nodiscard]]› ‹k auto› ‹f top›() ‹k const› ‹k noexcept› -> ‹k const› ‹t T›& { ‹k return› items_.‹f back›(); }
       ‹k private›:
        std::‹t vector›<‹t T›> items_ = {‹n 1'000›, ‹n 2›};
      };
      ‹k auto› sql = ‹s R"sql(SELECT "a" )" FROM t)sql"›;
      ‹t int› ‹f main›() { ‹k auto› p = std::‹b make_unique›<‹t Stack›<‹t int›>>(); std::‹b cout› << ‹s u8"é"› << p->‹f top›() << ‹s '›‹e \n›‹s '›; }
      """####),
    HighlightSample(
      "csharp",
      ####"""
      ‹k using› ‹t System›.Linq;
      ‹k namespace› ‹t School›.Web;
      ‹a #region› ‹t Models›
      ‹a [ApiController, Route("api/[controller]")]›
      ‹k public› ‹k sealed› ‹k record› ‹t Student›(‹t string› Name, ‹t int›? Age);
      ‹k public› ‹k class› ‹t Report› : ‹t IReport› {
          ‹a [HttpGet]› ‹k public› ‹t string› Title { ‹k get›; ‹k init›; } = ‹s @"C:\dir ›‹e ""›‹s x›‹e ""›‹s "›;
          ‹k public› ‹k async› ‹t Task›<‹t decimal›> ‹f AverageAsync›(‹t IEnumerable›<‹t Student›> all) {
              ‹t var› list = ‹k new› ‹t List›<‹t int›>(); ‹c // ok›
              ‹t Console›.‹f WriteLine›(‹s $"Hi ›‹e {›all.‹f First›().Name,‹n 10›:‹l F2›‹e }›‹s  ›‹e {{›‹s raw›‹e }}›‹s  ›‹e {›(list.‹f Any›() ? ‹s "y"› : ‹s "n"›)‹e }›‹e \t›‹s "›);
              ‹k return› ‹k await› ‹t Task›.‹f FromResult›(‹n 1.5m›) + list.Count;
          }
      }
      """####),
    HighlightSample(
      "go",
      ####"""
      ‹k package› main

      ‹k import› ‹s "fmt"›

      ‹k type› ‹t Student› ‹k struct› {
      	Name ‹t string› ‹s `json:"name"`›
      	Age  *‹t int›
      }

      ‹k func› (s Student) ‹f Greet›(w io.Writer) (err ‹t error›) {
      	‹k defer› ‹k func›() { ‹b recover›() }()
      	‹k for› i := ‹k range› ‹n 10› { fmt.‹f Fprintf›(w, ‹s "%d›‹e \t›‹s %q"›, i, ‹s 'é'›) }
      	‹k if› s.Age == ‹l nil› { ‹k return› ‹l nil› } ‹c // none›
      	‹k return› errors.‹f New›(‹s `raw \n`›)
      }
      ‹k const› big = ‹n 0b1010› + ‹n 1e6› + ‹l iota›
      """####),
    HighlightSample(
      "rust",
      ####"""
      ‹a #![allow(dead_code)]›
      ‹k use› std::collections::‹t HashMap›;
      ‹c /* a /* nested */ b */›
      ‹a #[derive(Debug, Clone)]›
      ‹k pub› ‹k struct› ‹t Promo›<‹a 'a›, ‹t T›: ‹a 'static›> { name: &‹a 'a› ‹t str›, notes: ‹t Vec›<‹t T›> }
      ‹k impl›<‹a 'a›> ‹t Promo›<‹a 'a›, ‹t f64›> {
          ‹k pub› ‹k fn› ‹f mean›(&‹l self›) -> ‹t Option›<‹t f64›> {
              ‹k let› c = [‹s 'x'›, ‹s '\''›, ‹s '\u{1F600}'›, ‹s 'é'›];
              ‹f println!›(‹s "{} {:?}"›, ‹l self›.name, c);
              ‹k let› raw = ‹s r#"a "quoted" \n"#› ; ‹k let› b = ‹s b"bytes›‹e \x00›‹s "›;
              ‹k if› ‹l self›.notes.‹f is_empty›() { ‹k return› ‹l None›; } ‹c // none›
              ‹l Some›(‹l self›.notes.‹f iter›().sum::<‹t f64›>() / ‹l self›.notes.‹f len›() ‹k as› ‹t f64› + ‹n 1_000.5e-3f64› + t.‹n 0›)
          }
      }
      macro_rules! r { () => { r#‹k type› } }
      """####),
  ]
}
