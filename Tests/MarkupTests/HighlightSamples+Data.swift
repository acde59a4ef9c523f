extension HighlightSample {
  static let data: [HighlightSample] = [
    HighlightSample(
      "json",
      ####"""
      {
        ‹p "name"›: ‹s "Préau ›‹e \"›‹s x›‹e \"›‹s  ›‹e \u00e9›‹s "›,
        ‹p "tags"› : [‹s "a"›, ‹s "b"›],
        ‹p "size"›: -‹n 1.5e+10›, ‹p "ok"›: ‹l true›, ‹p "none"›: ‹l null›,
        ‹p "nested"›: {‹p "k"›: []}
      }
      """####),
    HighlightSample(
      "yaml",
      ####"""
      ‹a %YAML 1.2›
      ‹m ---›
      ‹c # a kind›
      ‹p name›: ‹s project›   ‹c # trailing›
      ‹p labels›: { ‹p fr›: ‹s Projet | Projets›, ‹p en›: ‹s "Project"› , ‹p n›: [‹n 1›, ‹n 2.5›, ‹n -3›]}
      ‹p url›: ‹s https://example.org/#top›
      ‹p "quoted key"›: ‹s 'it›‹e ''›‹s s'›
      ‹p draft›: ‹l false›
      ‹p date›: ‹n 2024-05-01›
      ‹p note›: ‹s it's a "test" - 3 apples›
      ‹p base›: ‹v &base›
        ‹p <<›: ‹v *other›
        ‹p type›: ‹a !!str› ‹n 12›
      ‹p list›:
        - ‹p one›: ‹n 1›
          ‹p two›: ‹l ~›
        - - ‹s nested›
      ‹p text›: ‹m |-›
      ‹s   Line: one
          more # not a comment

        - last›
      ‹p folded›: ‹m >›
      ‹s   words›
      ‹p end›: ‹s "multi
        line ›‹e \n›‹s "›
      ‹m ...›
      """####),
    HighlightSample(
      "toml",
      ####"""
      ‹c # site›
      ‹p title› = ‹s "Préau ›‹e \u00e9›‹s "›
      ‹hd [servers.alpha]›
      ‹p ip›.‹p addr› = ‹s '10.0.0.1\n'›
      ‹p ports› = [ ‹n 8000›, ‹n 8_001›, ‹n 0xDEAD› ]
      ‹p "quoted key"› = ‹l true›
      ‹p date› = ‹n 1979›-‹n 05›-‹n 27T07›:‹n 32›:‹n 00Z›
      ‹p inline› = { ‹p a› = ‹n 1.5›, ‹p b-c› = ‹s "x"› }
      ‹p text› = ‹s """
      multi "line"
      """›
      ‹hd [[items]]›
      """####),
    HighlightSample(
      "ini",
      ####"""
      ‹c ; settings›
      ‹hd [server "main"]›
      ‹p host› = ‹s example.org› ‹c ; trailing›
      ‹p port›=‹n 8080›
      ‹p debug›: ‹l true›
      ‹p title› = ‹s it's "quoted"›
      ‹p empty› =
      """####),
    HighlightSample(
      "sql",
      ####"""
      ‹c -- Averages by promo›
      ‹k CREATE› ‹k TABLE› ‹k IF› ‹k NOT› ‹k EXISTS› students (
        id ‹t SERIAL› ‹k PRIMARY› ‹k KEY›,
        ‹p "full name"› ‹t VARCHAR›(‹n 80›) ‹k NOT› ‹l NULL› ‹k DEFAULT› ‹s 'l›‹e ''›‹s élève'›,
        born ‹t DATE› ‹k CHECK› (born > ‹s '1990-01-01'›)
      );
      ‹k select› p.name, ‹f count›(*) ‹k AS› n, ‹f round›(‹f avg›(g.value), ‹n 2›)
      ‹k from› promos p ‹k LEFT› ‹k JOIN› grades g ‹k ON› g.promo_id = p.id
      ‹k where› p.year >= ‹v :year› ‹k and› g.value ‹k between› ‹n 0› ‹k and› ‹n 1.5e1› ‹k and› x::‹t text› ‹k like› ‹s '%a%'› ‹c /* both */›
      ‹k group› ‹k by› p.name ‹k HAVING› ‹f COUNT›(*) > ‹v $1›;
      ‹k CREATE› ‹k FUNCTION› ‹f f›() ‹k RETURNS› ‹t int› ‹k AS› ‹s $body$ BEGIN RETURN 'x'; END $body$› ‹k LANGUAGE› plpgsql;
      """####),
    HighlightSample(
      "diff",
      ####"""
      ‹hd diff --git a/x.txt b/x.txt›
      ‹hd index 83db48f..bf269f4 100644›
      ‹hd --- a/x.txt›
      ‹hd +++ b/x.txt›
      ‹hd @@ -1,3 +1,3 @@ fn <main>›
       same & same
      ‹del -old "line"›
      ‹ins +new line›
      ‹c \ No newline at end of file›
      """####),
    HighlightSample(
      "dockerfile",
      ####"""
      ‹c # syntax=docker/dockerfile:1›
      ‹k FROM› swift:‹n 6.3› ‹k AS› build
      ‹k ARG› ‹v VERSION›=‹n 1.0›
      ‹k WORKDIR› /app
      ‹k COPY› ‹a --from›=base ‹a --chown›=app ./x ‹v ${HOME}›/y
      ‹k RUN› ‹f apt-get› update && ‹f apt-get› install ‹a -y› curl \
          && ‹f rm› ‹a -rf› /tmp
      ‹k ENV› ‹v LANG›=C ‹v PATH›=‹s "/bin:›‹v $PATH›‹s "›
      ‹k EXPOSE› ‹n 8080›
      ‹k CMD› [‹s "./run"›, ‹s "--port"›, ‹s "80"›]
      """####),
  ]
}
