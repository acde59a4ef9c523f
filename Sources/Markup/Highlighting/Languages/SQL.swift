extension Language {
  static let sql = Language(
    name: "sql", aliases: ["mysql", "postgres", "postgresql", "psql", "sqlite", "plsql", "plpgsql"],
    keywords: """
      add after all alter analyze and any as asc auto_increment autoincrement before begin between by cascade case cast \
      check collate column commit conflict constraint create cross current database declare default delete desc distinct \
      do drop each else elsif end escape except exception execute exists explain extension filter first following for \
      foreign from full function generated global grant group grouping having identity if ignore ilike in index inner \
      insert instead intersect into is isnull join key language last lateral left like limit local loop materialized \
      natural no not nothing notnull nulls of offset on only or order outer over partition perform plan pragma preceding \
      primary procedure raise range recursive references refresh release rename replace restrict return returning \
      returns revoke right role rollback row rows savepoint schema select set show similar start table temp temporary \
      then ties to transaction trigger truncate unbounded union unique update use user using vacuum values view when \
      where while window with without
      """,
    types: """
      bigint bigserial binary bit blob bool boolean bytea char character date datetime decimal double enum float int \
      integer interval json jsonb mediumint mediumtext money nchar numeric nvarchar precision real serial smallint text \
      time timestamp timestamptz tinyint uuid varbinary varchar varying year
      """,
    literals: "true false null unknown current_date current_time current_timestamp",
    ignoresCase: true,
    rules: [
      .lineComment("--"), .blockComment("/*", "*/"),
      .string("'", StringRule(close: "'", isMultiline: true, escapes: .doubling)),
      .string("\"", StringRule(close: "\"", tokenClass: .property, escapes: .doubling)),
      .string("`", StringRule(close: "`", tokenClass: .property, escapes: .doubling)),
      .string(
        "$",
        StringRule(
          close: "$$", isMultiline: true, escapes: .none, delimiter: .tag(upTo: UInt8(ascii: "$")))),
      .sigil(.variable, "$", specials: "0123456789"),
      .sigil(.variable, ":", place: .notAfterValue),
      .sigil(.variable, "@"), .sigil(.variable, "@@"),
    ])
}
