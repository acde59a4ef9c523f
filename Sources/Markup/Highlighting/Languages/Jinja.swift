extension Language {
  static let jinja = Language(
    name: "jinja", aliases: ["jinja2", "j2", "django", "twig", "nunjucks"],
    layout: .markup(
      Markup(
        contents: htmlContents,
        islands: [
          Island(open: "{#", close: "#}"),
          Island(open: "{{", close: "}}", language: "jinja-expression"),
          Island(open: "{%", close: "%}", language: "jinja-expression"),
        ])))

  /// What stands within the delimiters.
  static let jinjaExpression = Language(
    name: "jinja-expression",
    keywords: """
      and as autoescape block break call continue do elif else endautoescape endblock endcall endfilter endfor endif \
      endmacro endraw endset endtrans endwith extends filter for from if ignore import in include is macro missing not \
      or pluralize raw recursive scoped set trans with without context
      """,
    literals: "true false none True False None loop self super caller varargs kwargs",
    builtins: """
      abs attr batch capitalize center count d default defined dictsort divisibleby e escape even first float format \
      groupby indent int items join last length list lower map max min none number odd range reject rejectattr replace \
      reverse round safe select selectattr slice sort string striptags sum title tojson trim truncate undefined unique \
      upper urlencode urlize wordcount wordwrap xmlattr
      """,
    functionIntroducers: "macro",
    rules: [.string("\""), .string("'")])
}
